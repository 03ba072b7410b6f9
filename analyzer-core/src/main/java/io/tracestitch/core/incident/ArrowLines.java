package io.tracestitch.core.incident;

import org.jspecify.annotations.Nullable;

/**
 * Values that loguru's {@code diagnose} prints below a source line, each under the name that it belongs to:
 * <pre>
 *     connect(host, password)
 *             │     └ 'hunter2'
 *             └ 'db'
 * </pre>
 */
final class ArrowLines {
    /** Lines that are remembered to find the source line above an arrow; it has one arrow line a name. */
    private static final int MAX_LINES = 32;
    private static final int MAX_INDENT = 256;

    private final int[] starts = new int[MAX_LINES];
    private int count;

    void begin() {
        starts[0] = 0;
        count = 1;
    }

    void newLine(int start) {
        starts[count % MAX_LINES] = start;
        count++;
    }

    /** Whether the arrow at {@code i} points at a secret's name; then the assignment's result is its value. */
    boolean value(String text, int i, Assignments result) {
        int column = i - starts[(count - 1) % MAX_LINES];
        int oldest = Math.max(0, count - MAX_LINES);
        for (int k = count - 2; k >= oldest; k--) {
            int start = starts[k % MAX_LINES];
            if (!isArrowLine(text, start)) {
                int end = starts[(k + 1) % MAX_LINES] - 1;
                SecretRules.Key key = name(text, start + column, end, result);
                return key != null && result.wholeLine(text, Math.min(text.length(), i + 2), key);
            }
        }
        return false;
    }

    private static boolean isArrowLine(String text, int start) {
        int i = start;
        while (i < text.length() && i - start < MAX_INDENT && text.charAt(i) == ' ') {
            i++;
        }
        return i < text.length() && (text.charAt(i) == '\u2502' || text.charAt(i) == '\u2514');
    }

    private static SecretRules.@Nullable Key name(String text, int at, int end, Assignments result) {
        int to = at;
        while (to < end && to - at < SecretRules.MAX_KEY && Chars.isWord(text.charAt(to))) {
            to++;
        }
        return to == at ? null : result.rule(text, at, to);
    }
}
