package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of text as bytes, each with its number in the input and its {@link TracebackLine classification}. Grows as needed and is
 * meant to be reused; not thread-safe.
 */
public final class TextLines {

    private static final LineKind[] KINDS = LineKind.values();

    /** Small, because a hundred thousand sources may each hold some. */
    private static final int INITIAL_BYTES = 256;
    private static final int INITIAL_LINES = 8;

    private byte[] data = new byte[INITIAL_BYTES];
    private int size;
    private int count;
    private int[] starts = new int[INITIAL_LINES];
    private long[] numbers = new long[INITIAL_LINES];
    private long[] positions = new long[INITIAL_LINES];
    private byte[] kinds = new byte[INITIAL_LINES];
    private int[] margins = new int[INITIAL_LINES];
    private int[] indents = new int[INITIAL_LINES];
    private int[] contents = new int[INITIAL_LINES];
    private int dropped;

    /** Removes all lines. */
    public void clear() {
        size = 0;
        count = 0;
        dropped = 0;
        if (data.length > 1 << 20) {
            data = new byte[INITIAL_BYTES];
        }
    }

    /** Appends the bytes from {@code start} to {@code end}, classified by {@code line}, of a log whose lines are numbered by counting. */
    public void add(byte[] b, int start, int end, long number, TracebackLine line) {
        add(b, start, end, number, number, line);
    }

    /**
     * Appends the bytes from {@code start} to {@code end}, classified by {@code line}.
     *
     * @param number the input line's number, as whoever feeds the lines numbers them
     * @param position which line of the source it is, counted from 1
     */
    public void add(byte[] b, int start, int end, long number, long position, TracebackLine line) {
        int length = end - start;
        if (data.length < size + length + 1) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + length + 1));
        }
        if (count + 1 >= starts.length) {
            growLines();
        }
        System.arraycopy(b, start, data, size, length);
        starts[count] = size;
        numbers[count] = number;
        positions[count] = position;
        kinds[count] = (byte) line.kind().ordinal();
        margins[count] = line.margin();
        indents[count] = line.indent();
        contents[count] = size + line.content() - start;
        size += length;
        data[size++] = '\n';
        starts[++count] = size;
    }

    private void growLines() {
        int length = starts.length * 2;
        starts = Arrays.copyOf(starts, length);
        numbers = Arrays.copyOf(numbers, length);
        positions = Arrays.copyOf(positions, length);
        kinds = Arrays.copyOf(kinds, length);
        margins = Arrays.copyOf(margins, length);
        indents = Arrays.copyOf(indents, length);
        contents = Arrays.copyOf(contents, length);
    }

    /** Removes the lines from index {@code from} to {@code to}, {@code to} itself not included. */
    public void remove(int from, int to) {
        if (to <= from) {
            return;
        }
        int cut = starts[to] - starts[from];
        System.arraycopy(data, starts[to], data, starts[from], size - starts[to]);
        int rest = count - to;
        for (int i = 0; i <= rest; i++) {
            starts[from + i] = starts[to + i] - cut;
        }
        for (int i = 0; i < rest; i++) {
            contents[from + i] = contents[to + i] - cut;
        }
        System.arraycopy(numbers, to, numbers, from, rest);
        System.arraycopy(positions, to, positions, from, rest);
        System.arraycopy(kinds, to, kinds, from, rest);
        System.arraycopy(margins, to, margins, from, rest);
        System.arraycopy(indents, to, indents, from, rest);
        size -= cut;
        count -= to - from;
        dropped += to - from;
    }

    /** Lines removed so far were no loss. */
    public void forgetDropped() {
        dropped = 0;
    }

    /** Counts so many more lines, or fewer, as {@link #remove removed}. */
    public void drop(int lines) {
        dropped += lines;
    }

    /** Changes what line {@code i} counts as. */
    public void setKind(int i, LineKind kind) {
        kinds[i] = (byte) kind.ordinal();
    }

    /** How many lines there are. */
    public int count() {
        return count;
    }

    /** How many lines were {@link #remove removed} since the last {@link #clear}. */
    public int dropped() {
        return dropped;
    }

    /** Bytes held, line ends included. */
    public int size() {
        return size;
    }

    /** The array that holds the lines; valid until the next change. */
    public byte[] data() {
        return data;
    }

    /** Offset of the first byte of line {@code i}. */
    public int start(int i) {
        return starts[i];
    }

    /** Offset behind the last byte of line {@code i}, its line end not included. */
    public int end(int i) {
        return starts[i + 1] - 1;
    }

    /** Offset of the first byte of line {@code i} that is neither blank nor margin. */
    public int content(int i) {
        return contents[i];
    }

    /** Number of line {@code i} in the input. Numbers rise, and may jump. */
    public long number(int i) {
        return numbers[i];
    }

    /** Which line of the source line {@code i} is, counted from 1: tells how far lines are apart. */
    public long position(int i) {
        return positions[i];
    }

    /** What line {@code i} may be. */
    public LineKind kind(int i) {
        return KINDS[kinds[i]];
    }

    /** Level of line {@code i}'s group margin, 0 for none. */
    public int margin(int i) {
        return margins[i];
    }

    /** Blanks before the text of line {@code i}, a margin not counted. */
    public int indent(int i) {
        return indents[i];
    }

    /** Line {@code i} as text; bytes that are no UTF-8 become U+FFFD. */
    public String text(int i) {
        return slice(starts[i], end(i));
    }

    /** The lines from {@code from} to {@code to} (not included), joined by {@code \n}. */
    public String text(int from, int to) {
        return from >= to ? "" : slice(starts[from], end(to - 1));
    }

    /** The bytes from offset {@code from} to {@code to} as text. */
    public String slice(int from, int to) {
        return new String(data, from, to - from, StandardCharsets.UTF_8);
    }
}
