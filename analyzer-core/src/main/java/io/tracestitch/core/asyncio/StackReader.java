package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads stacks as {@code traceback.format_list} prints them ({@code File "a.py", line 3, in f}) and tracemalloc in warnings
 * ({@code File "a.py", lineno 3}). Indentation may be lost. Mutable, for one stack.
 */
final class StackReader {

    private static final String REPEATED = "[Previous line repeated ";

    private final List<StackFrame> frames = new ArrayList<>();
    private @Nullable Place place;
    private @Nullable String function;
    private @Nullable String code;

    /** The frames in the lines {@code [from, to)} of {@code s}; lines that belong to no frame are left out. */
    static List<StackFrame> read(String s, int from, int to) {
        StackReader reader = new StackReader();
        int at = from;
        while (at < to) {
            int newline = s.indexOf('\n', at, to);
            int end = newline < 0 ? to : newline;
            reader.line(s, at, end);
            at = end + 1;
        }
        return reader.frames();
    }

    /** The frames read so far, oldest call first where Python printed them so. */
    List<StackFrame> frames() {
        finish();
        return List.copyOf(frames);
    }

    /** Whether a frame is open, so that a source line may follow. */
    boolean inFrame() {
        return place != null;
    }

    /** Whether the line {@code [from, to)} begins a frame. */
    static boolean beginsFrame(String s, int from, int to) {
        return s.startsWith("File \"", skipBlanks(s, from, to));
    }

    /** Takes a line; says whether it belongs to the stack. */
    boolean line(String s, int from, int to) {
        int start = skipBlanks(s, from, to);
        if (s.startsWith("File \"", start) && frame(s, start + 6, to)) {
            return true;
        }
        if (place == null || start == to) {
            return false;
        }
        if (s.startsWith(REPEATED, start)) {
            repeat(Math.max(0, Names.number(s, start + REPEATED.length(), Names.digitsEnd(s, start + REPEATED.length(), to))));
        } else if (!isMarkers(s, start, to)) {
            String source = s.substring(start, trimEnd(s, start, to));
            code = code == null ? source : code + '\n' + source;
        }
        return true;
    }

    private boolean frame(String s, int from, int to) {
        int quote = s.indexOf("\", line", from, to);
        if (quote < 0) {
            return false;
        }
        int digits = s.startsWith("no ", quote + 7) ? quote + 10 : quote + 8;
        int end = Names.digitsEnd(s, Math.min(digits, to), to);
        if (end <= digits) {
            return false;
        }
        finish();
        place = new Place(s.substring(from, quote), Math.max(0, Names.number(s, digits, end)));
        function = s.startsWith(", in ", end) && end + 5 <= to ? s.substring(end + 5, trimEnd(s, end + 5, to)) : null;
        return true;
    }

    private void repeat(int times) {
        Place at = place;
        if (at != null) {
            frames.add(new StackFrame(at, function, code, times));
        }
        clear();
    }

    private void finish() {
        if (place != null) {
            repeat(0);
        }
    }

    private void clear() {
        place = null;
        function = null;
        code = null;
    }

    /** Lines of carets and tildes, with which Python 3.11 and later mark a part of the source line. */
    private static boolean isMarkers(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (c != '^' && c != '~' && c != ' ') {
                return false;
            }
        }
        return true;
    }

    static int skipBlanks(String s, int from, int to) {
        int i = from;
        while (i < to && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static int trimEnd(String s, int from, int to) {
        int i = to;
        while (i > from && s.charAt(i - 1) <= ' ') {
            i--;
        }
        return i;
    }
}
