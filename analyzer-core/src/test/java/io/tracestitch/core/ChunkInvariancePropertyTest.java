package io.tracestitch.core;

import java.util.List;
import java.util.Random;

import io.tracestitch.core.incident.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import static org.assertj.core.api.Assertions.assertThat;

/** Random portions of a log's bytes give the events of the whole. */
class ChunkInvariancePropertyTest {

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void randomPortionsGiveTheSameEvents(@ForAll("cases") CorpusCase one, @ForAll("longest") int longest, @ForAll Random random) {
        byte[] log = one.log();
        Reading reading = new Reading(Reading.OPTIONS);
        for (int i = 0; i < log.length;) {
            int length = Math.min(log.length - i, random.nextInt(longest + 1));
            reading.feed(log, i, length);
            i += length;
        }
        List<Event> whole = Reading.events(log);
        assertThat(reading.finish()).as(one.name()).isEqualTo(whole);
    }

    @Provide
    Arbitrary<CorpusCase> cases() {
        return Arbitraries.of(CorpusCase.all());
    }

    /** Up to a few bytes, lines or records at a time. */
    @Provide
    Arbitrary<Integer> longest() {
        return Arbitraries.of(2, 60, 1000);
    }
}
