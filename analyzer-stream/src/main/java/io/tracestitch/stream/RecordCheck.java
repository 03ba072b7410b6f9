package io.tracestitch.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.tracestitch.core.incident.LogPartition;
import org.jspecify.annotations.Nullable;

/** Whether a record's value can be analysed. */
final class RecordCheck {

    /** One control character in so many bytes is too many for text: UTF-16 has one in two. */
    static final int TEXT_SHARE = 16;
    /** The beginning of a value tells what it is. */
    private static final int LOOK = 64;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BELOW_TAB = 0x0909090909090909L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int maxBytes;

    RecordCheck(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Why the value cannot be analysed; null if it can. */
    @Nullable DeadLetterReason problem(byte[] value) {
        if (value.length > maxBytes) {
            return DeadLetterReason.TOO_LARGE;
        }
        if (isSuspicious(value) && !isText(value)) {
            return DeadLetterReason.NOT_TEXT;
        }
        if (value.length > LogPartition.MAX_LINES && lines(value) > LogPartition.MAX_LINES) {
            return DeadLetterReason.TOO_MANY_LINES;
        }
        return null;
    }

    /** What a problem is, for people. */
    String explain(DeadLetterReason problem, byte[] value) {
        return switch (problem) {
            case TOO_LARGE -> "the value has " + value.length + " bytes, and at most " + maxBytes + " are taken";
            case NOT_TEXT -> "the value is no text in UTF-8 or another encoding based on ASCII";
            case TOO_MANY_LINES -> "the value has more than " + LogPartition.MAX_LINES + " lines";
            default -> problem.id();
        };
    }

    /** Whether a character below the tab stands in the first bytes; eight of them at a time. */
    private static boolean isSuspicious(byte[] b) {
        int n = Math.min(b.length, LOOK);
        int i = 0;
        for (; i + Long.BYTES <= n; i += Long.BYTES) {
            long word = (long) LONGS.get(b, i);
            if ((word - BELOW_TAB & ~word & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; i < n; i++) {
            if (b[i] >= 0 && b[i] < '\t') {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(byte[] b) {
        int controls = 0;
        for (byte c : b) {
            controls += c >= 0 && c < '\t' || c > '\r' && c < ' ' && c != 0x1B ? 1 : 0;
        }
        return (long) controls * TEXT_SHARE <= b.length;
    }

    private static int lines(byte[] b) {
        int lines = b[b.length - 1] == '\n' ? 0 : 1;
        for (byte c : b) {
            lines += c == '\n' ? 1 : 0;
        }
        return lines;
    }
}
