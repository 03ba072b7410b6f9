package io.tracestitch.core.stitch;

/** Numbers of the newest lines of a task that wrote many. Not thread-safe. */
final class LineRing {

    /** Lines remembered of one name; of more, the oldest are only counted. */
    static final int MAX_LINES = 128;

    /**
     * The lines' numbers, {@code count} of them from {@code first} on; without their upper half, which is that of {@code newest} or one
     * less.
     */
    private int[] lines = new int[32];
    private long newest;
    private int first;
    private int count;
    private long forgotten;

    LineRing(long forgotten) {
        this.forgotten = forgotten;
    }

    void add(long line) {
        if (count == lines.length) {
            if (count == MAX_LINES) {
                first = first + 1 & lines.length - 1;
                count--;
                forgotten++;
            } else {
                int[] larger = new int[lines.length * 2];
                System.arraycopy(lines, first, larger, 0, lines.length - first);
                System.arraycopy(lines, 0, larger, lines.length - first, first);
                lines = larger;
                first = 0;
            }
        }
        lines[first + count++ & lines.length - 1] = (int) line;
        newest = line;
    }

    /** Takes back a line that was not the task's. */
    void remove(long line) {
        for (int i = count - 1; i >= 0 && at(i) >= line; i--) {
            if (at(i) == line) {
                for (int k = i; k < count - 1; k++) {
                    lines[first + k & lines.length - 1] = (int) at(k + 1);
                }
                count--;
                return;
            }
        }
    }

    /** How many older lines are not remembered. */
    long forgotten() {
        return forgotten;
    }

    /** The lines in rising order. */
    long[] all() {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = at(i);
        }
        return out;
    }

    private long at(int index) {
        return newest - ((int) newest - lines[first + index & lines.length - 1] & 0xFFFFFFFFL);
    }
}
