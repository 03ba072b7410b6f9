package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The story of the task that an event is about, as the log tells it. Every part of it has evidence; what nothing in the log
 * speaks for is absent. Immutable.
 *
 * @param confidence how sure the lines are the task's own, 0 to 1: of links with 0.9, nine in ten are right
 * @param lines 1-based numbers of the input lines that the task wrote before it failed, in rising order
 * @param earlier how many more lines the task wrote that were not kept
 * @param story texts of the last of these lines, in their order, as far as they are still in memory
 * @param ids request, trace and other ids in the task's lines, such as {@code request_id=req-20}
 * @param createdBy where the task was created, or null
 * @param parent name of the task through which the failure went on, by {@code gather} or a group; or null
 * @param siblings names of other tasks of the same group or {@code gather}
 * @param elsewhere first lines of other reports of the same failure
 * @param late how long after the task's last line the failure was reported, in seconds; or null
 * @param instance which run of the process it was, counted from 1, where the log holds several of equal pid; 0 if it holds one
 * @param evidence what the links were concluded from, in words
 */
public record Stitch(double confidence, List<Long> lines, long earlier, List<Line> story, List<String> ids,
        @Nullable Creation createdBy, @Nullable String parent, List<String> siblings, List<Long> elsewhere, @Nullable Double late,
        int instance, List<String> evidence) {

    /**
     * A line that the task wrote.
     *
     * @param number 1-based number of the input line
     * @param time when it was written, or null
     * @param level level as printed, or null
     * @param text the message, or its beginning
     */
    public record Line(long number, @Nullable Instant time, @Nullable String level, String text) {
    }

    /**
     * Where a task was created.
     *
     * @param file path as printed
     * @param line 1-based line number
     * @param function function that created the task, or null
     * @param code source line, or null
     * @param task name of the task that was running then, or null
     * @param confidence how sure this is, 0 to 1
     * @param evidence what it was concluded from, in words
     */
    public record Creation(String file, int line, @Nullable String function, @Nullable String code, @Nullable String task,
            double confidence, String evidence) {
    }
}
