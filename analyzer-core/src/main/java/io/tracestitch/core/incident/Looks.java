package io.tracestitch.core.incident;

import java.util.Set;

/** What a stretch of text looks like: a credential, a placeholder for one, a word, an address, a card's number. */
final class Looks {
    /** Words that stand where a value would, and say something about it. */
    private static final Set<String> NO_VALUES = Set.of("none", "null", "nil", "true", "false", "undefined", "empty", "missing",
            "invalid", "expired", "required", "unknown", "unexpected", "expected", "unset", "set", "not", "is", "was", "must",
            "should", "cannot", "could", "has", "may", "str", "int", "bytes", "bool", "float", "dict", "list", "object", "any",
            "optional", "string", "bearer", "basic", "redacted", "filtered", "hidden", "masked", "wrong", "incorrect", "mismatch",
            "eof", "field", "value", "this", "the", "too", "failed", "error", "revoked", "malformed");
    /** Endings of unit and file names that have the form of an address: {@code getty@tty1.service}. */
    private static final Set<String> NO_DOMAINS = Set.of("service", "socket", "timer", "target", "py", "pyc", "js", "png", "jpg");

    private Looks() {
    }

    static boolean isCredentialChar(char c) {
        return Chars.isDigit(c) || Chars.isLetter(c) || c == '.' || c == '_' || c == '~' || c == '+' || c == '/' || c == '=' || c == '-';
    }

    /** Whether it mixes letters and digits, or cases, as words do not. */
    static boolean random(String text, int from, int to) {
        int digits = 0;
        int lower = 0;
        int upper = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            digits += Chars.isDigit(c) ? 1 : 0;
            lower += c >= 'a' && c <= 'z' ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
        }
        int length = to - from;
        boolean padded = length >= 8 && text.charAt(to - 1) == '=';
        return length >= 6 && digits > 0 && lower + upper > 0 || length >= 10 && upper >= 4 && lower >= 2 || padded;
    }

    static boolean letters(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    /** Whether a word says that there is no value, or what is wrong with it. */
    static boolean noValue(String text, int from, int to) {
        int end = to;
        while (end > from && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '!' || text.charAt(end - 1) == ':')) {
            end--;
        }
        return end - from <= 10 && NO_VALUES.contains(Chars.lower(text, from, end));
    }

    /** Whether a value is masked already, or a place to be filled in: {@code ***}, <code>{password}</code>, {@code %s}, {@code $PASS}. */
    static boolean placeholder(String text, int from, int to) {
        char first = text.charAt(from);
        char second = from + 1 < to ? text.charAt(from + 1) : ' ';
        return switch (first) {
            case '<', '{', '[', '(' -> true;
            case '*', '.', 'x', 'X', '\u2022' -> same(text, from, to, first);
            case '$' -> second == '{' || second == '(' || second >= 'A' && second <= 'Z' && upper(text, from + 1, to);
            case '%' -> second == '(' || to - from == 2;
            default -> false;
        };
    }

    private static boolean same(String text, int from, int to, char c) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != c) {
                return false;
            }
        }
        return to - from >= 3;
    }

    private static boolean upper(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    static boolean isMailbox(char c) {
        return Chars.isDigit(c) || Chars.isLetter(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
    }

    /** End of the domain that starts at {@code from}: two labels or more, the last one of letters; -1 if there is none. */
    static int domainEnd(String text, int from) {
        int label = from;
        int labels = 0;
        int end = -1;
        int i = from;
        while (i <= text.length() && i - from < 255) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Chars.isLetter(c) || Chars.isDigit(c) || c == '-') {
                i++;
                continue;
            }
            if (i == label) {
                break;
            }
            labels++;
            if (labels > 1 && i - label >= 2) {
                end = letters(text, label, i) && !NO_DOMAINS.contains(Chars.lower(text, label, i)) ? i : -1;
            }
            if (c != '.') {
                break;
            }
            i++;
            label = i;
        }
        boolean word = end > 0 && end < text.length() && (text.charAt(end) == '_' || text.charAt(end) == '(');
        return word ? -1 : end;
    }

    /** End of the card number whose first group of digits is {@code [from, to)}; -1 where it is no card's. */
    static int cardEnd(String text, int from, int to) {
        int first = to - from;
        if (first >= 13) {
            return first <= 19 && standsAlone(text, to) && card(text, from, to, first) ? to : -1;
        }
        if (first != 4) {
            return -1;
        }
        int digits = 4;
        int i = to;
        char separator = i < text.length() ? text.charAt(i) : 'x';
        if (separator != ' ' && separator != '-') {
            return -1;
        }
        while (i < text.length() && text.charAt(i) == separator && digits < 19) {
            int group = i + 1;
            while (group < text.length() && Chars.isDigit(text.charAt(group))) {
                group++;
            }
            int size = group - i - 1;
            if (size < 3 || size > 6) {
                break;
            }
            digits += size;
            i = group;
        }
        boolean grouped = digits == 16 && i - from == 19 || digits == 15 && i - from == 17;
        return grouped && standsAlone(text, i) && card(text, from, i, digits) ? i : -1;
    }

    private static boolean standsAlone(String text, int end) {
        if (end >= text.length()) {
            return true;
        }
        char c = text.charAt(end);
        boolean fraction = c == '.' && end + 1 < text.length() && Chars.isDigit(text.charAt(end + 1));
        return !Chars.isWord(c) && !fraction;
    }

    /** Issuer's prefix and length, then the check digit (ISO/IEC 7812-1, Luhn). */
    private static boolean card(String text, int from, int to, int digits) {
        int first = text.charAt(from) - '0';
        int second = text.charAt(from + 1) - '0';
        boolean issued = switch (first) {
            case 2 -> digits == 16 && second >= 2 && second <= 7;
            case 3 -> digits == 15 && (second == 4 || second == 7) || digits == 14 && (second == 0 || second == 6 || second == 8)
                    || digits == 16 && second == 5;
            case 4 -> digits == 13 || digits == 16 || digits == 19;
            case 5 -> digits == 16 && second >= 1 && second <= 5;
            case 6 -> digits >= 16 && (second == 0 || second == 2 || second == 4 || second == 5);
            default -> false;
        };
        if (!issued) {
            return false;
        }
        int sum = 0;
        boolean twice = false;
        for (int i = to - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (Chars.isDigit(c)) {
                int d = (c - '0') * (twice ? 2 : 1);
                sum += d > 9 ? d - 9 : d;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }
}
