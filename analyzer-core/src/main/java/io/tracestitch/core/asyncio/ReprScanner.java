package io.tracestitch.core.asyncio;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Finds where values inside a repr end: steps over quotes and brackets in one pass. Mutable, for one text and one thread.
 *
 * <p>A repr is not a language: Python puts the reprs of the user's objects into it, and {@code reprlib} cuts out their middle. So
 * brackets need not balance and quotes may be apostrophes. The rules that keep most of it together:
 * <ul>
 * <li>a quote opens a string only where a string can begin, and only if it is closed further on;
 * <li>{@code )}, {@code ]} and {@code }} close everything back to their opening bracket, so that a cut-off {@code <Foo obj...}
 *     inside parentheses does no harm;
 * <li>{@code >} closes only {@code <} directly, so that {@code (x > 1)} stays together, and never as part of an arrow.
 * </ul>
 */
final class ReprScanner {

    /** Brackets open at a time whose kinds are remembered; deeper ones are only counted. */
    static final int MAX_BRACKETS = 256;

    /** What ends a value, besides a bracket that closes what the value stands in. */
    enum Stop {
        /** Any blank. */
        BLANK,
        /** A blank before one of the items that can follow a future's result or exception. */
        FUTURE_ITEM,
        /** The comma between callbacks, or a blank. */
        COMMA_OR_BLANK,
        /** The parenthesis that opens the arguments of a callback, or a comma or blank. */
        ARGUMENTS
    }

    private static final int ANGLE = 0;
    private static final int ROUND = 1;
    private static final int SQUARE = 2;
    private static final int CURLY = 3;

    private final String s;
    private final int limit;
    private byte @Nullable [] stack;
    private int depth;
    private int beyond;
    private final int[] open = new int[4];
    private boolean noSingle;
    private boolean noDouble;
    private boolean unbalanced;

    ReprScanner(String s, int limit) {
        this.s = s;
        this.limit = limit;
    }

    /** Whether the last value reached the end of the text inside of a string or bracket. */
    boolean unbalanced() {
        return unbalanced;
    }

    /** Index of what ends the value that begins at {@code from}; the text's end if nothing does. */
    int valueEnd(int from, Stop stop) {
        reset();
        for (int i = from; i < limit; i++) {
            char c = s.charAt(i);
            switch (c) {
                case '\'', '"' -> {
                    if (opensString(i, from)) {
                        int end = stringEnd(i);
                        if (end >= 0) {
                            i = end - 1;
                        } else if (i == from) {
                            unbalanced = true;
                            return limit;
                        }
                    }
                }
                case '(', '[', '{' -> {
                    if (c == '(' && depth == 0 && stop == Stop.ARGUMENTS) {
                        return i;
                    }
                    push(c == '(' ? ROUND : c == '[' ? SQUARE : CURLY);
                }
                case '<' -> {
                    if (i + 1 < limit && opensAngle(s.charAt(i + 1))) {
                        push(ANGLE);
                    }
                }
                case ')', ']', '}' -> {
                    if (depth == 0) {
                        return i;
                    }
                    closeBackTo(c == ')' ? ROUND : c == ']' ? SQUARE : CURLY);
                }
                case '>' -> {
                    boolean arrow = i > from && s.charAt(i - 1) == '-';
                    if (depth == 0 && !arrow) {
                        return i;
                    }
                    if (!arrow) {
                        closeAngle();
                    }
                }
                case ' ' -> {
                    if (depth == 0 && (stop != Stop.FUTURE_ITEM || isFutureItem(i + 1))) {
                        return i;
                    }
                }
                case ',' -> {
                    if (depth == 0 && (stop == Stop.COMMA_OR_BLANK || stop == Stop.ARGUMENTS)) {
                        return i;
                    }
                }
                default -> {
                }
            }
        }
        unbalanced = depth > 0;
        return limit;
    }

    /** Index behind the bracket that closes the one at {@code from}, which is round or angled; -1 where the text ends before. */
    int groupEnd(int from) {
        char closer = s.charAt(from) == '<' ? '>' : ')';
        int end = valueEnd(from + 1, Stop.FUTURE_ITEM);
        while (end < limit && s.charAt(end) != closer) {
            end = valueEnd(end + 1, Stop.FUTURE_ITEM);
        }
        return end < limit ? end + 1 : -1;
    }

    /** Index behind the string literal whose quote stands at {@code from}; -1 where it is not closed. */
    int stringEnd(int from) {
        char quote = s.charAt(from);
        if (quote == '\'' ? noSingle : noDouble) {
            return -1;
        }
        for (int i = from + 1; i < limit; i++) {
            char c = s.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
        // No later quote of this kind can be closed either: remembering that keeps the whole scan linear.
        if (quote == '\'') {
            noSingle = true;
        } else {
            noDouble = true;
        }
        return -1;
    }

    private boolean opensString(int at, int from) {
        if (at == from) {
            return true;
        }
        char before = s.charAt(at - 1);
        return switch (before) {
            case ' ', ',', '(', '[', '{', '<', '=', ':', '+', '/' -> true;
            case 'b', 'r', 'f', 'u' -> at - 1 == from || !Names.isWord(s.charAt(at - 2)) && s.charAt(at - 2) != '\'';
            default -> false;
        };
    }

    private static boolean opensAngle(char next) {
        return Names.isWord(next) || next == '<' || next == '(' || next == '\'';
    }

    private boolean isFutureItem(int at) {
        return s.startsWith("created at ", at) || s.startsWith("cb=[", at) || s.startsWith("handle=0x", at);
    }

    private void reset() {
        unbalanced = false;
        depth = 0;
        beyond = 0;
        Arrays.fill(open, 0);
    }

    private void push(int kind) {
        byte[] brackets = stack;
        if (brackets == null) {
            brackets = new byte[16];
            stack = brackets;
        }
        if (depth == MAX_BRACKETS) {
            beyond++;
            return;
        }
        if (depth == brackets.length) {
            brackets = Arrays.copyOf(brackets, depth * 4);
            stack = brackets;
        }
        brackets[depth++] = (byte) kind;
        open[kind]++;
    }

    private void closeBackTo(int kind) {
        if (beyond > 0) {
            beyond--;
            return;
        }
        byte[] brackets = stack;
        if (open[kind] == 0 || brackets == null) {
            return;
        }
        int top;
        do {
            top = brackets[--depth];
            open[top]--;
        } while (top != kind);
    }

    private void closeAngle() {
        if (beyond > 0) {
            beyond--;
            return;
        }
        byte[] brackets = stack;
        if (depth > 0 && brackets != null && brackets[depth - 1] == ANGLE) {
            depth--;
            open[ANGLE]--;
        }
    }
}
