package io.tracestitch.core.record;

import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a record's header stand in an array of bytes: offsets, nothing copied. Mutable and reused on the hot path; not
 * thread-safe. A part that is absent has length 0.
 */
public final class Header {

    int level;
    int levelStart;
    int levelLength;
    int timeStart;
    int timeLength;
    int loggerStart;
    int loggerLength;
    int processStart;
    int processLength;
    int threadStart;
    int threadLength;
    int taskStart;
    int taskLength;
    int requestStart;
    int requestLength;
    int message;
    /** Gets each field's place too, whatever its role; only while roles are learnt. */
    @Nullable FieldTrace trace;

    /** Level as a number, {@link Level#UNKNOWN} where there is none. */
    public int level() {
        return level;
    }

    /** Offset of the task's name. */
    public int taskStart() {
        return taskStart;
    }

    /** Length of the task's name in bytes. */
    public int taskLength() {
        return taskLength;
    }

    /** Offset of the process. */
    public int processStart() {
        return processStart;
    }

    /** Length of the process in bytes. */
    public int processLength() {
        return processLength;
    }

    void clear() {
        level = Level.UNKNOWN;
        levelLength = 0;
        timeLength = 0;
        loggerLength = 0;
        processLength = 0;
        threadLength = 0;
        taskLength = 0;
        requestLength = 0;
        message = 0;
        if (trace != null) {
            trace.clear();
        }
    }

    void time(int start, int length) {
        timeStart = start;
        timeLength = length;
    }

    /** Takes the text of the format's field with that number; {@code -}, {@code None} and blanks mean that it is absent. */
    void field(int number, Role role, byte[] b, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && b[start] == ' ') {
            start++;
        }
        while (end > start && b[end - 1] == ' ') {
            end--;
        }
        FieldTrace all = trace;
        if (all != null) {
            all.add(number, start, end);
        }
        int length = FieldShape.isAbsent(b, start, end) ? 0 : end - start;
        switch (role) {
            case LOGGER -> {
                loggerStart = start;
                loggerLength = length;
            }
            case PROCESS -> {
                processStart = start;
                processLength = length;
            }
            case THREAD -> {
                threadStart = start;
                threadLength = length;
            }
            case TASK -> {
                taskStart = start;
                taskLength = length;
            }
            case REQUEST -> {
                requestStart = start;
                requestLength = length;
            }
            case OTHER -> { }
        }
    }

    /** What a field of a header tells. */
    enum Role {
        LOGGER, PROCESS, THREAD, TASK, REQUEST, OTHER
    }
}
