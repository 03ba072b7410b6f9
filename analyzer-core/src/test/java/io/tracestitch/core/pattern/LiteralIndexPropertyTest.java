package io.tracestitch.core.pattern;

import java.util.List;
import java.util.TreeSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class LiteralIndexPropertyTest {
    @Property
    void findsWhatTheTextContainsAndNothingElse(
            @ForAll @Size(max = 20) List<@StringLength(min = 4, max = 8) @CharRange(from = 'a', to = 'c') String> literals,
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'c') String text) {
        assertThat(LiteralIndexTest.found(literals, text)).containsExactlyInAnyOrderElementsOf(
                new TreeSet<>(literals.stream().filter(text::contains).toList()));
    }
}
