package io.tracestitch.core.incident;

import java.util.Set;

/**
 * The constant part of a message: what varies from one occurrence to the next (numbers, addresses, ids, paths, dates, reprs)
 * becomes a placeholder. One pass over the first line, no regular expressions, bounded length. The instance keeps a buffer and
 * is not safe for use by several threads.
 */
final class MessageTemplate {
    /** What lies beyond is rarely constant; a template has to be recognised, not to be complete. */
    static final int MAX_INPUT = 512;
    static final int MAX_OUTPUT = 240;

    /** Words after which a number is a code that tells causes apart: {@code HTTP 503}, {@code [Errno 111]}. */
    private static final Set<String> CODES = Set.of("status", "http", "code", "errno", "winerror");
    /** CPython 3.10+ appends suggestions when it prints, Lib/traceback.py, _compute_suggestion_error. */
    private static final String[] SUGGESTIONS = {". Did you mean", ". Did you forget"};
    /** What Python prints for an exception that cannot be printed: to 3.10, then Lib/traceback.py, _safe_string. */
    private static final String[] UNPRINTABLE = {"<unprintable ", "<exception str() failed>"};
    /** CPython appends what it was doing: "while calling a Python object", "in comparison". */
    private static final String RECURSION = "maximum recursion depth exceeded";
    private static final String[] COLLAPSED = {", ", " ", ",", "', '", "\", \"", "/", "-", ".", ":", "_"};

    private final StringBuilder out = new StringBuilder(MAX_OUTPUT + 64);
    private String text = "";
    private int end;

    /** The template of a message; empty for a blank one. */
    String of(String message) {
        for (String unprintable : UNPRINTABLE) {
            if (message.startsWith(unprintable)) {
                return "<unprintable>";
            }
        }
        if (message.startsWith(RECURSION)) {
            return RECURSION;
        }
        begin(message);
        int i = skipBlank(0);
        while (i < end && out.length() < MAX_OUTPUT) {
            i = step(i);
        }
        int n = out.length();
        while (n > 0 && out.charAt(n - 1) == ' ') {
            n--;
        }
        return out.substring(0, Math.min(n, MAX_OUTPUT));
    }

    private void begin(String message) {
        out.setLength(0);
        text = message;
        int from = 0;
        while (from < message.length() && message.charAt(from) <= ' ') {
            from++;
        }
        int newline = message.indexOf('\n', from);
        end = Math.min(newline < 0 ? message.length() : newline, from + MAX_INPUT);
        for (String suggestion : SUGGESTIONS) {
            int at = message.indexOf(suggestion, from);
            if (at >= 0 && at < end) {
                end = at;
            }
        }
    }

    private int skipBlank(int i) {
        int at = i;
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private int step(int i) {
        char c = text.charAt(i);
        if (c <= ' ') {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            return i + 1;
        }
        boolean atStart = i == 0 || !Chars.isWord(text.charAt(i - 1));
        switch (c) {
            case '\'', '"', '`' -> {
                return atStart ? quoted(i, c) : literal(c, i);
            }
            case '<' -> {
                return repr(i);
            }
            case '/', '~' -> {
                return atStart && i + 1 < end && (Chars.isWord(text.charAt(i + 1)) || text.charAt(i + 1) == '/' || c == '~')
                        ? placeholder("<path>", pathEnd(i)) : literal(c, i);
            }
            case '[' -> {
                return redacted(i);
            }
            default -> {
                return Chars.isWord(c) ? word(i) : literal(c, i);
            }
        }
    }

    private int literal(char c, int i) {
        out.append(c);
        return i + 1;
    }

    private int placeholder(String name, int next) {
        out.append(name);
        collapse(name);
        return next;
    }

    /** A list of varying things varies in its length, too: {@code <n>, <n>, <n>} is {@code <n>}. */
    private void collapse(String name) {
        int n = out.length() - name.length();
        for (String separator : COLLAPSED) {
            int before = n - separator.length() - name.length();
            if (before >= 0 && endsWith(separator, n) && endsWith(name, n - separator.length())) {
                out.setLength(n - separator.length());
                return;
            }
        }
    }

    private boolean endsWith(String s, int limit) {
        int from = limit - s.length();
        for (int k = 0; k < s.length(); k++) {
            if (out.charAt(from + k) != s.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** An e-mail address or card number means the same before and after redaction. */
    private int redacted(int i) {
        if (text.startsWith("[redacted:email]", i)) {
            return placeholder("<email>", Math.min(end, i + "[redacted:email]".length()));
        }
        if (text.startsWith("[redacted:card-number]", i)) {
            return placeholder("<n>", Math.min(end, i + "[redacted:card-number]".length()));
        }
        return literal('[', i);
    }

    /**
     * A quoted id is a placeholder, and so is what stands quoted behind a colon: the value that was refused. Other quoted words
     * are kept, since they tell {@code KeyError: 'user'} from {@code 'password'}, and one missing name from another.
     */
    private int quoted(int i, char quote) {
        int close = i + 1;
        boolean digits = false;
        boolean blanks = false;
        boolean path = false;
        while (close < end && text.charAt(close) != quote) {
            char c = text.charAt(close);
            digits |= c >= '0' && c <= '9';
            blanks |= c == ' ';
            path |= (c == '/' || c == '\\') && (close == i + 1 || close == i + 3 && text.charAt(i + 2) == ':');
            close++;
        }
        if (close >= end || close == i + 1) {
            return literal(quote, i);
        }
        boolean value = i >= 2 && text.charAt(i - 1) == ' ' && text.charAt(i - 2) == ':';
        String name = path ? "<path>" : value || digits && !blanks ? "<id>" : "";
        if (name.isEmpty()) {
            return literal(quote, i);
        }
        out.append(quote);
        placeholder(name, close);
        out.append(quote);
        return close + 1;
    }

    /** {@code <Task pending name='Task-1' coro=<...>>} is {@code <Task>}; a bracket that is not closed was cut off. */
    private int repr(int i) {
        int at = i + 1;
        while (at < end && (Chars.isWord(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at == i + 1 || at >= end || text.charAt(at) != ' ') {
            return literal('<', i);
        }
        out.append(text, i, at).append('>');
        int depth = 1;
        while (at < end && depth > 0) {
            char c = text.charAt(at);
            depth += c == '<' ? 1 : c == '>' && text.charAt(at - 1) != '-' ? -1 : 0;
            at++;
        }
        return at;
    }

    private int pathEnd(int i) {
        int at = i;
        while (at < end && !Chars.endsPath(text.charAt(at))) {
            at++;
        }
        while (at > i + 1 && text.charAt(at - 1) == '.') {
            at--;
        }
        return at;
    }

    /** A run of letters, digits and what may stand inside numbers, names, dates and addresses. */
    private int word(int i) {
        int at = i;
        boolean digit = false;
        boolean mail = false;
        int colons = 0;
        while (at < end) {
            char c = text.charAt(at);
            if (Chars.isWord(c)) {
                digit |= c >= '0' && c <= '9';
            } else if (!Chars.joins(c) || at + 1 >= end || !Chars.isWord(text.charAt(at + 1)) && !(c == ':' && colons > 0)) {
                break;
            } else {
                mail |= c == '@';
                colons += c == ':' ? 1 : 0;
            }
            at++;
        }
        int next = special(i, at, mail, colons, digit);
        if (next > 0) {
            return next;
        }
        if (digit) {
            digits(i, at);
        } else if (text.startsWith("()", at)) {
            out.append(text, Math.max(i, text.lastIndexOf('.', at - 1) + 1), at);
        } else {
            out.append(text, i, at);
        }
        return at;
    }

    /** Where the text goes on after a URL, address, date, uuid or blob at {@code [i, at)}; 0 where it is none. */
    private int special(int i, int at, boolean mail, int colons, boolean digit) {
        if (text.startsWith("://", at)) {
            return placeholder("<url>", pathEnd(at + 3));
        }
        if (at == i + 1 && text.startsWith(":\\", at)) {
            return placeholder("<path>", pathEnd(at + 1));
        }
        if (mail && text.lastIndexOf('.', at - 1) > text.indexOf('@', i)) {
            return placeholder("<email>", at);
        }
        if (digit) {
            String name = Chars.shape(text, i, at, colons);
            if (!name.isEmpty()) {
                int next = at;
                while (next < end && name.equals("<blob>") && text.charAt(next) == '=') {
                    next++;
                }
                return placeholder(name, next);
            }
        }
        if (at < end && text.charAt(at) == '/' && at > i && at + 1 < end && Chars.isWord(text.charAt(at + 1))
                && pathEnd(at) - i > 2 && text.lastIndexOf('.', pathEnd(at)) > at) {
            return placeholder("<path>", pathEnd(at));
        }
        return 0;
    }

    /** A word with digits, part by part: {@code fulfil-20} is {@code fulfil-<n>}, {@code order_id:9f3a1c} is {@code order_id:<id>}. */
    private void digits(int from, int to) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (!Chars.isWord(c) || c == '_') {
                out.append(c);
                i++;
                continue;
            }
            int at = i;
            int lastLetter = -1;
            int firstDigit = -1;
            while (at < to && Chars.isWord(text.charAt(at)) && text.charAt(at) != '_') {
                if (!Chars.isDigit(text.charAt(at))) {
                    lastLetter = at;
                } else if (firstDigit < 0) {
                    firstDigit = at;
                }
                at++;
            }
            part(i, at, firstDigit, lastLetter);
            i = at;
        }
    }

    private void part(int from, int to, int firstDigit, int lastLetter) {
        if (firstDigit < 0) {
            out.append(text, from, to);
        } else if (lastLetter < firstDigit) {
            if (firstDigit == from && to - from <= 5 && CODES.contains(codeWord(from))) {
                out.append(text, from, to);
                return;
            }
            out.append(text, from, firstDigit);
            placeholder("<n>", to);
        } else if (firstDigit == from && Chars.isUnit(text, from, to)) {
            placeholder("<n>", to);
        } else {
            placeholder("<id>", to);
        }
    }

    /** The word before a number, in lower case, where only blanks or one sign stand between. */
    private String codeWord(int number) {
        int limit = number;
        while (limit > 0 && (text.charAt(limit - 1) == ' ' || text.charAt(limit - 1) == '=' || text.charAt(limit - 1) == ':'
                || text.charAt(limit - 1) == '\'') && number - limit < 3) {
            limit--;
        }
        int from = limit;
        while (from > 0 && Chars.isLetter(text.charAt(from - 1)) && limit - from <= 8) {
            from--;
        }
        return Chars.lower(text, from, limit);
    }
}
