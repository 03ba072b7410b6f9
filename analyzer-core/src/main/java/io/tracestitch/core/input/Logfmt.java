package io.tracestitch.core.input;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads a line of {@code key=value key="quoted \"value\""} pairs, as logfmt formatters write them. */
final class Logfmt {

    private static final int MIN_FIELDS = 3;
    private static final int MAX_KEY = 60;

    private Logfmt() {
    }

    /** The fields of a line that is nothing but pairs and has a quoted value with a line end in it; null for any other line. */
    static @Nullable Map<String, String> read(byte[] b, int start, int end) {
        if (!mayBe(b, start, end)) {
            return null;
        }
        String s = new String(b, start, end - start, StandardCharsets.UTF_8);
        Map<String, String> out = new LinkedHashMap<>();
        int i = 0;
        while (i < s.length()) {
            int equals = keyEnd(s, i);
            if (equals < 0) {
                return null;
            }
            boolean quoted = equals + 1 < s.length() && s.charAt(equals + 1) == '"';
            int stop = quoted ? closing(s, equals + 2) : blank(s, equals + 1);
            if (stop < 0) {
                return null;
            }
            String value = s.substring(quoted ? equals + 2 : equals + 1, stop);
            out.putIfAbsent(s.substring(i, equals), quoted ? Escapes.unescaped(value) : value);
            i = quoted ? stop + 1 : stop;
            while (i < s.length() && s.charAt(i) == ' ') {
                i++;
            }
        }
        return out.size() >= MIN_FIELDS ? out : null;
    }

    /** A cheap look: a key at the beginning, and an escaped line end somewhere. */
    private static boolean mayBe(byte[] b, int start, int end) {
        int i = start;
        while (i < end && i - start < MAX_KEY && isKey((char) b[i])) {
            i++;
        }
        if (i == start || i >= end || b[i] != '=') {
            return false;
        }
        for (int k = Escapes.indexOf(b, i, end, '\\'); k >= 0 && k + 1 < end; k = Escapes.indexOf(b, k + 2, end, '\\')) {
            if (b[k + 1] == 'n') {
                return true;
            }
        }
        return false;
    }

    private static int keyEnd(String s, int from) {
        int i = from;
        while (i < s.length() && isKey(s.charAt(i))) {
            i++;
        }
        return i > from && i < s.length() && s.charAt(i) == '=' ? i : -1;
    }

    private static boolean isKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-' || c == '@';
    }

    private static int closing(String s, int from) {
        for (int i = from; i < s.length(); i++) {
            if (s.charAt(i) == '\\') {
                i++;
            } else if (s.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static int blank(String s, int from) {
        int i = s.indexOf(' ', from);
        return i < 0 ? s.length() : i;
    }
}
