package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The lines {@code key: value} below the first line of a message of the loop's exception handler (CPython
 * {@code asyncio/base_events.py}, {@code default_exception_handler}). Keys are sorted, which tells them from continuation lines
 * of a value that look like keys.
 */
final class ContextBlock {

    private static final String TRACEBACK = "Traceback (most recent call last):";

    private ContextBlock() {
    }

    /** The entries of the lines from {@code from} on, up to a traceback or the end. */
    static List<ContextEntry> read(String s, int from) {
        List<ContextEntry> entries = new ArrayList<>(4);
        String key = null;
        int valueFrom = 0;
        int valueTo = 0;
        int at = from;
        while (at < s.length()) {
            int newline = s.indexOf('\n', at);
            int end = newline < 0 ? s.length() : newline;
            if (s.startsWith(TRACEBACK, at)) {
                break;
            }
            int colon = keyEnd(s, at, end);
            if (colon > 0 && follows(key, s, at, colon)) {
                if (key != null) {
                    entries.add(new ContextEntry(key, s.substring(valueFrom, valueTo)));
                }
                key = s.substring(at, colon);
                valueFrom = Math.min(colon + 2, end);
            }
            valueTo = end;
            at = end + 1;
        }
        if (key != null) {
            entries.add(new ContextEntry(key, s.substring(valueFrom, Math.max(valueFrom, valueTo))));
        }
        return entries;
    }

    /** Index of the colon behind the key with which the line begins; -1 if it begins with none. */
    private static int keyEnd(String s, int from, int end) {
        int i = from;
        while (i < end && isKeyPart(s.charAt(i))) {
            i++;
        }
        return i > from && i < end && s.charAt(i) == ':' && (i + 1 == end || s.charAt(i + 1) == ' ') ? i : -1;
    }

    private static boolean isKeyPart(char c) {
        return c >= 'a' && c <= 'z' || c == '_' || Names.isDigit(c);
    }

    private static boolean follows(@Nullable String key, String s, int from, int to) {
        return key == null || key.compareTo(s.substring(from, to)) < 0;
    }

    /**
     * Whether the line {@code [from, to)} is one of asyncio's own context: a key that asyncio uses, with the value that it has
     * there.
     */
    static boolean isAsyncioLine(String s, int from, int to) {
        int colon = keyEnd(s, from, to);
        return colon > 0 && isAsyncioEntry(s.substring(from, colon), s.substring(Math.min(colon + 2, to), to));
    }

    static boolean isAsyncioEntry(String key, String value) {
        return switch (key) {
            case "future", "task", "handle", "protocol", "transport", "socket", "asyncgen", "server" ->
                    value.length() > 2 && value.charAt(0) == '<' && Names.isWord(value.charAt(1));
            case LoopMessage.SOURCE_TRACEBACK -> value.startsWith("Object created at (most recent call last):");
            case LoopMessage.HANDLE_TRACEBACK -> value.startsWith("Handle created at (most recent call last):");
            default -> false;
        };
    }
}
