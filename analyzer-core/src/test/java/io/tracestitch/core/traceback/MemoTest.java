package io.tracestitch.core.traceback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever came before, the answer is the text's own. */
class MemoTest {

    @Property
    void theAnswerIsThatOfTheFunction(@ForAll List<String> texts) {
        Memo<Integer> lengths = new Memo<>(4, String::length);
        for (String text : texts) {
            assertThat(lengths.of(text)).isEqualTo(text.length());
            assertThat(lengths.of(new String(text))).isEqualTo(text.length());
        }
    }

    @Test
    void aTextThatComesAgainIsNotWorkedOutAgain() {
        List<String> asked = new ArrayList<>();
        Memo<String> memo = new Memo<>(4, text -> {
            asked.add(text);
            return text;
        });
        memo.of("fetch");
        memo.of("fetch");
        assertThat(asked).containsExactly("fetch");
    }

    @Property
    void bytesGiveTheirText(@ForAll List<String> texts) {
        TextTable table = new TextTable();
        for (String text : texts) {
            byte[] b = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            String read = table.text(b, 1, b.length - 1);
            assertThat(read).isEqualTo(new String(b, 1, b.length - 2, StandardCharsets.UTF_8));
            assertThat(table.text(b, 1, b.length - 1)).isEqualTo(read);
        }
    }
}
