package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import io.tracestitch.core.incident.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import static org.assertj.core.api.Assertions.assertThat;

/** Every line of the input is part of an event or plain, and is counted once. */
class ConservationPropertyTest {

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void plainLinesAreThoseOfNoEvent(@ForAll("cases") CorpusCase one, @ForAll Random random) {
        byte[] log = random.nextBoolean() ? one.log() : Arrays.copyOf(one.log(), random.nextInt(one.log().length + 1));
        Reading reading = new Reading(Reading.OPTIONS).feed(log, 0, log.length);
        List<Event> events = reading.finish();
        SourceSummary summary = reading.summary();
        BitSet spans = new BitSet();
        events.forEach(e -> spans.set((int) e.firstLine(), (int) e.lastLine() + 1));
        // lines of others may stand between those of an event, never the other way round
        long heads = events.stream().mapToLong(Event::firstLine).distinct().count();
        assertThat(summary.plainLines()).as(one.name())
                .isBetween(Math.max(0, summary.lines() - blankBehind(spans, log)), summary.lines() - heads);
    }

    @Example
    void aLineThatHoldsATracebackIsOneLine() {
        String folded = "2026-11-23 18:49:03,022 ERROR app: it failed Traceback (most recent call last):#012  File \"/a.py\", line 1, in f"
                + "#012    g()#012ValueError: x\n";
        String json = "{\"level\":\"ERROR\",\"message\":\"m\",\"exc_info\":\"Traceback (most recent call last):\\n  File \\\"/a.py\\\", "
                + "line 1, in f\\n    g()\\nValueError: x\"}\n";
        for (String line : List.of(folded, json)) {
            byte[] log = (line + "2026-11-23 18:49:03,022 INFO app: fine\n").getBytes(StandardCharsets.UTF_8);
            Reading reading = new Reading(Reading.OPTIONS).feed(log, 0, log.length);
            assertThat(reading.finish()).as(line).hasSize(1);
            assertThat(reading.summary().lines()).isEqualTo(2);
            assertThat(reading.summary().plainLines()).as(line).isOne();
        }
    }

    @Provide
    Arbitrary<CorpusCase> cases() {
        return Arbitraries.of(CorpusCase.all());
    }

    /** Lines of events, with the blank ones that may stand behind them. */
    private static int blankBehind(BitSet spans, byte[] log) {
        String[] lines = new String(log, StandardCharsets.UTF_8).split("\n", -1);
        int count = spans.cardinality();
        for (int i = 0; i < lines.length; i++) {
            count += !spans.get(i + 1) && lines[i].isBlank() ? 1 : 0;
        }
        return count;
    }
}
