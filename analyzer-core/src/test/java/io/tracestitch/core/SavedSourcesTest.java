package io.tracestitch.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** A source that moves to another analyzer between two lines goes on as if nothing had happened. */
class SavedSourcesTest {

    private static final String SOURCE = Reading.SOURCE;
    /** Moves of each log beside the one behind every line. */
    private static final int CUTS = 2;

    @TestFactory
    Stream<DynamicTest> aLogThatMovesBetweenAnyTwoLinesGivesTheSameEvents() {
        return logs().map(one -> dynamicTest(one.name(), () -> {
            byte[] log = one.log();
            List<Event> whole = Reading.events(log);
            Random random = new Random(one.name().hashCode());
            int[] ends = lineEnds(log);
            for (int i = 0; i < Math.min(CUTS, ends.length); i++) {
                int cut = ends[random.nextInt(ends.length)];
                assertThat(moved(log, new int[] {cut})).as("moved at byte %d", cut).isEqualTo(whole);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> aLogThatMovesBehindEachLineGivesTheSameEvents() {
        return logs().filter(one -> one.log().length < 6_000)
                .map(one -> dynamicTest(one.name(), () -> assertThat(moved(one.log(), lineEnds(one.log()))).isEqualTo(Reading.events(one.log()))));
    }

    /** As a stage does that writes a part only when it changed: an old state that is said to be good must be as good as a new one. */
    @TestFactory
    Stream<DynamicTest> whatIsSaidNotToHaveChangedNeedNotBeSaved() {
        return logs().map(one -> dynamicTest(one.name(), () -> {
            byte[] log = one.log();
            int[] ends = lineEnds(log);
            Random random = new Random(one.name().hashCode());
            List<Event> events = new ArrayList<>();
            Map<StatePart, byte[]> stored = new EnumMap<>(StatePart.class);
            Analyzer analyzer = new Analyzer(Reading.OPTIONS, events::add);
            int from = 0;
            long number = 1;
            for (int end : ends) {
                analyzer.feed(SOURCE, number++, log, from, end - from);
                from = end;
                boolean killed = random.nextInt(10) == 0;
                for (StatePart part : StatePart.values()) {
                    if (analyzer.changed(SOURCE, part) && (killed || part != StatePart.STITCHING)) {
                        stored.put(part, analyzer.save(SOURCE, part));
                        assertThat(analyzer.changed(SOURCE, part)).isFalse();
                    }
                }
                if (killed) {
                    analyzer.forget(SOURCE);
                    for (StatePart part : stored.keySet()) {
                        analyzer.restore(SOURCE, part, stored.get(part));
                        assertThat(analyzer.changed(SOURCE, part)).isFalse();
                    }
                }
            }
            analyzer.feed(SOURCE, log, from, log.length - from);
            analyzer.finish(SOURCE);
            assertThat(events).isEqualTo(Reading.events(log));
        }));
    }

    @TestFactory
    Stream<DynamicTest> withoutTheStitchingTheEventsAreTheSameButForTheirStories() {
        return logs().map(one -> dynamicTest(one.name(), () -> {
            byte[] log = one.log();
            int[] ends = lineEnds(log);
            if (ends.length == 0) {
                return;
            }
            int cut = ends[ends.length / 2];
            List<Event> events = new ArrayList<>();
            Analyzer first = new Analyzer(Reading.OPTIONS, events::add);
            first.feed(SOURCE, log, 0, cut);
            Analyzer second = new Analyzer(Reading.OPTIONS, events::add);
            second.restore(SOURCE, StatePart.READING, first.save(SOURCE, StatePart.READING));
            second.restore(SOURCE, StatePart.STALLS, first.save(SOURCE, StatePart.STALLS));
            second.feed(SOURCE, log, cut, log.length - cut);
            second.finish(SOURCE);
            assertThat(ids(events)).isEqualTo(ids(Reading.events(log)));
        }));
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(e -> e.occurrence() + ' ' + e.firstLine() + '-' + e.lastLine() + ' ' + e.fingerprint()).toList();
    }

    @Test
    void quietLinesOfJsonNeedNoSavingAndLinesWithAHeaderDo() {
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, event -> { });
        String json = "{\"asctime\": \"2026-11-23 18:49:03,022\", \"levelname\": \"INFO\", \"name\": \"app\", \"message\": \"fine\"}";
        String text = "2026-11-23 18:49:03,022 INFO app: fine";
        long number = 0;
        for (int i = 0; i < 2000; i++) {
            feed(analyzer, "json", number, json);
            feed(analyzer, "text", number++, text);
        }
        assertThat(analyzer.changed("json", StatePart.READING)).isTrue();
        analyzer.save("json", StatePart.READING);
        feed(analyzer, "json", number, json);
        assertThat(analyzer.changed("json", StatePart.READING)).isFalse();
        analyzer.save("text", StatePart.READING);
        assertThat(analyzer.changed("text", StatePart.READING)).isFalse();
        feed(analyzer, "text", number, text); // a traceback may follow in the next record
        assertThat(analyzer.changed("text", StatePart.READING)).isTrue();
        assertThat(analyzer.changed("text", StatePart.STALLS)).isFalse();
        assertThat(analyzer.changed("unknown", StatePart.READING)).isFalse();
    }

    @Test
    void theReadingOfAQuietSourceIsSmall() {
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, event -> { });
        for (int i = 0; i < 100_000; i++) {
            feed(analyzer, "text", i, "2026-11-23 18:49:03,022 INFO [MainThread] request-" + i * 7919L % 100_003 + " app: fine " + i);
        }
        assertThat(analyzer.save("text", StatePart.READING)).hasSizeLessThan(600);
        assertThat(analyzer.save("text", StatePart.STALLS)).hasSizeLessThan(30);
        assertThat(analyzer.save("text", StatePart.STITCHING)).hasSizeLessThan(60_000);
    }

    @Test
    void aRecordThatWasOpenIsClosedByTheClockOfTheOtherAnalyzer() throws IOException {
        List<Event> events = new ArrayList<>();
        Analyzer first = new Analyzer(Reading.OPTIONS, events::add);
        feed(first, SOURCE, 7L << 20, "2026-11-23 18:49:03,022 ERROR app: it failed\nTraceback (most recent call last):\n"
                + "  File \"/srv/a.py\", line 1, in f\n    g()");
        Analyzer second = new Analyzer(Reading.OPTIONS, events::add);
        second.restore(SOURCE, StatePart.READING, first.save(SOURCE, StatePart.READING));
        feed(second, SOURCE, 8L << 20, "ValueError: x");
        second.tick(Instant.EPOCH);
        second.tick(Instant.EPOCH.plusSeconds(1));
        assertThat(events).isEmpty();
        second.tick(Instant.EPOCH.plusSeconds(3));
        assertThat(events).singleElement().satisfies(e -> {
            assertThat(e.exception().type()).isEqualTo("ValueError");
            assertThat(e.occurrence()).isEqualTo(SOURCE + ':' + (7L << 20));
            assertThat(e.lastLine()).isEqualTo(8L << 20);
        });
        assertThat(second.changed(SOURCE, StatePart.READING)).isTrue();
        second.save(SOURCE, StatePart.READING);
        second.tick(Instant.EPOCH.plusSeconds(60));
        assertThat(second.changed(SOURCE, StatePart.READING)).as("a tick that finds nothing").isFalse();
    }

    @Test
    void aForgottenSourceEndsWithoutEvents() throws IOException {
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, events::add);
        feed(analyzer, SOURCE, 1, "2026-11-23 18:49:03,022 ERROR app: it failed\nTraceback (most recent call last):\n"
                + "  File \"/srv/a.py\", line 1, in f\n    g()");
        byte[] saved = analyzer.save(SOURCE, StatePart.READING);
        assertThatThrownBy(() -> analyzer.restore(SOURCE, StatePart.READING, saved)).isInstanceOf(IllegalStateException.class);
        assertThat(analyzer.sources()).containsExactly(SOURCE);
        analyzer.forget(SOURCE);
        assertThat(analyzer.sources()).isEmpty();
        assertThat(events).isEmpty();
        analyzer.restore(SOURCE, StatePart.READING, saved);
        feed(analyzer, SOURCE, 10, "ValueError: x");
        analyzer.finish(SOURCE);
        assertThat(events).hasSize(1);
    }

    @Test
    void foreignNewerAndDamagedStatesAreRefusedWithASentence() {
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, event -> { });
        feed(analyzer, SOURCE, 1, "2026-11-23 18:49:03,022 INFO app: fine");
        byte[] good = analyzer.save(SOURCE, StatePart.READING);
        assertThatThrownBy(() -> analyzer.restore("b", StatePart.READING, new byte[0])).isInstanceOf(IOException.class)
                .hasMessage("no saved state of this kind");
        assertThatThrownBy(() -> analyzer.restore("b", StatePart.STALLS, good)).isInstanceOf(IOException.class)
                .hasMessage("no saved state of this kind");
        byte[] newer = good.clone();
        newer[3]++;
        assertThatThrownBy(() -> analyzer.restore("b", StatePart.READING, newer)).isInstanceOf(IOException.class)
                .hasMessageContaining("version 2; this program reads version 1");
        byte[] damaged = good.clone();
        damaged[damaged.length / 2] ^= 4;
        assertThatThrownBy(() -> analyzer.restore("b", StatePart.READING, damaged)).isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        Analyzer other = new Analyzer(Reading.OPTIONS.withStitch(false), event -> { });
        byte[] stitching = analyzer.save(SOURCE, StatePart.STITCHING);
        assertThatThrownBy(() -> other.restore("b", StatePart.STITCHING, stitching)).isInstanceOf(IOException.class)
                .hasMessage("a state that was saved with stitching on");
        Analyzer declared = new Analyzer(Reading.OPTIONS.withLogFormat("%(asctime)s %(levelname)s %(name)s: %(message)s"), event -> { });
        feed(declared, SOURCE, 1, "2026-11-23 18:49:03,022 INFO app: fine");
        byte[] withFormat = declared.save(SOURCE, StatePart.READING);
        assertThatThrownBy(() -> analyzer.restore("b", StatePart.READING, withFormat)).isInstanceOf(IOException.class)
                .hasMessageContaining("declared log format");
        assertThatThrownBy(() -> analyzer.save("c", StatePart.READING)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void feed(Analyzer analyzer, String source, long number, String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        analyzer.feed(source, number, bytes, 0, bytes.length);
    }

    /** The events of a log that moves to another analyzer at each of these offsets. */
    private static List<Event> moved(byte[] log, int[] cuts) {
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, out::add);
        Analyzer next = new Analyzer(Reading.OPTIONS, out::add);
        int from = 0;
        for (int cut : cuts) {
            analyzer.feed(SOURCE, log, from, cut - from);
            from = cut;
            for (StatePart part : StatePart.values()) {
                try {
                    next.restore(SOURCE, part, analyzer.save(SOURCE, part));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            analyzer.forget(SOURCE);
            Analyzer former = analyzer;
            analyzer = next;
            next = former;
        }
        analyzer.feed(SOURCE, log, from, log.length - from);
        analyzer.finish(SOURCE);
        return out;
    }

    private static Stream<CorpusCase> logs() {
        return Stream.of(CorpusCase.all(), CorpusCase.streams(), CorpusCase.fieldwork()).flatMap(List::stream);
    }

    /** Offsets behind each line. */
    private static int[] lineEnds(byte[] log) {
        return IntStream.range(0, log.length).filter(i -> log[i] == '\n').map(i -> i + 1).toArray();
    }
}
