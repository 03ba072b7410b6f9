package io.tracestitch.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.record.Limits;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Each line that was read is accounted for, at any moment, and counted as what it is. */
class CountersTest {

    private static final String SOURCE = Reading.SOURCE;

    @TestFactory
    Stream<DynamicTest> noLineIsLostAndCountersOnlyGrow() {
        return Stream.of(CorpusCase.all(), CorpusCase.streams()).flatMap(List::stream).map(one -> dynamicTest(one.name(), () -> {
            Random random = new Random(one.name().hashCode());
            List<Event> events = new ArrayList<>();
            Analyzer analyzer = new Analyzer(Reading.OPTIONS, events::add);
            byte[] log = one.log();
            long plain = 0;
            for (int i = 0; i < log.length;) {
                int length = Math.min(log.length - i, 1 + random.nextInt(2000));
                analyzer.feed(SOURCE, log, i, length);
                i += length;
                Counters now = analyzer.counters();
                assertThat(sum(now)).isEqualTo(now.lines());
                assertThat(now.openLines()).isBetween(0L, now.lines());
                assertThat(now.plainLines()).as("behind byte %d", i).isGreaterThanOrEqualTo(plain);
                assertThat(now.bytes()).isEqualTo(i);
                plain = now.plainLines();
            }
            analyzer.finish(SOURCE);
            Counters end = analyzer.counters();
            assertThat(end.openLines()).isZero();
            assertThat(end.lines()).isEqualTo(lines(log));
            assertThat(end.plainLines()).isBetween(plain, end.lines()).isEqualTo(analyzer.summary(SOURCE).plainLines());
            assertThat(end.events().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(events.size());
            for (EventKind kind : EventKind.values()) {
                assertThat(end.events().getOrDefault(kind, 0L)).isEqualTo(events.stream().filter(e -> e.kind() == kind).count());
            }
        }));
    }

    /** The lines that an event shows are those that are counted for it. */
    @TestFactory
    Stream<DynamicTest> theLinesOfEventsAreCountedOnce() {
        return CorpusCase.all().stream().filter(one -> one.name().contains("--plain--")).map(one -> dynamicTest(one.name(), () -> {
            List<Event> events = new ArrayList<>();
            Analyzer analyzer = new Analyzer(Reading.OPTIONS.withRaw(true), events::add);
            analyzer.feed(SOURCE, one.log(), 0, one.log().length);
            analyzer.finish(SOURCE);
            long shown = 0;
            long json = 0;
            for (Event event : events) {
                if (event.raw() != null) {
                    long all = event.raw().split("\n", -1).length;
                    shown += event.firstLine() == event.lastLine() ? 1 : all;
                    json += event.firstLine() == event.lastLine() && all > 1 ? 1 : 0;
                }
            }
            assertThat(analyzer.counters().eventLines()).as("%d of them JSON", json).isEqualTo(shown);
        }));
    }

    @Test
    void linesThatALimitCutOutAreShed() {
        StringBuilder log = new StringBuilder("2026-11-23 18:49:03,022 ERROR app: it failed\nTraceback (most recent call last):\n");
        for (int i = 0; i < 2000; i++) {
            log.append("  File \"/srv/a.py\", line ").append(i).append(", in f\n    g()\n");
        }
        log.append("ValueError: x\n2026-11-23 18:49:04,022 INFO app: fine\n");
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        Analyzer analyzer = new Analyzer(Reading.OPTIONS.withLimits(1 << 20, 20_000), event -> { });
        analyzer.feed(SOURCE, bytes, 0, bytes.length);
        analyzer.finish(SOURCE);
        Counters c = analyzer.counters();
        assertThat(c.lines()).isEqualTo(4004);
        assertThat(c.plainLines()).isOne();
        assertThat(c.shedLines()).containsOnlyKeys(Limits.RECORD_BYTES);
        assertThat(c.shedLines().get(Limits.RECORD_BYTES)).isBetween(2000L, 4000L);
        assertThat(c.limits()).containsKey(Limits.RECORD_BYTES);
        assertThat(sum(c)).isEqualTo(4004);
    }

    @Test
    void openLinesOfASourceThatMovesAreCountedOnBothSides() throws IOException {
        byte[] first = "2026-11-23 18:49:03,022 ERROR app: it failed\nTraceback (most recent call last):\n".getBytes(StandardCharsets.UTF_8);
        byte[] second = "  File \"/srv/a.py\", line 1, in f\n    g()\nValueError: x\n".getBytes(StandardCharsets.UTF_8);
        Analyzer from = new Analyzer(Reading.OPTIONS, event -> { });
        from.feed(SOURCE, 1, first, 0, first.length);
        Analyzer to = new Analyzer(Reading.OPTIONS, event -> { });
        to.restore(SOURCE, StatePart.READING, from.save(SOURCE, StatePart.READING));
        from.forget(SOURCE);
        assertThat(from.counters().movedLines()).isEqualTo(2);
        assertThat(sum(from.counters())).isEqualTo(2);
        to.feed(SOURCE, 3, second, 0, second.length);
        to.finish(SOURCE);
        assertThat(to.counters().restoredLines()).isEqualTo(2);
        assertThat(to.counters().eventLines()).isEqualTo(5);
        assertThat(to.counters().plainLines()).isZero();
    }

    private static long sum(Counters c) {
        return c.eventLines() + c.plainLines() + c.openLines() + c.movedLines()
                + c.shedLines().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long lines(byte[] log) {
        long count = 0;
        for (byte b : log) {
            count += b == '\n' ? 1 : 0;
        }
        return count + (log.length > 0 && log[log.length - 1] != '\n' ? 1 : 0);
    }
}
