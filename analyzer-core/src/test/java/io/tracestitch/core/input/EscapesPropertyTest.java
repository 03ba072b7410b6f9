package io.tracestitch.core.input;

import java.nio.charset.StandardCharsets;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class EscapesPropertyTest {

    private static final String START = "Traceback (most recent call last):";

    @Property(tries = 1000)
    void aTracebackIsFoundWhereverItStands(@ForAll("lines") String line) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        assertThat(Escapes.holdsTraceback(b, 0, b.length)).isEqualTo(line.contains(START));
    }

    /** Lines of whole, begun and ended starts, and of other text between them. */
    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.just(START),
                Arbitraries.integers().between(0, START.length()).map(START::substring),
                Arbitraries.integers().between(0, START.length()).map(n -> START.substring(0, n)),
                Arbitraries.of(":", "t):", " ", "T", "é", "^^^^"));
        return part.list().ofMaxSize(6).map(List::iterator).map(parts -> {
            StringBuilder line = new StringBuilder();
            parts.forEachRemaining(line::append);
            return line.toString();
        });
    }
}
