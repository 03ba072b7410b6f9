package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One report of a failure in a log. Immutable; its JSON form is the contract's.
 *
 * @param source whose log it is: a path, a service, a topic's key
 * @param firstLine 1-based number of its first input line
 * @param lastLine number of its last input line, the first one included
 * @param timestamp when the record says it was written, or null
 * @param timestampText the timestamp as printed, or null
 * @param level level as printed, or null
 * @param logger name of the logger, or null
 * @param process process id or name in the record, or null
 * @param thread thread name or id in the record, or null
 * @param recordTask task named in the record's own header: the one running, not the one failing
 * @param kind what it is
 * @param message message of the record (first line and continuation lines, without the traceback); never null
 * @param exception the exception, or null
 * @param stack frames that belong to no exception (stack_info, creation stack, dumps), oldest call first
 * @param task the task that the event is about, or null
 * @param seconds a duration that the event tells (slow callback), or null
 * @param pattern id of the pattern that explains it, or null
 * @param category category of that pattern, or null
 * @param severity how bad it is
 * @param also ids of more general patterns that explain it too
 * @param endedBy why its text ended
 * @param truncated whether a limit cut it
 * @param confidence how sure the assembly is, 0 to 1
 * @param occurrence id of the occurrence that this event reports
 * @param fingerprint what it is grouped by; empty before it was computed
 * @param raw the lines as they stood in the log, without the transport's wrapping; null unless asked for
 * @param stitch the story of the task that the event is about, or null
 * @param stall the standstill that the event is, or null
 * @param partition whose records number its lines; null where they are the lines of one stream
 * @param incident fingerprint of the incident that counts it: its own, unless another report of the occurrence came first and has
 *     another one; empty before it was computed
 */
public record Event(
        String source,
        long firstLine,
        long lastLine,
        @Nullable Instant timestamp,
        @Nullable String timestampText,
        @Nullable String level,
        @Nullable String logger,
        @Nullable String process,
        @Nullable String thread,
        @Nullable String recordTask,
        EventKind kind,
        String message,
        @Nullable ExceptionTree exception,
        List<Frame> stack,
        @Nullable TaskRef task,
        @Nullable Double seconds,
        @Nullable String pattern,
        @Nullable String category,
        Severity severity,
        List<String> also,
        EndedBy endedBy,
        boolean truncated,
        double confidence,
        String occurrence,
        String fingerprint,
        @Nullable String raw,
        @Nullable Stitch stitch,
        @Nullable Stall stall,
        @Nullable LogPartition partition,
        String incident) {

    /** An event whose lines are those of one stream, and which its own incident counts. */
    public Event(String source, long firstLine, long lastLine, @Nullable Instant timestamp, @Nullable String timestampText,
            @Nullable String level, @Nullable String logger, @Nullable String process, @Nullable String thread,
            @Nullable String recordTask, EventKind kind, String message, @Nullable ExceptionTree exception, List<Frame> stack,
            @Nullable TaskRef task, @Nullable Double seconds, @Nullable String pattern, @Nullable String category,
            Severity severity, List<String> also, EndedBy endedBy, boolean truncated, double confidence, String occurrence,
            String fingerprint, @Nullable String raw, @Nullable Stitch stitch, @Nullable Stall stall) {
        this(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind, message,
                exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence, occurrence,
                fingerprint, raw, stitch, stall, null, fingerprint);
    }

    /** An event that was not stitched yet, and is no stall. */
    public Event(String source, long firstLine, long lastLine, @Nullable Instant timestamp, @Nullable String timestampText,
            @Nullable String level, @Nullable String logger, @Nullable String process, @Nullable String thread,
            @Nullable String recordTask, EventKind kind, String message, @Nullable ExceptionTree exception, List<Frame> stack,
            @Nullable TaskRef task, @Nullable Double seconds, @Nullable String pattern, @Nullable String category,
            Severity severity, List<String> also, EndedBy endedBy, boolean truncated, double confidence, String occurrence,
            String fingerprint, @Nullable String raw) {
        this(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind, message,
                exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence, occurrence,
                fingerprint, raw, null, null);
    }

    /** This event as a report of that occurrence. */
    public Event withOccurrence(String id) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence, id,
                fingerprint, raw, stitch, stall, partition, incident);
    }

    /** This event, grouped by that fingerprint. */
    public Event withFingerprint(String id) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence,
                occurrence, id, raw, stitch, stall, partition, id);
    }

    /** This event as a pattern explains it. */
    public Event withPattern(@Nullable String id, @Nullable String itsCategory, Severity itsSeverity, List<String> more) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, id, itsCategory, itsSeverity, more, endedBy, truncated, confidence,
                occurrence, fingerprint, raw, stitch, stall, partition, incident);
    }

    /** This event with the story of its task. */
    public Event withStitch(@Nullable Stitch story) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence,
                occurrence, fingerprint, raw, story, stall, partition, incident);
    }

    /** This event with other words in place of everything that a program may have written freely. */
    Event withText(@Nullable String newRecordTask, String newMessage, @Nullable ExceptionTree newException, List<Frame> newStack,
            @Nullable TaskRef newTask, @Nullable String newRaw, @Nullable Stitch newStitch, @Nullable Stall newStall) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, newRecordTask,
                kind, newMessage, newException, newStack, newTask, seconds, pattern, category, severity, also, endedBy, truncated,
                confidence, occurrence, fingerprint, newRaw, newStitch, newStall, partition, incident);
    }

    /** This event as one that another incident counts. */
    public Event withIncident(String id) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence,
                occurrence, fingerprint, raw, stitch, stall, partition, id);
    }

    /** This event with another confidence. */
    public Event withConfidence(double value) {
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, value,
                occurrence, fingerprint, raw, stitch, stall, partition, incident);
    }

    /** This event as one whose lines are numbered by records of that partition; its occurrence is named by them too. */
    public Event withPartition(LogPartition records) {
        String own = source + ':';
        String id = occurrence.startsWith(own) ? records.id(occurrence.substring(own.length())) : occurrence;
        return new Event(source, firstLine, lastLine, timestamp, timestampText, level, logger, process, thread, recordTask, kind,
                message, exception, stack, task, seconds, pattern, category, severity, also, endedBy, truncated, confidence, id,
                fingerprint, raw, stitch, stall, records, incident);
    }

    /**
     * An id that no other event has: where its first line stands, in the form that ids of occurrences have. A standstill's is that of its
     * occurrence, for others may stand at the same line.
     */
    public String id() {
        String own = Long.toString(firstLine);
        return kind == EventKind.STALL ? occurrence : partition == null ? source + ':' + own : partition.id(own);
    }

    /** Whether another event was the first to report its occurrence. */
    public boolean isSighting() {
        return !occurrence.isEmpty() && !occurrence.equals(id());
    }
}
