package io.tracestitch.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width. */
final class Wrapping {

    private static final String CUT = "…";

    private Wrapping() {
    }

    /** Breaks at blanks; a word that is wider than a line is broken where the line ends. Never empty. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (!line.isEmpty() && columns(line) + 1 + columns(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) {
                line.append(' ');
            }
            String rest = word;
            while (columns(line) + columns(rest) > width) {
                int at = Math.max(1, fit(rest, width - columns(line)));
                lines.add(line + rest.substring(0, at));
                line.setLength(0);
                rest = rest.substring(at);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text if it fits, else its beginning and an ellipsis. */
    static String cut(String text, int width) {
        if (columns(text) <= width) {
            return text;
        }
        return text.substring(0, fit(text, Math.max(0, width - 1))).stripTrailing() + CUT;
    }

    /** How many columns of a terminal a text takes, as far as can be told: wide characters of East Asia and emoji take two. */
    static int columns(CharSequence text) {
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            n += columns(text, i);
        }
        return n;
    }

    private static int columns(CharSequence text, int i) {
        char c = text.charAt(i);
        if (c < 0x300) {
            return 1;
        }
        if (Character.isLowSurrogate(c)) {
            return 1;
        }
        if (Character.getType(c) == Character.NON_SPACING_MARK) {
            return 0;
        }
        return c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 ? 2 : 1;
    }

    private static int fit(String text, int width) {
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            used += columns(text, i);
            if (used > width) {
                return i > 0 && Character.isLowSurrogate(text.charAt(i)) ? i - 1 : i;
            }
        }
        return text.length();
    }
}
