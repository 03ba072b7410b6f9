package io.tracestitch.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Tells whether a line holds one of many texts, in one pass over its bytes and without allocation: the four bytes at each offset are
 * looked up in a set of bits, and only a hit is compared. Immutable, thread-safe.
 */
public final class Literals {

    /** Bytes by which a text is filed; shorter texts cannot be looked for. */
    private static final int KEY = 4;
    private static final int BITS = 1 << 14;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] bloom = new long[BITS / 64];
    private final byte[][][] slots;

    /**
     * @param texts what to look for; each has at least four bytes in UTF-8
     * @throws IllegalArgumentException if one is shorter
     */
    public Literals(Collection<String> texts) {
        int size = Integer.highestOneBit(Math.max(8, texts.size() * 2)) * 2;
        List<List<byte[]>> building = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            building.add(new ArrayList<>());
        }
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < KEY) {
                throw new IllegalArgumentException("too short to look for: '" + text + "'");
            }
            int hash = mix((int) INT.get(bytes, 0));
            bloom[word(hash)] |= 1L << hash;
            building.get(hash & size - 1).add(bytes);
        }
        slots = building.stream().map(list -> list.toArray(byte[][]::new)).toArray(byte[][][]::new);
    }

    /** Whether one of the texts stands between {@code from} and {@code to}. */
    boolean occurIn(byte[] b, int from, int to) {
        for (int i = from; i <= to - KEY; i++) {
            int hash = mix((int) INT.get(b, i));
            if ((bloom[word(hash)] & 1L << hash) != 0 && standsAt(b, i, to, slots[hash & slots.length - 1])) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAt(byte[] b, int at, int to, byte[][] texts) {
        for (byte[] text : texts) {
            if (at + text.length <= to && Arrays.equals(b, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static int mix(int key) {
        int h = key * 0x9E3779B1;
        return h ^ h >>> 15;
    }

    private static int word(int hash) {
        return hash >>> 6 & BITS / 64 - 1;
    }
}
