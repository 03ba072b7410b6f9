package io.tracestitch.bench;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file and looks at nothing but its line ends and the byte behind each of them. The upper end of the comparison: what disk and
 * memory allow a program that has to find its lines. Not thread-safe.
 */
final class ByteScanner {

    /** The portions that {@code analyze} reads too. */
    private static final int PORTION = 1 << 18;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LINE_ENDS = ONES * '\n';

    private long lines;
    private long headers;
    private boolean atStart = true;

    /** Reads the file that is named and prints what it counted. */
    public static void main(String[] args) throws IOException {
        ByteScanner scanner = new ByteScanner();
        byte[] portion = new byte[PORTION];
        ByteBuffer buffer = ByteBuffer.wrap(portion);
        try (FileChannel in = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                scanner.scan(portion, 0, n);
                buffer.clear();
            }
        }
        System.out.printf("lines=%d headers=%d%n", scanner.lines(), scanner.headers());
    }

    /** Takes the next {@code length} bytes of the file. */
    void scan(byte[] b, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (atStart) {
            begin(b[offset]);
        }
        int end = offset + length;
        int i = offset;
        for (; i + 32 <= end; i += 32) {
            long first = (long) LONG.get(b, i) ^ LINE_ENDS;
            long second = (long) LONG.get(b, i + 8) ^ LINE_ENDS;
            long third = (long) LONG.get(b, i + 16) ^ LINE_ENDS;
            long fourth = (long) LONG.get(b, i + 24) ^ LINE_ENDS;
            // Too many hits at worst: a borrow may mark a byte above a line end. Only most words without any are sorted out here.
            long any = (first - ONES) & ~first | (second - ONES) & ~second | (third - ONES) & ~third | (fourth - ONES) & ~fourth;
            if ((any & HIGH) != 0) {
                word(b, i, end, first);
                word(b, i + 8, end, second);
                word(b, i + 16, end, third);
                word(b, i + 24, end, fourth);
            }
        }
        for (; i < end; i++) {
            if (b[i] == '\n') {
                lineEnd(b, i, end);
            }
        }
        atStart = b[end - 1] == '\n';
    }

    /** Counts the line ends in eight bytes; they are the zero bytes of {@code x}. */
    private void word(byte[] b, int at, int end, long x) {
        for (long hit = ~((x & LOW) + LOW | x) & HIGH; hit != 0; hit &= hit - 1) {
            lineEnd(b, at + (Long.numberOfTrailingZeros(hit) >> 3), end);
        }
    }

    private void lineEnd(byte[] b, int at, int end) {
        lines++;
        if (at + 1 < end) {
            begin(b[at + 1]);
        }
    }

    private void begin(byte first) {
        if (first >= '0' && first <= '9' || first == '{') {
            headers++;
        }
    }

    /** Line ends so far. */
    long lines() {
        return lines;
    }

    /** Lines so far that begin as headers do: with a digit or as a JSON object. */
    long headers() {
        return headers;
    }
}
