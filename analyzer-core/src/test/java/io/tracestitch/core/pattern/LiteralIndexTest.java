package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiteralIndexTest {
    static Set<String> found(List<String> literals, String text) {
        Map<String, List<CompiledRule>> rules = new LinkedHashMap<>();
        literals.forEach(l -> rules.put(l, new ArrayList<>()));
        LiteralIndex index = new LiteralIndex(rules);
        Set<String> out = new TreeSet<>();
        for (int at = index.next(text, 0); at >= 0; at = index.next(text, at + 1)) {
            for (LiteralIndex.Entry entry : index.candidates(text, at)) {
                if (text.startsWith(entry.literal(), at)) {
                    out.add(entry.literal());
                }
            }
        }
        return out;
    }

    @Test
    void charactersBeyondLatinCountAsAnyOther() {
        assertThat(found(List.of("価格が不正", "格が不正で"), "注文の価格が不正です"))
                .containsExactlyInAnyOrder("価格が不正", "格が不正で");
        assertThat(found(List.of("価格が不正"), "価格が不足")).isEmpty();
    }

    @Test
    void literalsMayOverlapAndShareTheirBeginning() {
        assertThat(found(List.of("Event loop", "Event loop is closed", "loop is"), "RuntimeError: Event loop is closed"))
                .containsExactlyInAnyOrder("Event loop", "Event loop is closed", "loop is");
    }
}
