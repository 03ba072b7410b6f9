package io.tracestitch.core.incident;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in one text. A single pass looks for the characters at which a secret can be noticed ({@code = : , @ -},
 * digits, first letters of known prefixes) and only there looks closer. Linear, no regular expressions. Not safe for use by
 * several threads.
 */
final class SecretScanner {
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte ASSIGN = 3;
    private static final byte AT = 4;
    private static final byte DASH = 5;
    private static final byte LINE = 6;
    private static final byte[] TRIGGERS = triggers();
    private static final SecretRules.Prefix[][] BY_FIRST = byFirstLetter();
    private static final int MAX_LOOKED_AT = 128;
    private static final char BOX = '\u2514';

    /** Passes over a text that had secrets. */
    private static final int MAX_PASSES = 4;

    private final Assignments assignments = new Assignments();
    private final ArrowLines lines = new ArrowLines();
    private @Nullable StringBuilder out;
    private String text = "";
    private int copied;

    /** The text without its secrets; the same instance where it has none. What was taken out may uncover more beside it. */
    String scan(String input, boolean code) {
        String before = input;
        String after = once(before, code);
        for (int n = 1; n < MAX_PASSES && after != before; n++) {
            before = after;
            after = once(before, code);
        }
        return after;
    }

    private String once(String input, boolean code) {
        text = input;
        out = null;
        copied = 0;
        lines.begin();
        int n = input.length();
        int i = 0;
        while (i < n) {
            char c = input.charAt(i);
            byte trigger = c < 128 ? TRIGGERS[c] : c == BOX ? ASSIGN : 0;
            i = trigger == 0 ? i + 1 : look(i, c, trigger, code);
        }
        StringBuilder changed = out;
        if (changed == null) {
            return input;
        }
        out = null;
        return changed.append(input, copied, n).toString();
    }

    private int look(int i, char c, byte trigger, boolean code) {
        return switch (trigger) {
            case LETTER -> i > 0 && Chars.isWord(text.charAt(i - 1)) ? i + 1 : token(i, c);
            case DIGIT -> number(i);
            case ASSIGN -> assignment(i, c, code);
            case AT -> email(i);
            case DASH -> privateKey(i);
            default -> {
                lines.newLine(i + 1);
                yield i + 1;
            }
        };
    }

    private int replace(int from, int to, String name) {
        StringBuilder b = out;
        if (b == null) {
            b = new StringBuilder(text.length());
            out = b;
        }
        b.append(text, copied, from).append("[redacted:").append(name).append(']');
        copied = to;
        return to;
    }

    private int assignment(int i, char c, boolean code) {
        if (c == ':' && text.startsWith("//", i + 1)) {
            return url(i);
        }
        boolean found = c == BOX ? lines.value(text, i, assignments) : assignments.at(text, i, code);
        return found ? replace(assignments.from(), assignments.to(), assignments.name()) : i + 1;
    }

    /** {@code scheme://user:password@host}; {@code https://token@host}. */
    private int url(int colon) {
        int from = colon + 3;
        int at = -1;
        int i = from;
        while (i < text.length() && !endsAuthority(text.charAt(i))) {
            if (text.charAt(i) == '@') {
                at = i;
            }
            i++;
        }
        if (at < 0 || text.startsWith("[redacted:", from)) {
            return from;
        }
        int separator = text.indexOf(':', from);
        if (separator >= from && separator < at) {
            boolean clear = separator + 1 == at || Looks.placeholder(text, separator + 1, at);
            if (!clear) {
                replace(separator + 1, at, SecretRules.PASSWORD);
            }
        } else if (at - from >= 20 && Looks.random(text, from, at)) {
            replace(from, at, SecretRules.CREDENTIAL);
        }
        return at + 1;
    }

    private static boolean endsAuthority(char c) {
        return c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\\';
    }

    private int token(int i, char c) {
        if (c == 'e') {
            return jwt(i);
        }
        if (c == 'B' || c == 'b') {
            return scheme(i);
        }
        for (SecretRules.Prefix p : BY_FIRST[c]) {
            if (text.startsWith(p.prefix(), i)) {
                int to = tailEnd(p, i + p.prefix().length());
                if (to > 0) {
                    return replace(i, to, p.name());
                }
            }
        }
        return i + 1;
    }

    /** End of a token's tail; -1 where it is too short or a mere word. Decides on a bounded part, since prefixes can repeat. */
    private int tailEnd(SecretRules.Prefix p, int from) {
        int to = from;
        boolean digit = false;
        while (to < text.length() && to - from < MAX_LOOKED_AT && p.tail().has(text.charAt(to))) {
            digit |= Chars.isDigit(text.charAt(to));
            to++;
        }
        if (to - from < p.min() || p.mixed() && !digit) {
            return -1;
        }
        while (to < text.length() && p.tail().has(text.charAt(to))) {
            to++;
        }
        while (text.charAt(to - 1) == '.') {
            to--;
        }
        return to;
    }

    private int jwt(int i) {
        if (!text.startsWith("eyJ", i)) {
            return i + 1;
        }
        int header = base64Url(i);
        if (header - i < 10 || header >= text.length() || text.charAt(header) != '.') {
            return header;
        }
        int payload = base64Url(header + 1);
        if (payload - header < 8 || payload >= text.length() || text.charAt(payload) != '.') {
            return header;
        }
        return replace(i, base64Url(payload + 1), SecretRules.JWT);
    }

    private int base64Url(int from) {
        int i = from;
        while (i < text.length() && (SecretRules.Tail.ALNUM.has(text.charAt(i)) || text.charAt(i) == '_' || text.charAt(i) == '-')) {
            i++;
        }
        return i;
    }

    /** {@code Bearer ...} and {@code Basic ...}: kept are the words, where what follows does not look like a credential. */
    private int scheme(int i) {
        boolean bearer = text.regionMatches(true, i, "Bearer ", 0, 7);
        if (!bearer && !text.regionMatches(true, i, "Basic ", 0, 6)) {
            return i + 1;
        }
        int from = i + (bearer ? 7 : 6);
        int to = from;
        while (to < text.length() && Looks.isCredentialChar(text.charAt(to))) {
            to++;
        }
        return to - from >= 8 && Looks.random(text, from, to)
                ? replace(from, to, bearer ? SecretRules.BEARER : SecretRules.BASIC) : from;
    }

    /** A run of digits, perhaps in groups: a card's number or nothing. */
    private int number(int i) {
        boolean inside = i > 0 && (Chars.isWord(text.charAt(i - 1)) || text.charAt(i - 1) == '.');
        int to = i;
        while (to < text.length() && Chars.isDigit(text.charAt(to))) {
            to++;
        }
        int card = inside ? -1 : Looks.cardEnd(text, i, to);
        return card > 0 ? replace(i, card, SecretRules.CARD) : to;
    }

    private int email(int at) {
        int from = at;
        while (from > copied && at - from < 64 && Looks.isMailbox(text.charAt(from - 1))) {
            from--;
        }
        if (from == at) {
            return at + 1;
        }
        int to = Looks.domainEnd(text, at + 1);
        boolean path = to > 0 && to + 1 < text.length() && text.charAt(to) == ':' && !Chars.isDigit(text.charAt(to + 1))
                && text.charAt(to + 1) > ' ';
        return to < 0 || path ? at + 1 : replace(from, to, SecretRules.EMAIL);
    }

    private int privateKey(int i) {
        if (!text.startsWith("-----BEGIN ", i)) {
            return i + 1;
        }
        int label = text.indexOf("-----", i + 11);
        if (label < 0 || label - i > 60 || !text.substring(i, label).endsWith("PRIVATE KEY")) {
            return i + 11;
        }
        int closing = text.indexOf("-----END ", label);
        int end = closing < 0 ? -1 : text.indexOf("-----", closing + 9);
        return replace(i, end < 0 ? text.length() : end + 5, SecretRules.PRIVATE_KEY);
    }

    private static byte[] triggers() {
        byte[] t = new byte[128];
        for (SecretRules.Prefix p : SecretRules.PREFIXES) {
            t[p.prefix().charAt(0)] = LETTER;
        }
        t['e'] = LETTER;
        t['B'] = LETTER;
        t['b'] = LETTER;
        for (char c = '0'; c <= '9'; c++) {
            t[c] = DIGIT;
        }
        t['='] = ASSIGN;
        t[':'] = ASSIGN;
        t[','] = ASSIGN;
        t['@'] = AT;
        t['-'] = DASH;
        t['\n'] = LINE;
        return t;
    }

    private static SecretRules.Prefix[][] byFirstLetter() {
        SecretRules.Prefix[][] table = new SecretRules.Prefix[128][];
        for (char c = 0; c < 128; c++) {
            char first = c;
            List<SecretRules.Prefix> some = SecretRules.PREFIXES.stream().filter(p -> p.prefix().charAt(0) == first).toList();
            table[c] = some.toArray(SecretRules.Prefix[]::new);
        }
        return table;
    }
}
