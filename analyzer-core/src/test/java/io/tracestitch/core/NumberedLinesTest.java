package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stitch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Lines that the caller numbers, as records of Kafka by their offsets, give the events that the same lines give in a file. */
class NumberedLinesTest {

    private static final int LINE_BITS = 20;
    /** Offset of the first record: far beyond 32 bits. */
    private static final long FIRST_OFFSET = 7_000_000_000L;

    @TestFactory
    Stream<DynamicTest> eventsNameTheCallersNumbersAndAreOtherwiseThoseOfAFile() {
        return Stream.of(CorpusCase.all(), CorpusCase.streams()).flatMap(List::stream)
                .map(one -> dynamicTest(one.name(), () -> sameEvents(one.log(), new Random(one.name().hashCode()))));
    }

    private static void sameEvents(byte[] log, Random random) {
        Reading file = new Reading(Reading.OPTIONS).feed(log, 0, log.length);
        List<Event> expected = file.finish();
        List<Event> found = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, found::add);
        List<Long> numbers = new ArrayList<>();
        long offset = FIRST_OFFSET;
        byte[] buffer = new byte[1 << 16];
        for (int at = 0; at < log.length;) {
            int stop = at;
            for (int line = random.nextInt(4); line >= 0 && stop < log.length; line--) {
                int end = lineEnd(log, stop);
                numbers.add((offset << LINE_BITS) + numbers.size() - firstOf(numbers, offset));
                stop = end + 1;
            }
            stop = Math.min(stop, log.length);
            int length = stop - at - (random.nextBoolean() && isDispensable(log, at, stop) ? 1 : 0);
            buffer = length > buffer.length ? new byte[length] : buffer;
            System.arraycopy(log, at, buffer, 0, length);
            analyzer.feed(Reading.SOURCE, offset << LINE_BITS, buffer, 0, length);
            Arrays.fill(buffer, 0, length, (byte) '#'); // it belongs to the caller
            at = stop;
            offset += 1 + random.nextInt(3);
        }
        analyzer.finish(Reading.SOURCE);
        LongUnaryOperator number = position -> numbers.get(Math.toIntExact(position) - 1);
        assertThat(found).isEqualTo(expected.stream().map(e -> renumbered(e, number)).toList());
        assertThat(analyzer.summary(Reading.SOURCE).lines()).isEqualTo(file.summary().lines()).isEqualTo(numbers.size());
        assertThat(analyzer.summary(Reading.SOURCE).plainLines()).isEqualTo(file.summary().plainLines());
    }

    /** Whether the portion says the same without its last line end: behind another one, it stands for an empty line. */
    private static boolean isDispensable(byte[] log, int from, int to) {
        return log[to - 1] == '\n' && (to - from == 1 || log[to - 2] != '\n');
    }

    private static int lineEnd(byte[] log, int from) {
        int i = from;
        while (i < log.length && log[i] != '\n') {
            i++;
        }
        return i;
    }

    private static long firstOf(List<Long> numbers, long offset) {
        int first = numbers.size();
        while (first > 0 && numbers.get(first - 1) >> LINE_BITS == offset) {
            first--;
        }
        return first;
    }

    private static Event renumbered(Event e, LongUnaryOperator number) {
        String prefix = e.source() + ':';
        int from = prefix.length();
        int to = from;
        while (to < e.occurrence().length() && Character.isDigit(e.occurrence().charAt(to))) {
            to++;
        }
        String occurrence = prefix + number.applyAsLong(Long.parseLong(e.occurrence().substring(from, to))) + e.occurrence().substring(to);
        return new Event(e.source(), number.applyAsLong(e.firstLine()), number.applyAsLong(e.lastLine()), e.timestamp(),
                e.timestampText(), e.level(), e.logger(), e.process(), e.thread(), e.recordTask(), e.kind(), e.message(), e.exception(),
                e.stack(), e.task(), e.seconds(), e.pattern(), e.category(), e.severity(), e.also(), e.endedBy(), e.truncated(),
                e.confidence(), occurrence, e.fingerprint(), e.raw(), renumbered(e.stitch(), number), e.stall());
    }

    private static Stitch renumbered(Stitch s, LongUnaryOperator number) {
        return s == null ? null : new Stitch(s.confidence(), s.lines().stream().map(number::applyAsLong).toList(), s.earlier(),
                s.story().stream().map(l -> new Stitch.Line(number.applyAsLong(l.number()), l.time(), l.level(), l.text())).toList(),
                s.ids(), s.createdBy(), s.parent(), s.siblings(), s.elsewhere().stream().map(number::applyAsLong).toList(), s.late(),
                s.instance(), s.evidence());
    }

    @Test
    void linesNeedNoLineEndAndEmptyOnesCount() {
        List<Event> found = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, found::add);
        long number = 0;
        for (String line : List.of("2026-11-23 18:49:03,022 ERROR app: it failed", "Traceback (most recent call last):",
                "  File \"/srv/a.py\", line 1, in f\n    g()\n", "ValueError: x", "", "During handling of the above exception, "
                + "another exception occurred:", "", "Traceback (most recent call last):\n  File \"/srv/a.py\", line 2, in f\n    h()",
                "KeyError: 'y'", "2026-11-23 18:49:04,022 INFO app: fine")) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            analyzer.feed("a", number, bytes, 0, bytes.length);
            number += 100;
        }
        analyzer.finish("a");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().exception().type()).isEqualTo("KeyError");
        assertThat(found.getFirst().exception().context().type()).isEqualTo("ValueError");
        assertThat(found.getFirst().firstLine()).isZero();
        assertThat(found.getFirst().lastLine()).isEqualTo(800);
        assertThat(analyzer.summary("a").lines()).isEqualTo(13);
        assertThat(analyzer.summary("a").plainLines()).isOne();
    }

    @Test
    void aNumberThatDoesNotGrowIsRefused() {
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, event -> { });
        byte[] two = "a\nb".getBytes(StandardCharsets.UTF_8);
        analyzer.feed("a", 10, two, 0, two.length);
        assertThatThrownBy(() -> analyzer.feed("a", 11, two, 0, two.length)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 11 comes behind line 11");
        analyzer.feed("a", 12, two, 0, two.length);
        analyzer.feed("b", 5, two, 0, two.length);
    }
}
