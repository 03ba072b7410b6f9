package io.tracestitch.stream;

/**
 * Tells how many lines turned out to be in no event. A line can be told so only when the record that it may belong to is complete, which
 * is surely so some time later; until then it is in neither number.
 */
final class Conservation {

    /** Reports behind which a line's record counts as complete. */
    private static final int REPORTS = 64;

    private final long[] linesBefore = new long[REPORTS];
    private int next;
    private long inEvents;
    private long plain;

    /** Takes the totals, and tells the listener what has become sure since the last time. */
    void report(long lines, long linesInEvents, StageListener listener) {
        long sure = linesBefore[next];
        linesBefore[next] = lines;
        next = (next + 1) % REPORTS;
        long nowPlain = Math.max(plain, sure - linesInEvents);
        if (linesInEvents > inEvents || nowPlain > plain) {
            listener.settled(linesInEvents - inEvents, nowPlain - plain);
        }
        inEvents = linesInEvents;
        plain = nowPlain;
    }
}
