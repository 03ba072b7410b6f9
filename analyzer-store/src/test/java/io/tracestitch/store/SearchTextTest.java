package io.tracestitch.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How text becomes words. */
class SearchTextTest {

    @Test
    void wordsAreRunsOfLettersAndDigitsInLowerCase() {
        assertThat(SearchText.words("/srv/app/Orders.py:42 in charge_card")).containsExactly("srv", "app", "orders", "py", "42",
                "in",
                "charge", "card");
        assertThat(SearchText.words("<Task finished name='fulfil-20'>")).containsExactly("task", "finished", "name", "fulfil",
                "20");
        assertThat(SearchText.words(" .,;- ")).isEmpty();
    }

    @Test
    void humpsOfCamelCaseAreValuesOfTheirOwn() {
        assertThat(SearchText.of(List.of("orders.PaymentDeclined HTTPServerError UTF8 PaymentDeclined")).values())
                .containsExactly(
                List.of("orders", "paymentdeclined", "httpservererror", "utf8", "paymentdeclined"), List.of("payment",
                        "declined"),
                List.of("http", "server", "error"));
    }

    @Test
    void formsOfTheSameCharacterAreTheSame() {
        assertThat(SearchText.words("re\u0301sume\u0301")).isEqualTo(SearchText.words("RÉSUMÉ")).hasSize(1);
        assertThat(SearchText.words("ｐａｙ")).containsExactly("pay");
    }

    @Test
    void charactersOfLanguagesWithoutBlanksAreWords() {
        assertThat(SearchText.words("支払い failed")).containsExactly("支", "払", "い", "failed");
    }

    @Test
    void limitsCutTheMiddleAndSaySo() {
        String huge = "first " + "x ".repeat(SearchText.MAX_VALUE) + "last";
        SearchText text = SearchText.of(List.of(huge));
        assertThat(text.cut()).isTrue();
        assertThat(text.values().getFirst()).startsWith("first").endsWith("last").hasSizeLessThan(SearchText.MAX_VALUE / 2 + 10);
        assertThat(SearchText.of(List.of("small")).cut()).isFalse();
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add("y ".repeat(SearchText.MAX_VALUE / 2));
        }
        assertThat(SearchText.of(many).cut()).isTrue();
        assertThat(SearchText.of(many).values().stream().mapToInt(List::size).sum())
                .isLessThanOrEqualTo(SearchText.MAX_CHARS / 2);
    }

    @Test
    void wordsHaveABound() {
        assertThat(SearchText.words("x".repeat(1_000))).containsExactly("x".repeat(SearchText.MAX_WORD));
        assertThat(SearchText.words("x" + "\ud835\udc00".repeat(500)).getFirst()).hasSizeLessThanOrEqualTo(SearchText.MAX_WORD);
    }

    @Test
    void anyTextHasWordsThatQueriesReadInTheSameWay() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 32 + random.nextInt(96)));
            }
            List<String> words = SearchText.words(text.toString());
            List<List<String>> values = SearchText.of(List.of(text.toString())).values();
            assertThat(values.isEmpty() ? List.of() : values.getFirst()).as("%s", text).isEqualTo(words);
            assertThat(words).allSatisfy(word -> assertThat(word).isNotEmpty().doesNotContainAnyWhitespaces());
            TextQuery.parse(text.toString());
        }
    }
}
