package io.tracestitch.core.incident;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a {@code =}, {@code :} or {@code ,} stands between a secret's name and its value: {@code password=x},
 * {@code token: x}, {@code 'api_key': 'x'}, JSON, JSON inside a string, and headers as pairs. The result of the last find is
 * held until the next. Not safe for use by several threads.
 */
final class Assignments {
    private static final int MAX_BLANKS = 32;
    private static final int MAX_ESCAPES = 4;
    /** Last letters of the keys in {@link SecretRules#KEYS}: most words before a colon end otherwise. */
    private static final boolean[] LAST = lastLetters();
    private static final String[] SCHEMES = {"bearer", "basic", "digest", "token", "negotiate", "apikey"};

    private final StringBuilder key = new StringBuilder(SecretRules.MAX_KEY);
    private int from;
    private int to;
    private String name = "";

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    String name() {
        return name;
    }

    /** Whether the character at {@code p} assigns a secret; in source code only a literal is one. */
    boolean at(String text, int p, boolean code) {
        char sign = text.charAt(p);
        int before = sign == '=' ? skipBlanksBack(text, p) : p;
        boolean operator = sign == '=' && (p + 1 < text.length() && text.charAt(p + 1) == '='
                || p > 0 && "=!<>:+-*/%".indexOf(text.charAt(p - 1)) >= 0);
        if (before == 0 || operator) {
            return false;
        }
        boolean quotedKey = text.charAt(before - 1) == '\'' || text.charAt(before - 1) == '"';
        if (sign == ',' && !quotedKey) {
            return false;
        }
        int end = before;
        if (quotedKey) {
            end--;
            while (end > 0 && before - end <= MAX_ESCAPES && text.charAt(end - 1) == '\\') {
                end--;
            }
        }
        if (end == 0 || text.charAt(end - 1) >= 128 || !LAST[text.charAt(end - 1)]) {
            return false;
        }
        int start = end;
        while (start > 0 && end - start < SecretRules.MAX_KEY && isKeyChar(text.charAt(start - 1))) {
            start--;
        }
        SecretRules.Key rule = rule(text, start, end);
        return rule != null && value(text, p, rule, quotedKey, code);
    }

    /** The rule of the name at {@code [start, end)}, or null. */
    SecretRules.@Nullable Key rule(String text, int start, int end) {
        key.setLength(0);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '_' && c != '-' && c != '.') {
                key.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        return SecretRules.key(key);
    }

    /** Takes the rest of the line as the value, without the quotes around it. */
    boolean wholeLine(String text, int start, SecretRules.Key rule) {
        if (start < text.length() && "<([{".indexOf(text.charAt(start)) >= 0) {
            return false;
        }
        int end = lineEnd(text, start);
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        int first = start;
        if (end - first >= 2 && text.charAt(end - 1) == text.charAt(first) && (text.charAt(first) == '\'' || text.charAt(first) == '"')) {
            first++;
            end--;
        }
        return accept(text, first, end, rule);
    }

    private boolean accept(String text, int start, int end, SecretRules.Key rule) {
        if (end <= start || Looks.placeholder(text, start, end) || Looks.noValue(text, start, end)) {
            return false;
        }
        from = start;
        to = end;
        name = rule.name();
        return true;
    }

    private boolean value(String text, int p, SecretRules.Key rule, boolean quotedKey, boolean code) {
        int start = p + 1;
        while (start < text.length() && start - p <= MAX_BLANKS && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int quote = start;
        if (quote + 1 < text.length() && "bBrRuU".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        int escapes = 0;
        while (quote < text.length() && escapes < MAX_ESCAPES && text.charAt(quote) == '\\') {
            quote++;
            escapes++;
        }
        if (quote < text.length() && (text.charAt(quote) == '\'' || text.charAt(quote) == '"')) {
            return quoted(text, quote, escapes, rule, text.charAt(p) == ',');
        }
        if (code || text.charAt(p) == ',' || start >= text.length()) {
            return false;
        }
        return bare(text, p, start, rule, quotedKey);
    }

    private boolean quoted(String text, int quote, int escapes, SecretRules.Key rule, boolean pair) {
        int start = quote + 1;
        int end = close(text, start, text.charAt(quote), escapes);
        boolean letters = Looks.letters(text, start, end);
        boolean header = rule.name().equals(SecretRules.COOKIE) || rule.name().equals(SecretRules.AUTHORIZATION);
        if (header) {
            char sign = rule.name().equals(SecretRules.COOKIE) ? '=' : ' ';
            return (contains(text, sign, start, end) || Looks.random(text, start, end)) && accept(text, start, end, rule);
        }
        if (pair) {
            return Looks.random(text, start, end) && accept(text, start, end, rule);
        }
        boolean prose = rule.weak() && contains(text, ' ', start, end);
        boolean small = rule.weak() && (end - start < 4 || letters && end - start < 6);
        return !prose && !small && accept(text, start, end, rule);
    }

    /** The quote that closes a string whose opening quote had {@code escapes} backslashes; the line's end where it was cut. */
    private static int close(String text, int start, char quote, int escapes) {
        int i = start;
        int backslashes = 0;
        while (i < text.length() && text.charAt(i) != '\n') {
            char c = text.charAt(i);
            if (c == quote && backslashes <= escapes) {
                return Math.max(start, i - backslashes);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            i++;
        }
        return i;
    }

    private boolean bare(String text, int p, int start, SecretRules.Key rule, boolean quotedKey) {
        int end = start;
        while (end < text.length() && !endsValue(text.charAt(end))) {
            end++;
        }
        if (rule.name().equals(SecretRules.COOKIE)) {
            return contains(text, '=', start, end) && accept(text, start, lineEnd(text, start), rule);
        }
        if (rule.name().equals(SecretRules.AUTHORIZATION)) {
            return authorization(text, start, end, rule);
        }
        boolean call = contains(text, '(', start, end);
        boolean letters = Looks.letters(text, start, end);
        if (call || end == start) {
            return false;
        }
        boolean colon = text.charAt(p) == ':';
        if (rule.weak()) {
            boolean secret = colon && !quotedKey
                    ? end - start >= 8 && Looks.random(text, start, end)
                    : end - start >= (letters ? 6 : 4) && !(end - start <= 6 && Looks.digits(text, start, end));
            return secret && text.charAt(start) != '/' && text.charAt(start) != '.' && accept(text, start, end, rule);
        }
        boolean prose = colon && !quotedKey && letters && end + 1 < text.length() && text.charAt(end) == ' '
                && Chars.isLetter(text.charAt(end + 1));
        return !prose && accept(text, start, end, rule);
    }

    private boolean authorization(String text, int start, int end, SecretRules.Key rule) {
        String first = Chars.lower(text, start, Math.min(end, start + 12));
        for (String scheme : SCHEMES) {
            if (first.equals(scheme) && end < text.length() && text.charAt(end) == ' ') {
                int token = end + 1;
                while (token < text.length() && !endsValue(text.charAt(token))) {
                    token++;
                }
                boolean real = token - end > 4 && !(Looks.letters(text, end + 1, token) && token - end < 20);
                return (real || Looks.random(text, end + 1, token)) && !Looks.placeholder(text, end + 1, token)
                        && accept(text, end + 1, token, rule);
            }
        }
        return Looks.random(text, start, end) && end - start >= 8 && accept(text, start, end, rule);
    }

    private static boolean contains(String text, char c, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == c) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsValue(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '&' || c == ')' || c == '}' || c == ']' || c == '"' || c == '\'' || c == '<'
                || c == '>' || c == '|' || c == '`' || c == '\\';
    }

    private static int lineEnd(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    private static int skipBlanksBack(String text, int p) {
        int i = p;
        while (i > 0 && p - i <= MAX_BLANKS && text.charAt(i - 1) == ' ') {
            i--;
        }
        return i;
    }

    private static boolean isKeyChar(char c) {
        return Chars.isLetter(c) || Chars.isDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean[] lastLetters() {
        boolean[] last = new boolean[128];
        for (SecretRules.Key k : SecretRules.KEYS) {
            char c = k.ending().charAt(k.ending().length() - 1);
            last[c] = true;
            last[c - 32] = true;
        }
        return last;
    }
}
