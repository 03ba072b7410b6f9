package io.tracestitch.store;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One report of a failure, with what can be asked about it. An occurrence is named by its first report: the event whose id is the
 * occurrence's. Other reports of it are sightings: they are kept as documents of their own, are shown with their occurrence, and
 * are not counted.
 *
 * @param id where its first line stands: {@code TOPIC-PARTITION-OFFSET-LINE} or {@code SOURCE:LINE}; 1 to {@value #MAX_ID_BYTES}
 *        bytes of UTF-8, like the occurrence and the fingerprint
 * @param occurrence id of the occurrence that it reports; its own id, unless it is a sighting
 * @param fingerprint the incident that it belongs to
 * @param time when it happened: the time in the log, else the one at which the line came in. Saving the same event again has to
 *        give the same time, so take the record's time and not the clock's
 * @param position number of its first line; puts events of the same time in order
 * @param service the service that reports it
 * @param source whose log it is
 * @param release release of the service, or null where nobody tells it
 * @param kind what it is
 * @param category category of the pattern that explains it, or null
 * @param pattern id of that pattern, or null
 * @param severity how bad it is
 * @param exceptions dotted types of the exceptions in it, the one raised last in front
 * @param tasks names of the tasks that it is about, and of lost tasks
 * @param text what free text finds, as {@link SearchText} reads it; stores need not give it back: it may be empty in answers
 * @param json the event as the contract has it, in UTF-8, at most {@value #MAX_JSON_BYTES} bytes; not copied, so that nobody may
 *        change it afterwards
 */
public record EventDocument(
        String id,
        String occurrence,
        String fingerprint,
        Instant time,
        long position,
        String service,
        String source,
        @Nullable String release,
        EventKind kind,
        @Nullable String category,
        @Nullable String pattern,
        Severity severity,
        List<String> exceptions,
        List<String> tasks,
        List<String> text,
        byte[] json) {

    /** Longest id that stores take. */
    public static final int MAX_ID_BYTES = 512;
    /** Largest JSON that stores take. */
    public static final int MAX_JSON_BYTES = 1 << 24;
    /** Characters of a value that filters compare; what follows is kept, but not looked at. */
    public static final int MAX_KEYWORD = 1_024;

    public EventDocument {
        exceptions = List.copyOf(exceptions);
        tasks = List.copyOf(tasks);
        text = List.copyOf(text);
    }

    /** Whether another event was the first to report this occurrence. */
    public boolean isSighting() {
        return !id.equals(occurrence);
    }
}
