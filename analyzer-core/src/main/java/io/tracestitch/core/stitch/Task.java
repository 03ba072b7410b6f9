package io.tracestitch.core.stitch;

import java.nio.charset.StandardCharsets;

/** A name of a task in one run of a process, and the numbers of the lines that were written under it. Not thread-safe. */
final class Task {

    /** Lines remembered of one name; of more, the oldest are only counted. */
    static final int MAX_LINES = 128;

    final byte[] name;
    final int instance;
    /**
     * The lines' numbers in a ring, {@code count} of them from {@code first} on; without their upper half, which is that of
     * {@code newest} or one less.
     */
    private int[] lines = new int[4];
    private long newest;
    private int first;
    private int count;
    private long forgotten;

    Task(byte[] name, int instance) {
        this.name = name;
        this.instance = instance;
    }

    Task(byte[] name, int instance, long[] lines, long forgotten) {
        this(name, instance);
        for (long line : lines) {
            add(line);
        }
        this.forgotten = forgotten;
    }

    String name() {
        return new String(name, StandardCharsets.UTF_8);
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

    private long at(int index) {
        return newest - ((int) newest - lines[first + index & lines.length - 1] & 0xFFFFFFFFL);
    }

    /** The newest line's number, or -1. */
    long last() {
        return count == 0 ? -1 : at(count - 1);
    }

    /** How many older lines are not remembered. */
    long forgotten() {
        return forgotten;
    }

    /** The lines before {@code limit}, in rising order. */
    long[] linesBefore(long limit) {
        int n = count;
        while (n > 0 && at(n - 1) >= limit) {
            n--;
        }
        long[] out = new long[n];
        for (int i = 0; i < n; i++) {
            out[i] = at(i);
        }
        return out;
    }
}
