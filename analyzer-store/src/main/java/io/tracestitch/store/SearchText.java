package io.tracestitch.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into the words that free text finds, in the same way for what is saved and for what is searched, whatever the engine.
 *
 * <p>A word is a run of letters and digits, in lower case: {@code /srv/app/orders.py}, {@code orders.PaymentDeclined} and
 * {@code card_expired} are several words each, so that they are found by their parts, and as a whole by the sequence of them.
 * Words in camel case are found by their humps as well. Languages without blanks (Chinese, Japanese) have one word a character.
 *
 * @param values the words of one value each; a sequence of words is never found across two values
 * @param cut whether a limit left something out
 */
public record SearchText(List<List<String>> values, boolean cut) {

    /** Characters of one value that are searched: the first half and the last half of this. */
    public static final int MAX_VALUE = 1 << 15;
    /** Characters of all values that are searched. */
    public static final int MAX_CHARS = 1 << 17;
    /** Characters of a word; what follows is not looked at. */
    public static final int MAX_WORD = 128;
    /** Words in camel case that are found by their humps. */
    private static final int MAX_HUMPED = 1_000;

    public SearchText {
        values = List.copyOf(values);
    }

    /** What is found of the texts of a document. */
    public static SearchText of(List<String> texts) {
        List<List<String>> values = new ArrayList<>(texts.size());
        Set<List<String>> humps = new LinkedHashSet<>();
        boolean cut = false;
        int budget = MAX_CHARS;
        for (String text : texts) {
            int room = Math.min(budget, MAX_VALUE);
            cut |= text.length() > room;
            String part = text.length() <= room ? text
                    : text.substring(0, room / 2) + ' ' + text.substring(text.length() - room / 2);
            budget -= Math.min(text.length(), room);
            List<String> words = new ArrayList<>();
            Words.split(part, words, humps, MAX_HUMPED);
            if (!words.isEmpty()) {
                values.add(words);
            }
        }
        values.addAll(humps);
        return new SearchText(values, cut);
    }

    /** The words of a text that somebody searches for. */
    public static List<String> words(String text) {
        List<String> out = new ArrayList<>();
        Words.split(text, out, new LinkedHashSet<>(), 0);
        return out;
    }

    /** The scanner. */
    private static final class Words {
        private Words() {
        }

        static void split(String original, List<String> out, Set<List<String>> humps, int maxHumped) {
            String text = isAscii(original) ? original : Normalizer.normalize(original, Normalizer.Form.NFKC);
            int n = text.length();
            int start = -1;
            for (int i = 0; i < n;) {
                int c = text.codePointAt(i);
                int next = i + Character.charCount(c);
                boolean alone = c > 0x2e7f && standsAlone(c);
                if (!alone && isPart(c)) {
                    start = start < 0 ? i : start;
                } else {
                    if (start >= 0) {
                        word(text, start, i, out, humps, maxHumped);
                        start = -1;
                    }
                    if (alone) {
                        out.add(text.substring(i, next));
                    }
                }
                i = next;
            }
            if (start >= 0) {
                word(text, start, n, out, humps, maxHumped);
            }
        }

        private static void word(String text, int from, int to, List<String> out, Set<List<String>> humps, int maxHumped) {
            int end = to - from <= MAX_WORD ? to : from + MAX_WORD;
            if (Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            String word = text.substring(from, end);
            out.add(word.toLowerCase(Locale.ROOT));
            if (humps.size() < maxHumped) {
                List<String> parts = humps(word);
                if (parts.size() > 1) {
                    humps.add(parts);
                }
            }
        }

        /** {@code HTTPServerError}: http, server, error. */
        private static List<String> humps(String word) {
            List<String> out = List.of();
            int start = 0;
            for (int i = 1; i < word.length(); i++) {
                boolean upper = Character.isUpperCase(word.charAt(i));
                boolean begins = upper && (!Character.isUpperCase(word.charAt(i - 1))
                        || i + 1 < word.length() && Character.isLowerCase(word.charAt(i + 1)));
                if (begins) {
                    out = out.isEmpty() ? new ArrayList<>(4) : out;
                    out.add(word.substring(start, i).toLowerCase(Locale.ROOT));
                    start = i;
                }
            }
            if (!out.isEmpty()) {
                out.add(word.substring(start).toLowerCase(Locale.ROOT));
            }
            return out;
        }

        private static boolean isPart(int c) {
            if (c < 128) {
                return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            }
            int type = Character.getType(c);
            return Character.isLetterOrDigit(c) || type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        }

        private static boolean standsAlone(int c) {
            return switch (Character.UnicodeScript.of(c)) {
                case HAN, HIRAGANA, KATAKANA -> Character.isLetterOrDigit(c);
                default -> false;
            };
        }

        private static boolean isAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= 128) {
                    return false;
                }
            }
            return true;
        }
    }
}
