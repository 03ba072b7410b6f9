package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a message that can be ids, and what the message looks like without them. Immutable.
 *
 * @param ids its ids, in their order
 * @param shape the message with each id replaced by a mark, hashed
 */
record Words(List<Words.Id> ids, long shape) {

    /** Ids of one message that are looked at. */
    private static final int MAX_IDS = 24;
    private static final int MAX_TEXT = 2048;
    /** Where an id stands that is no part of a message. */
    static final long BESIDE = 1;
    /** A number of so many digits hardly comes twice by chance. */
    private static final int LONG_NUMBER = 6;
    private static final int LONG_HEX = 8;
    private static final Set<String> UNITS = Set.of("ms", "us", "ns", "s", "sec", "secs", "seconds", "second", "min", "minutes", "h",
            "hours", "b", "kb", "mb", "gb", "bytes", "kib", "mib", "km", "m", "kg", "g", "%", "percent", "times", "items", "rows",
            "words", "pages", "points", "attempts", "retries", "eur", "usd");
    private static final Set<String> MEASURES = Set.of("ms", "took", "duration", "duration_ms", "elapsed", "status", "port", "size",
            "bytes", "count", "attempt", "attempts", "retry", "rows", "ttl", "free", "total", "qty", "quantity", "price", "amount", "code",
            "errno", "timeout", "after", "for", "in", "of", "line", "http", "version", "lag", "length", "offset", "delay");

    /**
     * A word that may be an id.
     *
     * @param value in small letters, numbers without leading zeros
     * @param number the number at its end without what stands before it, or the value itself
     * @param key the word or key before it, in small letters; empty if there is none
     * @param slot where it stands: its position among the ids and the message's shape, hashed
     * @param strong whether it is unlikely to be the same by chance
     * @param measure whether it looks like an amount, a duration or a code rather than a name
     */
    record Id(String value, String number, String key, long slot, boolean strong, boolean measure) {

        private Id at(long shape) {
            return new Id(value, number, key, Bytes.mix(shape, slot), strong, measure);
        }

        /** What ids of its kind look like: runs of digits and of letters, and what stands between. */
        String form() {
            StringBuilder out = new StringBuilder();
            char before = 0;
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                char kind = Character.isDigit(c) ? '0' : Character.isLetter(c) ? 'a' : c;
                if (kind != before) {
                    out.append(kind);
                }
                before = kind;
            }
            return out.toString();
        }

        /** Whether both name the same thing, as far as their texts tell. */
        boolean matches(Id other) {
            if (value.equals(other.value) || number.equals(other.number) && (number.equals(value) || other.number.equals(other.value))) {
                return true;
            }
            return strong && other.strong && (isPrefix(value, other.value) || isPrefix(other.value, value));
        }

        /** The first part of a UUID or a hash is often all that is printed. */
        private static boolean isPrefix(String shorter, String longer) {
            return shorter.length() >= 6 && shorter.length() < longer.length() && longer.startsWith(shorter) && isHex(shorter);
        }
    }

    /** These words and an id that stands beside the message. */
    Words with(String key, String value) {
        List<Id> more = new ArrayList<>(ids);
        String small = value.toLowerCase(Locale.ROOT);
        more.add(new Id(small, small, key, BESIDE, true, false));
        return new Words(List.copyOf(more), shape);
    }

    static Words of(String message) {
        return new Scan(message.length() > MAX_TEXT ? message.substring(0, MAX_TEXT) : message).run();
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** One walk over a message. */
    private static final class Scan {
        private final String text;
        private final List<Id> ids = new ArrayList<>();
        private long shape = 1;
        private String before = "";

        Scan(String text) {
            this.text = text;
        }

        Words run() {
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (isWord(c)) {
                    int end = wordEnd(i);
                    word(i, end);
                    i = end;
                } else {
                    if (c != ' ' && c != '=' && c != ':' && c != '#' && c != '(' && c != '\'' && c != '"' && c != '<' && c != '[') {
                        before = "";
                    }
                    shape = Bytes.mix(shape, c);
                    i++;
                }
            }
            ids.replaceAll(id -> id.at(shape));
            return new Words(List.copyOf(ids), shape);
        }

        /** Letters and digits, joined by what stands inside of ids. */
        private int wordEnd(int from) {
            int i = from;
            while (i < text.length() && (isWord(text.charAt(i)) || isJoint(i))) {
                i++;
            }
            return i;
        }

        private boolean isJoint(int i) {
            char c = text.charAt(i);
            return (c == '-' || c == '.' || c == '/' || c == '@') && i + 1 < text.length() && isWord(text.charAt(i + 1))
                    && isWord(text.charAt(i - 1));
        }

        private void word(int from, int to) {
            String word = text.substring(from, to).toLowerCase(Locale.ROOT);
            int digits = 0;
            for (int i = 0; i < word.length(); i++) {
                digits += Character.isDigit(word.charAt(i)) ? 1 : 0;
            }
            boolean hex = word.length() >= LONG_HEX && isHex(word);
            if ((digits > 0 || hex && word.length() >= 2 * LONG_HEX) && ids.size() < MAX_IDS && !word.contains("/")) {
                id(word, digits, hex, to);
                shape = Bytes.mix(shape, 0);
                before = "";
            } else {
                shape = Bytes.mix(shape, word.hashCode());
                before = word;
            }
        }

        private void id(String word, int digits, boolean hex, int to) {
            int tail = word.length();
            while (tail > 0 && Character.isDigit(word.charAt(tail - 1))) {
                tail--;
            }
            String value = withoutZeros(word);
            String number = tail < word.length() && (tail == 0 || !Character.isLetter(word.charAt(tail - 1)))
                    ? withoutZeros(word.substring(tail)) : value;
            boolean plain = digits == word.length();
            boolean decimal = word.indexOf('.') > 0 && digits == word.length() - 1;
            boolean unit = !plain && digits > 0 && UNITS.contains(word.substring(firstLetter(word)));
            boolean strong = !decimal && !unit && (plain ? digits >= LONG_NUMBER : hex || digits >= 2 && word.length() >= 4);
            boolean measure = decimal || unit || plain && (UNITS.contains(next(to)) || MEASURES.contains(before));
            ids.add(new Id(value, number, before, ids.size(), strong, measure));
        }

        private static int firstLetter(String word) {
            int i = 0;
            while (i < word.length() && (Character.isDigit(word.charAt(i)) || word.charAt(i) == '.')) {
                i++;
            }
            return i;
        }

        /** The word behind a number: a unit makes it an amount. */
        private String next(int from) {
            int i = from;
            while (i < text.length() && text.charAt(i) == ' ') {
                i++;
            }
            if (i < text.length() && text.charAt(i) == '%') {
                return "%";
            }
            int end = i;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            return text.substring(i, end).toLowerCase(Locale.ROOT);
        }

        private static String withoutZeros(String word) {
            StringBuilder out = new StringBuilder(word.length());
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                boolean leading = c == '0' && (i == 0 || !Character.isLetterOrDigit(word.charAt(i - 1)))
                        && i + 1 < word.length() && Character.isDigit(word.charAt(i + 1));
                if (leading) {
                    int k = i;
                    while (k + 1 < word.length() && word.charAt(k) == '0' && Character.isDigit(word.charAt(k + 1))) {
                        k++;
                    }
                    i = k;
                    c = word.charAt(k);
                }
                out.append(c);
            }
            return out.toString();
        }

        private static boolean isWord(char c) {
            return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 && Character.isLetterOrDigit(c);
        }
    }
}
