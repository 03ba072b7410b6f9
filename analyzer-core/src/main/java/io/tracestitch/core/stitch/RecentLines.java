package io.tracestitch.core.stitch;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The text of the newest records' first lines, as it was read, in a ring of bytes that grows to its limit. Not thread-safe.
 */
final class RecentLines {

    /** Text kept of one source, in bytes. */
    static final int MAX_BYTES = 1 << 18;
    /** A longer line keeps its beginning. */
    static final int MAX_LINE = 1024;
    private static final int MAX_KIND = 256;
    /** Small, because 50,000 sources may each hold some; growing makes room for any line. */
    private static final int FIRST_BYTES = 1 << 9;
    private static final int FIRST_LINES = 1 << 3;
    /** What the index takes for each line, in bytes. */
    private static final int INDEX = 2 * Long.BYTES + 2 * Integer.BYTES;
    /** Lines that stand no farther apart are copied together, with what is between them. */
    private static final int MAX_GAP = 8;

    /** What a line is, and so how it is read. */
    enum Form {
        /** A text with a header. */
        HEADED,
        /** A record as JSON. */
        OBJECT,
        /** A structured record's parts, see {@link LineParts#join}. */
        PARTS
    }

    static final Form[] FORMS = Form.values();

    private final MemoryBudget.Share memory;
    private int maxBytes;
    private byte[] data = new byte[FIRST_BYTES];
    /** Where the next text goes; offsets only grow, and are taken modulo the size. */
    private long end;
    private long[] numbers = new long[FIRST_LINES];
    private long[] offsets = new long[FIRST_LINES];
    /** Length, form and instance of each line. */
    private int[] lengths = new int[FIRST_LINES];
    private int[] instances = new int[FIRST_LINES];
    private int first;
    private int count;
    private boolean full;
    /** Lines that stand in one piece of somebody else's array, and wait there until they are copied together; and where they go. */
    private byte @Nullable [] run;
    private int runStart;
    private int runEnd;
    private long runAt;

    RecentLines(int maxBytes, MemoryBudget.Share memory) {
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    int count() {
        return count;
    }

    long number(int index) {
        return numbers[slot(index)];
    }

    int instance(int index) {
        return instances[slot(index)];
    }

    Form form(int index) {
        return FORMS[lengths[slot(index)] & 3];
    }

    /** Length of the line in bytes. */
    int length(int index) {
        return lengths[slot(index)] >>> 2;
    }

    /** Whether the text stands as a word of its own in the first bytes of the line. */
    boolean holds(int index, byte[] word, int most) {
        settle();
        int slot = slot(index);
        int mask = data.length - 1;
        int length = lengths[slot] >>> 2;
        long from = offsets[slot];
        for (int i = 0; i + word.length <= Math.min(length, most); i++) {
            int k = 0;
            while (k < word.length && data[(int) (from + i + k) & mask] == word[k]) {
                k++;
            }
            boolean whole = k == word.length && (i == 0 || !isWord(data[(int) (from + i - 1) & mask]))
                    && (i + k == length || !isWord(data[(int) (from + i + k) & mask]));
            if (whole) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(byte c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c < 0;
    }

    /** A copy of the line's bytes. */
    byte[] text(int index) {
        settle();
        int slot = slot(index);
        int length = lengths[slot] >>> 2;
        int from = (int) (offsets[slot] & data.length - 1);
        byte[] out = new byte[length];
        int head = Math.min(length, data.length - from);
        System.arraycopy(data, from, out, 0, head);
        System.arraycopy(data, 0, out, head, length - head);
        return out;
    }

    /** What the line looks like without its digits, hashed; of a long one its beginning. */
    long kind(int index) {
        settle();
        int slot = slot(index);
        int length = Math.min(lengths[slot] >>> 2, MAX_KIND);
        int from = (int) (offsets[slot] & data.length - 1);
        long hash = 1;
        for (int i = 0; i < length; i++) {
            byte c = data[from + i & data.length - 1];
            hash = c >= '0' && c <= '9' ? hash : hash * 31 + c;
        }
        return Bytes.mix(hash, instances[slot]);
    }

    /** Index of the line of that number, or -1 if it is not kept. */
    int indexOf(long number) {
        int index = firstFrom(number);
        return index < count && number(index) == number ? index : -1;
    }

    /** Index of the first line of that number or a higher one; the count if there is none. */
    int firstFrom(long number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (number(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds a line. Its bytes must stay as they are until {@link #settle()}. */
    void add(long number, byte[] b, int start, int stop, Form form, int instance) {
        int length = Math.min(stop - start, Math.min(MAX_LINE, maxBytes));
        boolean goesOn = b == run && start >= runEnd && start - runEnd <= MAX_GAP && start + length - runStart <= data.length / 2;
        if (!goesOn) {
            begin(b, start);
        }
        end += start - runEnd;
        if (end - begin() + length > data.length && data.length < maxBytes) {
            settle();
            grow();
            begin(b, start);
            length = Math.min(length, data.length);
        }
        while (count > 0 && end - begin() + length > data.length) {
            first = first + 1 & numbers.length - 1;
            count--;
        }
        if (count == numbers.length && !growIndex()) {
            first = first + 1 & numbers.length - 1;
            count--;
        }
        int slot = slot(count++);
        numbers[slot] = number;
        offsets[slot] = end;
        lengths[slot] = length << 2 | form.ordinal();
        instances[slot] = instance;
        end += length;
        runEnd = start + length;
    }

    private void begin(byte[] b, int start) {
        settle();
        run = b;
        runStart = start;
        runEnd = start;
        runAt = end;
    }

    /** Copies the lines that wait. */
    void settle() {
        byte[] from = run;
        if (from != null) {
            int at = (int) (runAt & data.length - 1);
            int length = runEnd - runStart;
            int head = Math.min(length, data.length - at);
            System.arraycopy(from, runStart, data, at, head);
            System.arraycopy(from, runStart + head, data, 0, length - head);
            run = null;
        }
    }

    private long begin() {
        return count == 0 ? end : offsets[first];
    }

    private int slot(int index) {
        return first + index & numbers.length - 1;
    }

    private void grow() {
        int size = Math.min(maxBytes, data.length * 4);
        if (!memory.take(size - data.length)) {
            maxBytes = data.length;
            return;
        }
        byte[] larger = new byte[size];
        for (long at = begin(); at < end; ) {
            int from = (int) (at & data.length - 1);
            int to = (int) (at & larger.length - 1);
            int n = (int) Math.min(end - at, Math.min(data.length - from, larger.length - to));
            System.arraycopy(data, from, larger, to, n);
            at += n;
        }
        data = larger;
    }

    /** Whether there is room for more lines; once there was none, nobody asks again. */
    private boolean growIndex() {
        int size = numbers.length;
        if (full || !memory.take((long) size * INDEX)) {
            full = true;
            return false;
        }
        numbers = unroll(numbers, size);
        offsets = unroll(offsets, size);
        lengths = unroll(lengths, size);
        instances = unroll(instances, size);
        first = 0;
        return true;
    }

    private long[] unroll(long[] ring, int size) {
        long[] out = Arrays.copyOf(Arrays.copyOfRange(ring, first, size), size * 2);
        System.arraycopy(ring, 0, out, size - first, first);
        return out;
    }

    private int[] unroll(int[] ring, int size) {
        int[] out = Arrays.copyOf(Arrays.copyOfRange(ring, first, size), size * 2);
        System.arraycopy(ring, 0, out, size - first, first);
        return out;
    }
}
