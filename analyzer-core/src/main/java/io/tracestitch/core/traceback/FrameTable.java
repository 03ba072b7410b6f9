package io.tracestitch.core.traceback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Frames by the bytes that they were printed as. Services print the same frames again and again, so most of them need no parsing
 * and share one object. A fixed number of slots, a newcomer replaces what was there; not thread-safe.
 */
final class FrameTable {

    /** Number of slots, a power of two; a full table holds some 15 MB. */
    static final int SLOTS = 1 << 15;
    /** Longer texts are parsed each time. */
    private static final int MAX_KEY = 1024;
    private static final byte[] LINE = "\", line ".getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] @Nullable [] keys = new byte[SLOTS][];
    private final @Nullable Frame[] frames = new Frame[SLOTS];

    /**
     * The frame whose line stands at index {@code i} and whose source and carets reach to index {@code to} (not included).
     */
    Frame frame(TextLines lines, int i, int to) {
        byte[] data = lines.data();
        int start = lines.start(i);
        int length = lines.end(to - 1) - start;
        if (length > MAX_KEY) {
            return parse(lines, i, to);
        }
        int slot = hash(data, start, length) & SLOTS - 1;
        byte[] key = keys[slot];
        Frame known = frames[slot];
        if (key != null && known != null && Arrays.equals(key, 0, key.length, data, start, start + length)) {
            return known;
        }
        Frame fresh = parse(lines, i, to);
        keys[slot] = Arrays.copyOfRange(data, start, start + length);
        frames[slot] = fresh;
        return fresh;
    }

    private static int hash(byte[] b, int start, int length) {
        long h = length * 0x9E3779B97F4A7C15L;
        int i = start;
        int end = start + length;
        for (; i + 8 <= end; i += 8) {
            h = (h ^ (long) LONG.get(b, i)) * 0xFF51AFD7ED558CCDL;
            h ^= h >>> 32;
        }
        for (; i < end; i++) {
            h = (h ^ b[i]) * 0xFF51AFD7ED558CCDL;
        }
        h ^= h >>> 29;
        return (int) (h ^ h >>> 15);
    }

    private static Frame parse(TextLines lines, int i, int to) {
        byte[] data = lines.data();
        int open = lines.content(i) + 6;
        int end = TracebackLine.trimEnd(data, open, lines.end(i));
        int close = lastIndexOf(data, open, end);
        int digit = close + LINE.length;
        int line = 0;
        int k = digit;
        for (; k < end && data[k] >= '0' && data[k] <= '9'; k++) {
            line = line < 100_000_000 ? line * 10 + data[k] - '0' : line;
        }
        String file = lines.slice(open, close);
        String function = "";
        if (k + 5 < end && data[k] == ',' && data[k + 1] == ' ' && data[k + 2] == 'i' && data[k + 3] == 'n' && data[k + 4] == ' ') {
            function = lines.slice(k + 5, end);
        } else if (k + 4 < end && data[k] == ' ' && data[k + 1] == 'i' && data[k + 2] == 'n' && data[k + 3] == ' ') {
            function = lines.slice(k + 4, end);
        }
        return new Frame(file, line, function, source(lines, i + 1, to), Library.isApp(file), 0);
    }

    private static int lastIndexOf(byte[] b, int start, int end) {
        for (int k = end - LINE.length - 1; k >= start; k--) {
            byte digit = b[k + LINE.length];
            if (b[k] == '"' && (digit >= '0' && digit <= '9' || digit == 'N') && TracebackLine.matches(b, k, end, LINE)) {
                return k;
            }
        }
        return start;
    }

    private static @Nullable String source(TextLines lines, int from, int to) {
        int common = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            if (lines.kind(i) != LineKind.CARETS && lines.kind(i) != LineKind.BLANK) {
                common = Math.min(common, lines.indent(i));
            }
        }
        if (common == Integer.MAX_VALUE) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (lines.kind(i) != LineKind.CARETS && lines.kind(i) != LineKind.BLANK) {
                if (!out.isEmpty()) {
                    out.append('\n');
                }
                out.append(lines.slice(lines.content(i) - (lines.indent(i) - common), lines.end(i)).stripTrailing());
            }
        }
        return out.toString();
    }
}
