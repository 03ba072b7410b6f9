package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/** Identifiers and numbers in text: where they end. */
final class Names {

    private static final boolean[] WORD = new boolean[0x80];

    static {
        for (char c = 0; c < WORD.length; c++) {
            WORD[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
        }
    }

    private Names() {
    }

    /** Whether {@code c} may stand in a Python identifier; every letter outside of ASCII may. */
    static boolean isWord(char c) {
        return c >= 0x80 || WORD[c];
    }

    /** End of the identifier at {@code from}; {@code from} itself where there is none. */
    static int wordEnd(String s, int from, int limit) {
        int i = from;
        while (i < limit && isWord(s.charAt(i))) {
            i++;
        }
        return i;
    }

    /** End of the dotted name at {@code from}; {@code from} itself where there is none. */
    static int dottedEnd(String s, int from, int limit) {
        int i = from;
        while (i < limit && (isWord(s.charAt(i)) || s.charAt(i) == '.')) {
            i++;
        }
        return i;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** End of the digits at {@code from}. */
    static int digitsEnd(String s, int from, int limit) {
        int i = from;
        while (i < limit && isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The decimal number in {@code [from, to)}, which holds digits only; -1 where it does not fit. */
    static int number(String s, int from, int to) {
        if (to <= from || to - from > 9) {
            return -1;
        }
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + s.charAt(i) - '0';
        }
        return n;
    }

    /** The number {@code 12.5} or {@code 1e-05} that fills {@code [from, to)}; null where something else stands there. */
    static @Nullable Double decimal(String s, int from, int to) {
        int end = digitsEnd(s, from, to);
        if (end == from || to - from > 32) {
            return null;
        }
        if (end < to && s.charAt(end) == '.') {
            end = digitsEnd(s, end + 1, to);
        }
        if (end < to && s.charAt(end) == 'e') {
            int sign = end + 1 < to && (s.charAt(end + 1) == '-' || s.charAt(end + 1) == '+') ? 1 : 0;
            int exponent = end + 1 + sign;
            end = digitsEnd(s, exponent, to);
            if (end == exponent) {
                return null;
            }
        }
        return end == to ? Double.valueOf(s.substring(from, to)) : null;
    }
}
