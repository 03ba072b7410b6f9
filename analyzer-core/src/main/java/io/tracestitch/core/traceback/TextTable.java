package io.tracestitch.core.traceback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Texts by their bytes: one object for a text that is read again and again, found without decoding it. A fixed number of slots, a
 * newcomer replaces what was there; not thread-safe.
 */
final class TextTable {

    /** Number of slots, a power of two; a table full of the longest texts holds some 5 MB. */
    static final int SLOTS = 1 << 13;
    /** Longer texts are decoded each time. */
    private static final int MAX_KEY = 256;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private record Known(byte[] bytes, String text) {
    }

    private final @Nullable Known[] slots = new Known[SLOTS];

    /** The bytes from {@code from} to {@code to} as text; what is no UTF-8 becomes U+FFFD. */
    String text(byte[] b, int from, int to) {
        int length = to - from;
        if (length > MAX_KEY) {
            return new String(b, from, length, StandardCharsets.UTF_8);
        }
        int slot = hash(b, from, to) & SLOTS - 1;
        Known known = slots[slot];
        if (known != null && known.bytes.length == length && Arrays.equals(known.bytes, 0, length, b, from, to)) {
            return known.text;
        }
        String fresh = new String(b, from, length, StandardCharsets.UTF_8);
        slots[slot] = new Known(Arrays.copyOfRange(b, from, to), fresh);
        return fresh;
    }

    private static int hash(byte[] b, int start, int end) {
        long h = (end - start) * 0x9E3779B97F4A7C15L;
        int i = start;
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
}
