package io.tracestitch.core.record;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * What stands at the same place in every header of a format: timestamps, whose digits vary, and the signs between them. Eight bytes
 * are compared at a time. Immutable, thread-safe.
 */
final class FixedPrefix {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = 8;

    private final int length;
    /** By word of eight bytes: which bits are the same in all headers, and what they are. */
    private final long[] mask;
    private final long[] same;
    /** By word: what makes a digit's low bits overflow if they are above nine, and where that is seen. */
    private final long[] six;
    private final long[] high;

    private FixedPrefix(byte[] sample, byte[] kinds) {
        length = sample.length;
        int words = (length + WORD - 1) / WORD;
        mask = new long[words];
        same = new long[words];
        six = new long[words];
        high = new long[words];
        for (int w = 0; w < words; w++) {
            for (int k = 0; k < WORD; k++) {
                int c = sample[offset(w) + k] & 0xFF;
                switch (kinds[offset(w) + k]) {
                    case Collector.DIGIT -> {
                        mask[w] |= 0xF0L << WORD * k;
                        same[w] |= 0x30L << WORD * k;
                        six[w] |= 0x06L << WORD * k;
                        high[w] |= 0xF0L << WORD * k;
                    }
                    case Collector.EXACT -> {
                        mask[w] |= 0xFFL << WORD * k;
                        same[w] |= (long) c << WORD * k;
                    }
                    default -> { }
                }
            }
        }
    }

    private int offset(int word) {
        return Math.min(word * WORD, length - WORD);
    }

    /** Number of bytes. */
    int length() {
        return length;
    }

    /** Whether the prefix stands at {@code start}. */
    boolean standsAt(byte[] b, int start, int end) {
        if (end - start < length) {
            return false;
        }
        for (int w = 0; w < mask.length; w++) {
            long x = (long) LONG.get(b, start + offset(w));
            if ((x & mask[w]) != same[w] || ((x & high[w] >>> 4) + six[w] & high[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Gathers what is fixed, from the header's first byte on. */
    static final class Collector {
        static final byte ANY = 0;
        static final byte DIGIT = 1;
        static final byte EXACT = 2;

        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
        private final ByteArrayOutputStream kinds = new ByteArrayOutputStream();

        void add(byte c, byte kind) {
            sample.write(c);
            kinds.write(kind);
        }

        /** The prefix; null if it is too short to be worth it. */
        @Nullable FixedPrefix build() {
            return sample.size() < WORD ? null : new FixedPrefix(sample.toByteArray(), kinds.toByteArray());
        }
    }
}
