package io.tracestitch.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Tells whether a line holds one of many texts, without allocation and without looking at every byte: the last three bytes of a window
 * tell how far it may move on (Wu and Manber's algorithm, after Boyer and Moore). Immutable, thread-safe.
 */
public final class Literals {

    /** Shorter texts cannot be looked for. */
    private static final int MIN_LENGTH = 4;
    /** A wider window moves faster, but only if all texts fill it. */
    private static final int MAX_WINDOW = 10;
    private static final int BLOCK = 3;
    private static final int BITS = 13;
    private static final byte[][] NONE = {};
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int window;
    /** By the hash of a window's last block: how far the window may move without passing over a text. */
    private final byte[] shift = new byte[1 << BITS];
    /** By the same hash: the texts whose first bytes end with such a block. */
    private final byte[][][] texts = new byte[1 << BITS][][];

    /**
     * @param wanted what to look for; each has at least four bytes in UTF-8
     * @throws IllegalArgumentException if one is shorter
     */
    public Literals(Collection<String> wanted) {
        List<byte[]> all = wanted.stream().distinct().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        for (byte[] text : all) {
            if (text.length < MIN_LENGTH) {
                throw new IllegalArgumentException("too short to look for: '" + new String(text, StandardCharsets.UTF_8) + "'");
            }
        }
        window = all.stream().mapToInt(text -> Math.min(text.length, MAX_WINDOW)).min().orElse(MAX_WINDOW);
        Arrays.fill(shift, (byte) (window - BLOCK + 1));
        Arrays.fill(texts, NONE);
        for (byte[] text : all) {
            for (int last = BLOCK - 1; last < window; last++) {
                int hash = hash(text[last - 2] & 0xFF | (text[last - 1] & 0xFF) << 8 | (text[last] & 0xFF) << 16);
                shift[hash] = (byte) Math.min(shift[hash], window - 1 - last);
                if (last == window - 1) {
                    texts[hash] = Arrays.copyOf(texts[hash], texts[hash].length + 1);
                    texts[hash][texts[hash].length - 1] = text;
                }
            }
        }
    }

    /** Whether one of the texts stands between {@code from} and {@code to}. */
    boolean occurIn(byte[] b, int from, int to) {
        int last = from + window - 1;
        while (last < to) {
            int hash = hash((int) INT.get(b, last - BLOCK) >>> 8);
            int far = shift[hash];
            if (far > 0) {
                last += far;
            } else if (standsAt(b, last - window + 1, to, texts[hash])) {
                return true;
            } else {
                last++;
            }
        }
        return false;
    }

    private static boolean standsAt(byte[] b, int at, int to, byte[][] candidates) {
        for (byte[] text : candidates) {
            if (at + text.length <= to && Arrays.equals(b, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(int block) {
        return block * 0x9E3779B1 >>> 32 - BITS;
    }
}
