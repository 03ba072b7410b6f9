package io.tracestitch.cli.explain;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import org.jspecify.annotations.Nullable;

/**
 * Which lines an event was made of, and why it ended.
 *
 * @param number of the event, from 1 on, in the order of first lines; 0 before they are in order
 * @param firstLine number of its first line
 * @param lastLine number of its last line
 * @param kind what it is
 * @param pattern what explains it, or null
 * @param endedBy why it ended
 * @param confidence how sure the assembly is, 0 to 1
 */
record EventSpan(int number, long firstLine, long lastLine, String kind, @Nullable String pattern, EndedBy endedBy,
        double confidence) {

    static EventSpan of(Event event) {
        return new EventSpan(0, event.firstLine(), event.lastLine(), event.kind().id(), event.pattern(), event.endedBy(),
                event.confidence());
    }

    EventSpan withNumber(int n) {
        return new EventSpan(n, firstLine, lastLine, kind, pattern, endedBy, confidence);
    }

    /** Why it ended, in words. */
    String reason() {
        return switch (endedBy) {
            case GRAMMAR -> "it was complete";
            case NEXT_RECORD -> "its writer began another record";
            case TIMEOUT -> "nothing more came in time";
            case LIMIT -> "a limit cut it";
            case END_OF_INPUT -> "the input ended";
        };
    }
}
