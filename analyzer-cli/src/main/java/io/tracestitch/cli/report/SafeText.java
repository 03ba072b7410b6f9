package io.tracestitch.cli.report;

/** Log text made harmless for a terminal: it can neither move the cursor, nor colour, nor reorder what stands around it. */
public final class SafeText {

    private static final int TAB = 4;

    private SafeText() {
    }

    /**
     * One line of text: control characters shown as their pictures ({@code ␛}), tabs as blanks, characters that change the
     * direction of writing or that no font shows as {@code �}.
     */
    public static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!harmless(text.charAt(i))) {
                return clean(text, false);
            }
        }
        return text;
    }

    /** Text of several lines, cleaned the same way; line ends and tabs stay. */
    public static String block(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!harmless(c) && c != '\n' && c != '\t') {
                return clean(text, true);
            }
        }
        return text;
    }

    private static boolean harmless(char c) {
        return c >= ' ' && c < 0x7f || c > 0x9f && !invisible(c);
    }

    private static boolean invisible(char c) {
        return c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2060 && c <= 0x206f || c == 0xfeff || c == 0xad
                || c == 0x61c || Character.isSurrogate(c) || c >= 0xfff0 && c <= 0xfffb;
    }

    private static String clean(String text, boolean block) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (block && (c == '\n' || c == '\t')) {
                out.append(c);
            } else if (c == '\t') {
                out.repeat(' ', TAB);
            } else if (c < ' ') {
                out.append((char) (0x2400 + c));
            } else if (c == 0x7f) {
                out.append('\u2421');
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                // Tags (U+E0000 and on) are invisible; other characters outside the basic plane are not.
                int codePoint = text.codePointAt(i);
                out.appendCodePoint(codePoint >= 0xe0000 && codePoint < 0xe1000 ? '\ufffd' : codePoint);
                i++;
            } else {
                out.append(harmless(c) ? c : '\ufffd');
            }
        }
        return out.toString();
    }
}
