package io.tracestitch.store;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What somebody types into the search box, understood in the same way by every store. Any text has a meaning; nothing is an
 * error.
 *
 * <ul>
 * <li>{@code payment declined}: both words, anywhere.
 * <li>{@code "card expired"}: the words in this sequence. So are the parts of {@code orders.PaymentDeclined},
 * {@code /srv/app/orders.py} and {@code card_expired}.
 * <li>{@code pay*}: words that begin so. In {@code orders.pay*} the words in front have to be found too.
 * <li>{@code timeout OR cancelled}: one of them.
 * <li>{@code -heartbeat}: not this one. A minus in front of a digit is a number's.
 * </ul>
 * Case does not matter, and what is neither letter nor digit only parts words.
 *
 * @param all of each group at least one clause has to hold
 * @param none none of these may hold
 * @param cut whether a limit left something out
 */
public record TextQuery(List<List<Clause>> all, List<Clause> none, boolean cut) {

    /** Characters that are read. */
    public static final int MAX_CHARS = 2_000;
    /** Clauses that are kept; the first ones. */
    public static final int MAX_CLAUSES = 64;
    /** Words of one sequence; the first ones. */
    public static final int MAX_SEQUENCE = 32;

    public TextQuery {
        all = all.stream().map(List::copyOf).toList();
        none = List.copyOf(none);
    }

    /** Something to be found. */
    public sealed interface Clause {
        /** A word. */
        record Word(String word) implements Clause {
        }

        /** At least two words in this sequence, in one value. */
        record Sequence(List<String> words) implements Clause {
        }

        /** A word that begins so. */
        record Start(String letters) implements Clause {
        }

        /** All of these, anywhere. */
        record Both(Clause first, Start second) implements Clause {
        }
    }

    /** Whether it finds everything. */
    public boolean isEmpty() {
        return all.isEmpty() && none.isEmpty();
    }

    /** The meaning of a text. */
    public static TextQuery parse(String text) {
        return new Parser(text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS), text.length() > MAX_CHARS).parse();
    }

    /** One pass over the text. */
    private static final class Parser {
        private final String text;
        private final List<List<Clause>> all = new ArrayList<>();
        private final List<Clause> none = new ArrayList<>();
        private boolean cut;
        private int clauses;
        private int at;

        Parser(String text, boolean cut) {
            this.text = text;
            this.cut = cut;
        }

        TextQuery parse() {
            boolean or = false;
            while (skipBlanks()) {
                boolean negated = text.charAt(at) == '-' && at + 1 < text.length() && !Character.isDigit(text.charAt(at + 1));
                at += negated ? 1 : 0;
                boolean quoted = at < text.length() && text.charAt(at) == '"';
                String item = quoted ? quoted() : bare();
                if (!quoted && !negated && item.equals("OR")) {
                    or = !all.isEmpty();
                    continue;
                }
                Clause clause = clause(item, !quoted && item.endsWith("*"));
                if (clause != null && clauses++ < MAX_CLAUSES) {
                    add(clause, negated, or);
                } else {
                    cut |= clause != null;
                }
                or &= clause == null;
            }
            return new TextQuery(all, none, cut);
        }

        private void add(Clause clause, boolean negated, boolean or) {
            if (negated) {
                none.add(clause);
            } else if (or) {
                all.getLast().add(clause);
            } else {
                all.add(new ArrayList<>(List.of(clause)));
            }
        }

        private boolean skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        private String quoted() {
            int end = text.indexOf('"', at + 1);
            int stop = end < 0 ? text.length() : end;
            String item = text.substring(at + 1, stop);
            at = Math.min(stop + 1, text.length());
            return item;
        }

        private String bare() {
            int from = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '"') {
                at++;
            }
            return text.substring(from, at);
        }

        private @Nullable Clause clause(String item, boolean start) {
            List<String> words = SearchText.words(item);
            if (words.isEmpty()) {
                return null;
            }
            cut |= words.size() > MAX_SEQUENCE;
            if (!start) {
                return sequence(words);
            }
            Clause.Start letters = new Clause.Start(words.getLast());
            return words.size() == 1 ? letters : new Clause.Both(sequence(words.subList(0, words.size() - 1)), letters);
        }

        private static Clause sequence(List<String> words) {
            List<String> kept = List.copyOf(words.subList(0, Math.min(words.size(), MAX_SEQUENCE)));
            return kept.size() == 1 ? new Clause.Word(kept.getFirst()) : new Clause.Sequence(kept);
        }
    }
}
