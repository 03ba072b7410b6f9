package io.tracestitch.cli.report;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells about one incident.
 *
 * @param number place in the report, from 1 on
 * @param id the incident's id
 * @param severity how bad it is
 * @param headline what happened, in one sentence
 * @param pattern id of the pattern that explains it, or null
 * @param category category of that pattern, or null
 * @param count how often it occurred
 * @param first when it was first seen, or null if no record had a time
 * @param last when it was last seen, or null
 * @param tasks names of the tasks that failed, in the order of their failure; not necessarily all
 * @param sources whose logs it was seen in
 * @param latest its latest event
 * @param places where it happened, in the order of happening
 * @param remediation what to change, or null
 * @param grouping why its events are one incident
 * @param occurrences the first of its events
 * @param histogram its events over time
 * @param remarks what it has to do with other incidents, in sentences
 * @param late how long after the last line of a lost task it was reported, in seconds, at the median; or null
 * @param related other incidents that the story of its latest task leads to
 */
public record IncidentView(
        int number,
        String id,
        Severity severity,
        String headline,
        @Nullable String pattern,
        @Nullable String category,
        long count,
        @Nullable Instant first,
        @Nullable Instant last,
        List<String> tasks,
        List<String> sources,
        Event latest,
        List<Place> places,
        @Nullable Remediation remediation,
        String grouping,
        List<Occurrence> occurrences,
        TimeHistogram histogram,
        List<String> remarks,
        @Nullable Double late,
        Related related) {

    /** What stands in brackets behind the headline: the pattern, or what kind of event it is. */
    public String label() {
        return pattern != null ? pattern : latest.kind().id();
    }
}
