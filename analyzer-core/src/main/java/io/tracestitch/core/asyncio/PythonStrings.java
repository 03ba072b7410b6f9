package io.tracestitch.core.asyncio;

/** String literals as Python's {@code repr} writes them. */
final class PythonStrings {

    private PythonStrings() {
    }

    /** The value of the literal {@code [from, to)}, quotes included; escapes that Python does not write stay as they are. */
    static String decode(String s, int from, int to) {
        int escape = s.indexOf('\\', from + 1, to - 1);
        if (escape < 0) {
            return s.substring(from + 1, to - 1);
        }
        StringBuilder out = new StringBuilder(to - from).append(s, from + 1, escape);
        int i = escape;
        while (i < to - 1) {
            char c = s.charAt(i);
            i = c == '\\' && i + 1 < to - 1 ? decodeEscape(s, i, to - 1, out) : append(out, c, i);
        }
        return out.toString();
    }

    private static int append(StringBuilder out, char c, int i) {
        out.append(c);
        return i + 1;
    }

    private static int decodeEscape(String s, int at, int limit, StringBuilder out) {
        char c = s.charAt(at + 1);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case '\\', '\'', '"' -> out.append(c);
            case 'x' -> {
                return decodeHex(s, at, 2, limit, out);
            }
            case 'u' -> {
                return decodeHex(s, at, 4, limit, out);
            }
            case 'U' -> {
                return decodeHex(s, at, 8, limit, out);
            }
            default -> out.append('\\').append(c);
        }
        return at + 2;
    }

    private static int decodeHex(String s, int at, int digits, int limit, StringBuilder out) {
        int end = at + 2 + digits;
        long code = end <= limit ? 0 : -1;
        for (int i = at + 2; i < end && code >= 0; i++) {
            int digit = Character.digit(s.charAt(i), 16);
            code = digit < 0 ? -1 : code * 16 + digit;
        }
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            out.append('\\');
            return at + 1;
        }
        out.appendCodePoint((int) code);
        return end;
    }
}
