package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads frames. Their files, functions and source lines come again and again, and so do the objects that stand for them here; whole
 * frames do not, since a service has many lines that can fail. Not thread-safe.
 */
final class FrameReader {

    /** Files about which it is remembered whose they are; a power of two. */
    private static final int FILES = 1 << 10;
    private static final byte[] LINE = "\", line ".getBytes(StandardCharsets.US_ASCII);

    private final TextTable texts = new TextTable();
    private final Memo<Boolean> app = new Memo<>(FILES, Library::isApp);

    /**
     * The frame whose line stands at index {@code i} and whose source and carets reach to index {@code to} (not included).
     */
    Frame frame(TextLines lines, int i, int to) {
        byte[] data = lines.data();
        int open = lines.content(i) + 6;
        int end = TracebackLine.trimEnd(data, open, lines.end(i));
        int close = lastIndexOf(data, open, end);
        int k = close + LINE.length;
        int line = 0;
        for (; k < end && data[k] >= '0' && data[k] <= '9'; k++) {
            line = line < 100_000_000 ? line * 10 + data[k] - '0' : line;
        }
        String file = texts.text(data, open, close);
        return new Frame(file, line, function(data, k, end), source(lines, i + 1, to), app.of(file), 0);
    }

    /** What stands behind the line's number: {@code , in f}, or {@code  in f} in other printers. */
    private String function(byte[] b, int start, int end) {
        int i = start < end && b[start] == ',' ? start + 1 : start;
        boolean named = i + 4 < end && b[i] == ' ' && b[i + 1] == 'i' && b[i + 2] == 'n' && b[i + 3] == ' ';
        return named ? texts.text(b, i + 4, end) : "";
    }

    private static int lastIndexOf(byte[] b, int start, int end) {
        for (int k = end - LINE.length - 1; k >= start; k--) {
            byte digit = b[k + LINE.length];
            if (b[k] == '"' && (digit >= '0' && digit <= '9' || digit == 'N') && TracebackLine.matches(b, k, end, LINE)) {
                return k;
            }
        }
        return start;
    }

    private @Nullable String source(TextLines lines, int from, int to) {
        int common = Integer.MAX_VALUE;
        int count = 0;
        int last = from;
        for (int i = from; i < to; i++) {
            if (isSource(lines.kind(i))) {
                common = Math.min(common, lines.indent(i));
                last = i;
                count++;
            }
        }
        if (count <= 1) {
            return count == 0 ? null : texts.text(lines.data(), lines.content(last), lines.end(last)).stripTrailing();
        }
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (isSource(lines.kind(i))) {
                if (!out.isEmpty()) {
                    out.append('\n');
                }
                out.append(lines.slice(lines.content(i) - (lines.indent(i) - common), lines.end(i)).stripTrailing());
            }
        }
        return out.toString();
    }

    private static boolean isSource(LineKind kind) {
        return kind != LineKind.CARETS && kind != LineKind.BLANK;
    }
}
