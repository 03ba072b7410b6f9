package io.tracestitch.store;

import java.util.List;

import io.tracestitch.store.TextQuery.Clause;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What people type, and what it means. */
class TextQueryTest {

    private static Clause word(String word) {
        return new Clause.Word(word);
    }

    private static Clause sequence(String... words) {
        return new Clause.Sequence(List.of(words));
    }

    @Test
    void wordsSequencesAndBeginnings() {
        assertThat(TextQuery.parse("Payment \"card expired\" orders.py pay* orders.Pay*")).isEqualTo(new TextQuery(List.of(
                List.of(word("payment")), List.of(sequence("card", "expired")), List.of(sequence("orders", "py")),
                List.of(new Clause.Start("pay")), List.of(new Clause.Both(word("orders"), new Clause.Start("pay")))), List.of(),
                        false));
    }

    @Test
    void alternativesAndNegations() {
        assertThat(TextQuery.parse("a OR b OR c d -e -\"f g\"")).isEqualTo(new TextQuery(
                List.of(List.of(word("a"), word("b"), word("c")), List.of(word("d"))), List.of(word("e"), sequence("f", "g")),
                        false));
        assertThat(TextQuery.parse("OR a OR")).isEqualTo(new TextQuery(List.of(List.of(word("a"))), List.of(), false));
    }

    @Test
    void aLineOfALogMeansItsWords() {
        assertThat(TextQuery.parse("2026-11-23 | ERROR | app:charge:42 - exit code -9")).isEqualTo(new TextQuery(
                List.of(List.of(sequence("2026", "11", "23")), List.of(word("error")), List.of(sequence("app", "charge", "42")),
                        List.of(word("exit")), List.of(word("code")), List.of(word("9"))), List.of(), false));
    }

    @Test
    void textWithoutWordsMeansEverything() {
        for (String text : List.of("", " ", "-", "\"", "* -* ** OR", "-\"", "| / ()")) {
            assertThat(TextQuery.parse(text).isEmpty()).as(text).isTrue();
        }
    }

    @Test
    void limitsAreKeptAndSaid() {
        TextQuery many = TextQuery.parse("a ".repeat(TextQuery.MAX_CLAUSES + 1));
        assertThat(many.all()).hasSize(TextQuery.MAX_CLAUSES);
        assertThat(many.cut()).isTrue();
        TextQuery sequence = TextQuery.parse("a.".repeat(TextQuery.MAX_SEQUENCE + 1));
        assertThat(sequence.all()).containsExactly(List.of(sequence("a ".repeat(TextQuery.MAX_SEQUENCE).split(" "))));
        assertThat(sequence.cut()).isTrue();
        assertThat(TextQuery.parse("a" + " ".repeat(TextQuery.MAX_CHARS)).cut()).isTrue();
        assertThat(TextQuery.parse("a b c").cut()).isFalse();
    }
}
