package io.tracestitch.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes eight at a time (SWAR). */
final class Newlines {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LINE_ENDS = ONES * '\n';

    private Newlines() {
    }

    /** Offset of the next line end, or {@code end} if there is none. */
    static int next(byte[] b, int from, int end) {
        return find(b, from, end, LINE_ENDS, (byte) '\n');
    }

    /** Offset of the next such byte, or {@code end}. */
    static int find(byte[] b, int from, int end, byte wanted) {
        return find(b, from, end, ONES * (wanted & 0xFF), wanted);
    }

    private static int find(byte[] b, int from, int end, long pattern, byte wanted) {
        int i = from;
        for (; i + 8 <= end; i += 8) {
            long x = (long) LONG.get(b, i) ^ pattern;
            long hit = (x - ONES) & ~x & HIGH;
            if (hit != 0) {
                return i + (Long.numberOfTrailingZeros(hit) >> 3);
            }
        }
        for (; i < end; i++) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return end;
    }
}
