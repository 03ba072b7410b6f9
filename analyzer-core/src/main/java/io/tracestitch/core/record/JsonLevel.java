package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Tells at the speed of memory that a JSON line is a plain record without a text of several lines, so that nobody needs to parse
 * it. The key of the level is learnt from the first lines, as it is written there. Not thread-safe.
 */
final class JsonLevel {

    private static final String[] KEYS = {"levelname", "level", "severity", "log.level", "log_level", "loglevel", "levelName"};
    /** Parts of the names of fields that hold an exception. */
    private static final Literals EXCEPTION = new Literals(List.of("\"exc", "xception", "\"err", "error.", "stack", "trace", "Trace"));
    /** The level stands among the first fields, or the line is parsed. */
    private static final int MAX_OFFSET = 400;

    private byte @Nullable [] key;
    private int offset;

    /**
     * Whether the line, which begins with a brace, needs no parsing.
     *
     * @param telling texts that tell something at level WARNING and above
     */
    boolean isBoring(byte[] b, int start, int end, Literals telling) {
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
        return level > 0 && !hasLineEnds(b, start, end)
                && (level < Level.WARNING || !EXCEPTION.occurIn(b, start, end) && !telling.occurIn(b, start, end));
    }

    /** Whether lines may be passed over without parsing, because it is known where their level stands. */
    boolean isLearnt() {
        return key != null;
    }

    void save(StateOutput out) throws IOException {
        out.bytes(key);
        out.number(offset);
    }

    void restore(StateInput in) throws IOException {
        key = in.bytesOrNull();
        offset = in.number(MAX_OFFSET);
    }

    /** Whether an escape other than that of a quote, a slash or a backslash stands in the line. */
    private static boolean hasLineEnds(byte[] b, int start, int end) {
        for (int i = Newlines.find(b, start, end, (byte) '\\'); i + 1 < end; i = Newlines.find(b, i + 2, end, (byte) '\\')) {
            if (b[i + 1] != '"' && b[i + 1] != '\\' && b[i + 1] != '/') {
                return true;
            }
        }
        return false;
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
