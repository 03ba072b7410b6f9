package io.tracestitch.core.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Takes off what terminals and other logs put into a line: colours, octal line ends, reprs of bytes. */
final class Escapes {

    private static final byte ESC = 0x1B;
    private static final byte[] TRACEBACK = "Traceback (most recent call last):".getBytes(StandardCharsets.US_ASCII);
    /** For each byte, how far behind it the next place lies at which a traceback's first line may end. */
    private static final int[] SKIPS = skips();

    private Escapes() {
    }

    /** Whether the bytes hold this one. */
    static int indexOf(byte[] b, int start, int end, int wanted) {
        for (int i = start; i < end; i++) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** A copy without ANSI escape sequences (ECMA-48: CSI, OSC, and two-byte ones) and NUL bytes. */
    static byte[] withoutColours(byte[] b, int start, int end) {
        byte[] out = new byte[end - start];
        int n = 0;
        for (int i = start; i < end; i++) {
            if (b[i] == 0) {
                continue;
            }
            if (b[i] != ESC || i + 1 >= end) {
                if (b[i] != ESC) {
                    out[n++] = b[i];
                }
                continue;
            }
            i++;
            if (b[i] == '[') {
                while (i + 1 < end && !(b[i + 1] >= 0x40 && b[i + 1] <= 0x7E)) {
                    i++;
                }
                i++;
            } else if (b[i] == ']') {
                while (i + 1 < end && b[i + 1] != 7 && b[i + 1] != ESC) {
                    i++;
                }
                i++;
                if (i < end && b[i] == ESC) {
                    i++;
                }
            }
        }
        return Arrays.copyOf(out, n);
    }

    /** The lines of a text that a transport put on one line, as rsyslog's {@code #012} does or a repr; null if it did not. */
    static @Nullable String unfolded(byte[] b, int start, int end) {
        int at = find(b, start, end);
        if (at < 0) {
            return null;
        }
        int behind = at + TRACEBACK.length;
        if (behind + 4 <= end && b[behind] == '#' && b[behind + 1] == '0' && b[behind + 2] == '1' && b[behind + 3] == '2') {
            return text(b, start, end).replace("#012", "\n").replace("#011", "\t");
        }
        if (behind + 2 <= end && b[behind] == '\\' && b[behind + 1] == 'n') {
            return unescaped(text(b, start, end));
        }
        return null;
    }

    /** Whether the first line of a traceback stands somewhere in the bytes. */
    static boolean holdsTraceback(byte[] b, int start, int end) {
        return find(b, start, end) >= 0;
    }

    private static String text(byte[] b, int start, int end) {
        return new String(b, start, end - start, StandardCharsets.UTF_8);
    }

    /** Undoes the escapes of Python's repr and of JSON: {@code \n}, {@code \t}, {@code \"}, {@code \\}. */
    static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 >= text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> { }
                case '"', '\'', '\\', '/' -> out.append(next);
                default -> out.append(c).append(next);
            }
        }
        return out.toString();
    }

    /** What stands between the quotes of {@code b'...'} when a line is the repr of another log's line; null if it is none. */
    static @Nullable String ofRepr(byte[] b, int start, int end) {
        int i = start;
        int limit = Math.min(end - 3, start + 200);
        while (i < limit && !(b[i] == 'b' && (b[i + 1] == '\'' || b[i + 1] == '"') && (i == start || b[i - 1] == ' '))) {
            i++;
        }
        if (i >= limit || b[end - 1] != b[i + 1]) {
            return null;
        }
        boolean lineEnd = end - 3 > i && b[end - 2] == 'n' && b[end - 3] == '\\';
        return lineEnd ? unescapedBytes(text(b, i + 2, end - 3)) : null;
    }

    private static String unescapedBytes(String text) {
        return unescaped(text.replace("\\x1b", "\u001b"));
    }

    /** Index of a traceback's first line; looks at every byte in turn only where it may end (Horspool 1980). */
    private static int find(byte[] b, int start, int end) {
        int last = TRACEBACK.length - 1;
        for (int i = start + last; i < end; i += SKIPS[b[i] & 0xFF]) {
            if (b[i] == ':' && Arrays.equals(b, i - last, i + 1, TRACEBACK, 0, TRACEBACK.length)) {
                return i - last;
            }
        }
        return -1;
    }

    private static int[] skips() {
        int[] out = new int[256];
        Arrays.fill(out, TRACEBACK.length);
        for (int i = 0; i < TRACEBACK.length - 1; i++) {
            out[TRACEBACK[i]] = TRACEBACK.length - 1 - i;
        }
        return out;
    }
}
