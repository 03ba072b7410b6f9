package io.tracestitch.core.incident;

/** Classes of characters and shapes of words, as messages of programs use them. */
final class Chars {
    private static final String UNITS = " ms us ns s sec secs min m h hr hrs d b kb mb gb tb kib mib gib k x th st nd rd px hz ";

    private Chars() {
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Letters of any script, ASCII digits and the underscore. */
    static boolean isWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c >= 0x80;
    }

    static boolean isHex(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** What may stand between the parts of one word. */
    static boolean joins(char c) {
        return c == '-' || c == '.' || c == ':' || c == '@' || c == '+' || c == '%' || c == ',';
    }

    static boolean endsPath(char c) {
        return c <= ' ' || c == '\'' || c == '"' || c == '`' || c == ',' || c == ';' || c == ')' || c == ']' || c == '}' || c == '>'
                || c == '<' || c == ':' || c == '|';
    }

    static String lower(String text, int from, int to) {
        char[] out = new char[Math.max(0, to - from)];
        for (int i = 0; i < out.length; i++) {
            char c = text.charAt(from + i);
            out[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return new String(out);
    }

    /** Whether {@code [from, to)} is a number followed by a unit of time, size or rank. */
    static boolean isUnit(String text, int from, int to) {
        int i = from;
        while (i < to && isDigit(text.charAt(i))) {
            i++;
        }
        return i > from && i < to && to - i <= 4 && UNITS.contains(" " + lower(text, i, to) + " ");
    }

    /** The placeholder of a word that has digits and is of one well-known shape as a whole; empty for all others. */
    static String shape(String text, int from, int to, int colons) {
        int length = to - from;
        int digits = 0;
        int hexLetters = 0;
        int letters = 0;
        int upper = 0;
        int dots = 0;
        int dashes = 0;
        int others = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits++;
            } else if (isLetter(c)) {
                letters++;
                hexLetters += isHex(c) ? 1 : 0;
                upper += c < 'a' ? 1 : 0;
            } else if (c == '.') {
                dots++;
            } else if (c == '-') {
                dashes++;
            } else if (c != ':') {
                others++;
            }
        }
        boolean allHex = letters == hexLetters && others == 0;
        if (length > 2 && text.charAt(from) == '0' && (text.charAt(from + 1) == 'x' || text.charAt(from + 1) == 'X')) {
            return "<hex>";
        }
        if (allHex && length == 36 && dashes == 4) {
            return "<uuid>";
        }
        if (letters == 0 && others == 0) {
            return numeric(text, from, digits, dots, dashes, colons);
        }
        if (isDateTime(text, from, to)) {
            return "<time>";
        }
        if (allHex && colons >= 2 && dots == 0 && dashes == 0) {
            return "<ip>";
        }
        if (allHex && dots == 0 && dashes == 0 && colons == 0 && length >= 8 && digits >= 2) {
            return "<hex>";
        }
        boolean blob = dots == 0 && colons == 0 && others + dashes <= 4;
        return blob && length >= 24 && digits >= 2 && upper >= 2 && letters - upper >= 2 ? "<blob>" : "";
    }

    private static String numeric(String text, int from, int digits, int dots, int dashes, int colons) {
        if (dots == 3 && dashes == 0 && colons <= 1) {
            return "<ip>";
        }
        if (dashes == 2 && colons == 0 && dots == 0 && digits == 8 && text.charAt(from + 4) == '-') {
            return "<time>";
        }
        if (dashes == 0 && colons >= 1 && colons <= 2 && digits >= 3 && (text.charAt(from + 1) == ':' || text.charAt(from + 2) == ':')
                && (colons == 2 || digits == 4)) {
            return "<time>";
        }
        return dots <= 1 && dashes == 0 && colons == 0 && dots + digits > 1 && dots == 1 ? "<n>" : "";
    }

    /** {@code 2026-11-23T18:49:03.022Z} and the like. */
    private static boolean isDateTime(String text, int from, int to) {
        if (to - from < 16) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            char c = text.charAt(from + i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T' || c == 't';
                case 13 -> c == ':';
                default -> isDigit(c);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
