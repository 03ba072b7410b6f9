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
 * Tells whether a line holds one of many texts, in one pass over its bytes and without allocation. Each text is known by a byte that is
 * rare in logs: only where one of these few bytes stands, the four bytes from there on are looked up, and only a hit is compared.
 * Immutable, thread-safe.
 */
public final class Literals {

    /** Bytes by which a text is filed; shorter texts cannot be looked for. */
    private static final int KEY = 4;
    private static final int BITS = 13;
    /** Frequent bytes of logs, the most frequent first; all others are rare. */
    private static final String FREQUENT = " etaoinrsl0123456789dcu-.:mphgfb=/_y,wv\"I[]k()'DENOTRSGAF";
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Whether a text is known by that byte. */
    private final boolean[] anchors = new boolean[256];
    /** By the hash of the four bytes from an anchor on: the texts known by them. */
    private final Text[][] filed = new Text[1 << BITS][];

    private record Text(byte[] bytes, int anchor) {
    }

    /**
     * @param wanted what to look for; each has at least four bytes in UTF-8
     * @throws IllegalArgumentException if one is shorter
     */
    public Literals(Collection<String> wanted) {
        List<byte[]> left = new ArrayList<>();
        for (String text : wanted.stream().distinct().toList()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < KEY) {
                throw new IllegalArgumentException("too short to look for: '" + text + "'");
            }
            left.add(bytes);
        }
        while (!left.isEmpty()) {
            int anchor = best(left);
            anchors[anchor] = true;
            for (byte[] text : left) {
                if (indexOf(text, anchor) >= 0) {
                    file(new Text(text, indexOf(text, anchor)));
                }
            }
            left.removeIf(text -> indexOf(text, anchor) >= 0);
        }
    }

    /** The byte by which most texts can be known for the least hits in other lines. */
    private static int best(List<byte[]> texts) {
        int best = 0;
        double most = 0;
        for (int c = 0; c < 256; c++) {
            int anchor = c;
            long known = texts.stream().filter(text -> indexOf(text, anchor) >= 0).count();
            int rank = FREQUENT.indexOf(c);
            double worth = known / (rank < 0 ? 0.5 : 0.5 + FREQUENT.length() - rank);
            if (worth > most) {
                most = worth;
                best = c;
            }
        }
        return best;
    }

    /** Where the byte stands with enough bytes behind it, or -1. */
    private static int indexOf(byte[] text, int wanted) {
        for (int i = 0; i <= text.length - KEY; i++) {
            if ((text[i] & 0xFF) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private void file(Text text) {
        int hash = hash((int) INT.get(text.bytes(), text.anchor()));
        Text[] there = filed[hash];
        filed[hash] = there == null ? new Text[1] : Arrays.copyOf(there, there.length + 1);
        filed[hash][filed[hash].length - 1] = text;
    }

    /** Whether one of the texts stands between {@code from} and {@code to}. */
    boolean occurIn(byte[] b, int from, int to) {
        for (int i = from; i <= to - KEY; i++) {
            if (anchors[b[i] & 0xFF] && standsAt(b, i, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean standsAt(byte[] b, int anchor, int from, int to) {
        Text[] there = filed[hash((int) INT.get(b, anchor))];
        if (there == null) {
            return false;
        }
        for (Text text : there) {
            int at = anchor - text.anchor();
            int end = at + text.bytes().length;
            if (at >= from && end <= to && Arrays.equals(b, at, end, text.bytes(), 0, text.bytes().length)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(int four) {
        return four * 0x9E3779B1 >>> 32 - BITS;
    }
}
