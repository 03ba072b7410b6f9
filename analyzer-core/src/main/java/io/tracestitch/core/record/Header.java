package io.tracestitch.core.record;

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
    int message;

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
        message = 0;
    }

    void put(Role role, int start, int length) {
        switch (role) {
            case TIME -> {
                timeStart = start;
                timeLength = length;
            }
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
            case OTHER -> { }
        }
    }

    /** What a field of a header tells. */
    enum Role {
        TIME, LOGGER, PROCESS, THREAD, TASK, OTHER
    }
}
