package io.tracestitch.core.pattern;

import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.EventKind;

/**
 * One alternative of a pattern's {@code match}. Every part that is given must hold; inside a part, one entry is enough.
 *
 * @param kinds kinds of event; empty means any kind that has an exception
 * @param exceptions exception types: a bare name is compared with the last component, a dotted one with the whole
 * @param raisedLast whether only the exception raised last counts, not those it came from
 * @param message texts that the exception's message contains (case counts)
 * @param messageRegex RE2 expressions, one of which is found in the exception's message
 * @param record texts that the record's message contains (case counts)
 * @param recordRegex RE2 expressions, one of which is found in the record's message
 * @param frames where the exception's own stack ends, below the application's code
 * @param notFrames where it must not end; a library that waits by means of another is told from that other by this
 */
public record Rule(
        Set<EventKind> kinds,
        List<String> exceptions,
        boolean raisedLast,
        List<String> message,
        List<String> messageRegex,
        List<String> record,
        List<String> recordRegex,
        List<FramePoint> frames,
        List<FramePoint> notFrames) {
}
