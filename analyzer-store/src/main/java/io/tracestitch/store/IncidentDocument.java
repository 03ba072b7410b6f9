package io.tracestitch.store;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate of all occurrences with one fingerprint, with what can be asked about it.
 *
 * @param id the fingerprint; 1 to {@value EventDocument#MAX_ID_BYTES} bytes of UTF-8
 * @param version grows with every change of the aggregate; an older one never takes the place of a newer one
 * @param title what happened, in a few words
 * @param category category of the pattern that explains it, or null
 * @param pattern id of that pattern, or null
 * @param severity the worst of its events
 * @param services the services that report it
 * @param releases the releases that it was seen in, with the last time; empty where nobody tells releases
 * @param firstSeen time of the earliest occurrence, as {@link EventDocument#time}
 * @param lastSeen time of the latest occurrence
 * @param count occurrences, without sightings
 * @param exceptions dotted types of the exceptions in its latest event
 * @param tasks names of the tasks that failed; a sample
 * @param text what free text finds, as {@link SearchText} reads it; stores need not give it back: it may be empty in answers
 * @param json the incident as the contract has it, in UTF-8, at most {@value EventDocument#MAX_JSON_BYTES} bytes; not copied, so
 *        that nobody may change it afterwards
 */
public record IncidentDocument(
        String id,
        long version,
        String title,
        @Nullable String category,
        @Nullable String pattern,
        Severity severity,
        List<String> services,
        List<ReleaseSeen> releases,
        Instant firstSeen,
        Instant lastSeen,
        long count,
        List<String> exceptions,
        List<String> tasks,
        List<String> text,
        byte[] json) {

    public IncidentDocument {
        services = List.copyOf(services);
        releases = List.copyOf(releases);
        exceptions = List.copyOf(exceptions);
        tasks = List.copyOf(tasks);
        text = List.copyOf(text);
    }

    /**
     * A release in which an incident was seen.
     *
     * @param release its name
     * @param lastSeen time of the latest occurrence in it
     */
    public record ReleaseSeen(String release, Instant lastSeen) {
    }
}
