package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Tells at the speed of memory that a JSON line is a record below WARNING without a text of several lines, so that nobody needs to
 * parse it. The key of the level is learnt from the first lines, as it is written there. Not thread-safe.
 */
final class JsonLevel {

    private static final String[] KEYS = {"levelname", "level", "severity", "log.level", "log_level", "loglevel", "levelName"};
    /** The level stands among the first fields, or the line is parsed. */
    private static final int MAX_OFFSET = 400;

    private byte @Nullable [] key;
    private int offset;

    /** Whether the line, which begins with a brace, needs no parsing. */
    boolean isBoring(byte[] b, int start, int end) {
        byte[] wanted = key;
        if (b[end - 1] != '}') {
            return false;
        }
        if (wanted == null) {
            learn(b, start, end);
            return false;
        }
        int at = find(b, start, Math.min(end, start + MAX_OFFSET), wanted);
        if (at < 0) {
            return false;
        }
        int level = Level.at(b, at + wanted.length, end, true) >> 8;
        return level > 0 && level < Level.WARNING && Newlines.find(b, at, end, (byte) '\\') == end
                && Newlines.find(b, start, at, (byte) '\\') == at;
    }

    private int find(byte[] b, int start, int end, byte[] wanted) {
        int guess = start + offset;
        if (guess + wanted.length <= end && same(b, guess, wanted)) {
            return guess;
        }
        for (int i = Newlines.find(b, start, end, (byte) '"'); i + wanted.length <= end; i = Newlines.find(b, i + 1, end, (byte) '"')) {
            if (same(b, i, wanted)) {
                offset = i - start;
                return i;
            }
        }
        return -1;
    }

    private static boolean same(byte[] b, int i, byte[] wanted) {
        return Arrays.equals(b, i, i + wanted.length, wanted, 0, wanted.length);
    }

    private void learn(byte[] b, int start, int end) {
        String text = new String(b, start, Math.min(end - start, MAX_OFFSET), StandardCharsets.ISO_8859_1);
        for (String name : KEYS) {
            for (String gap : new String[] {"\": \"", "\":\""}) {
                String wanted = "\"" + name + gap;
                int at = text.indexOf(wanted);
                if (at >= 0) {
                    key = wanted.getBytes(StandardCharsets.ISO_8859_1);
                    offset = at;
                    return;
                }
            }
        }
    }
}
