package io.tracestitch.core;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** A log that ends anywhere (a crash, a full disk, a file that is still written) keeps what was complete. */
class CutAnywhereTest {

    private static final int EVENLY = 4;
    private static final int RANDOM = 5;
    /** Logs are repeated up to this length, so that something lies well before most cuts. */
    private static final int LINES = 200;
    /** An ended record may wait so long for the rest of its chain before it is given out. */
    private static final int SETTLED_LINES = 70;
    private static final long SEED = 20261123;

    @TestFactory
    Stream<DynamicTest> whatEndedWellBeforeTheCutStays() {
        return CorpusCase.all().stream().map(one -> dynamicTest(one.name(), () -> cut(one)));
    }

    private static void cut(CorpusCase one) {
        byte[] log = longer(one.log());
        List<Event> whole = Reading.events(log);
        long[] lineEnds = lineEnds(log);
        for (int cut : cuts(one, log.length)) {
            long lines = Arrays.stream(lineEnds).filter(end -> end < cut).count();
            List<Event> part = Reading.events(Arrays.copyOf(log, cut));
            Set<Event> found = part.stream().map(CutAnywhereTest::known).collect(Collectors.toSet());
            assertThat(whole.stream().filter(e -> e.lastLine() + SETTLED_LINES < lines).map(CutAnywhereTest::known)
                    .filter(e -> !found.contains(e)).toList()).as("lost by a cut at byte %d, in line %d", cut, lines + 1).isEmpty();
            assertThat(part.stream().mapToLong(Event::lastLine).max().orElse(0)).isLessThanOrEqualTo(lines + 1);
        }
    }

    /** Without the reason for its end, which the cut may change. */
    private static Event known(Event e) {
        return new Event(e.source(), e.firstLine(), e.lastLine(), e.timestamp(), e.timestampText(), e.level(), e.logger(),
                e.process(), e.thread(), e.recordTask(), e.kind(), e.message(), e.exception(), e.stack(), e.task(), e.seconds(),
                e.pattern(), e.category(), e.severity(), e.also(), EndedBy.GRAMMAR, e.truncated(), e.confidence(), e.occurrence(),
                e.fingerprint(), e.raw());
    }

    private static SortedSet<Integer> cuts(CorpusCase one, int length) {
        Random random = new Random(SEED + one.name().hashCode());
        SortedSet<Integer> cuts = new TreeSet<>();
        for (int i = 1; i <= EVENLY; i++) {
            cuts.add((int) ((long) length * i / EVENLY));
        }
        for (int i = 0; i < RANDOM; i++) {
            cuts.add(random.nextInt(length + 1));
        }
        return cuts;
    }

    private static byte[] longer(byte[] log) {
        int times = Math.ceilDiv(LINES, Math.max(1, lineEnds(log).length));
        byte[] out = new byte[log.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(log, 0, out, i * log.length, log.length);
        }
        return out;
    }

    private static long[] lineEnds(byte[] log) {
        return IntStream.range(0, log.length).filter(i -> log[i] == '\n').asLongStream().toArray();
    }
}
