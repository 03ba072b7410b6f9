package io.tracestitch.core.record;

import java.util.Arrays;

/**
 * What stood between the level and the task's name in a line that was taken apart. Most lines of a source have the very same bytes
 * there, so that only the name has to be read. Belongs to one format of one source; mutable, not thread-safe.
 */
final class TaskSpot {

    private static final int MAX_LEAD = 128;
    private static final int MAX_NAME = 120;
    /** By byte: whether it stands in names and ends no field of any header. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == '.';
        }
    }

    private final byte[] lead = new byte[MAX_LEAD];
    /** 0 as long as no line was taken apart. */
    private int length;
    private byte closing;
    /** Where the process stands, from the lead's first byte on. */
    private int process;
    private int processLength;

    /**
     * Puts the task and the process of a line like the one before into {@code out}; false if it is not like it.
     *
     * @param from offset behind the level
     */
    boolean read(byte[] b, int from, int end, Header out) {
        int i = from;
        while (i < end && b[i] == ' ') {
            i++;
        }
        int start = i + length;
        if (length == 0 || start >= end || !Arrays.equals(b, i, start, lead, 0, length)) {
            return false;
        }
        int k = start;
        int limit = Math.min(end, start + MAX_NAME);
        while (k < limit && PLAIN[b[k] & 0xFF]) {
            k++;
        }
        if (k == start || k == limit || b[k] != closing) {
            return false;
        }
        out.taskStart = start;
        out.taskLength = FieldShape.isAbsent(b, start, k) ? 0 : k - start;
        out.processStart = i + process;
        out.processLength = processLength;
        return true;
    }

    /**
     * Notes how a line begins that was taken apart.
     *
     * @param from offset behind the level
     * @param open the bracket in which the task stands, or a blank for none
     * @param close what ends the task's name
     */
    void learn(byte[] b, int from, int end, byte open, byte close, Header parts) {
        int i = from;
        while (i < end && b[i] == ' ') {
            i++;
        }
        int task = parts.taskStart;
        int behind = task + parts.taskLength;
        boolean absent = parts.processLength == 0;
        boolean fits = parts.taskLength > 0 && task > i && task - i <= MAX_LEAD && behind < end && b[behind] == close
                && (absent || parts.processStart >= i && parts.processStart + parts.processLength <= task)
                && brackets(b, i, task, open, close) <= (open == ' ' ? 0 : 1);
        length = fits ? task - i : 0;
        if (fits) {
            System.arraycopy(b, i, lead, 0, length);
            closing = close;
            process = absent ? 0 : parts.processStart - i;
            processLength = parts.processLength;
        }
    }

    /** How many brackets stand there; of nested ones nobody knows without counting which one closes. */
    private static int brackets(byte[] b, int from, int to, byte open, byte close) {
        if (open == ' ') {
            return 0;
        }
        int count = 0;
        for (int i = from; i < to; i++) {
            count += b[i] == open ? 1 : b[i] == close ? 2 : 0;
        }
        return count;
    }

    void forget() {
        length = 0;
    }
}
