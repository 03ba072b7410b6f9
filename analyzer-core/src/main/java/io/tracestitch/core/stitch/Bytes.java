package io.tracestitch.core.stitch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of short pieces of lines. */
final class Bytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private Bytes() {
    }

    /** A hash of the bytes, eight at a time. */
    static long hash(byte[] b, int from, int length) {
        long h = length * FACTOR;
        int i = from;
        int end = from + length;
        for (; i + 8 <= end; i += 8) {
            h = mix(h, (long) LONG.get(b, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | b[i] & 0xFF;
        }
        return mix(h, rest);
    }

    /** Seven bytes at most and their number as one number that no other bytes have; eight bytes must be there. */
    static long word(byte[] b, int from, int length) {
        return (long) LONG.get(b, from) & (1L << 8 * length) - 1 | (long) length << 56;
    }

    static long mix(long hash, long value) {
        long h = (hash ^ value) * FACTOR;
        return h ^ h >>> 29;
    }
}
