package io.tracestitch.cli.report;

import java.time.Instant;

import io.tracestitch.core.incident.Event;
import org.jspecify.annotations.Nullable;

/**
 * One event in the list of an incident's occurrences.
 *
 * @param time when it was written, or null
 * @param source whose log it stands in
 * @param firstLine number of its first line
 * @param lastLine number of its last line
 * @param task name of the task that it is about, or of the one that wrote it; null if none is named
 * @param what its exception or the first line of its message
 */
public record Occurrence(@Nullable Instant time, String source, long firstLine, long lastLine, @Nullable String task,
        String what) {

    private static final int LONGEST = 200;

    static Occurrence of(Event event) {
        String task = event.task() != null && event.task().name() != null ? event.task().name() : event.recordTask();
        String what = event.exception() != null ? event.exception().headline() : Headline.firstLine(event.message());
        return new Occurrence(event.timestamp(), event.source(), event.firstLine(), event.lastLine(),
                task == null ? null : beginning(task), beginning(what));
    }

    /** Many are kept, so none may be long. */
    private static String beginning(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
