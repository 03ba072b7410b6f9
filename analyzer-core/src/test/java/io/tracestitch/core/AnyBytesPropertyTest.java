package io.tracestitch.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.tracestitch.core.incident.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the bytes: no exception, every line counted, events that lie inside of the log. */
class AnyBytesPropertyTest {

    private static final List<byte[]> LINES = CorpusCase.all().stream().flatMap(one -> lines(one.log()).stream()).distinct().toList();
    /** What the layers of transports, headers and tracebacks look out for. */
    private static final List<String> TOKENS = List.of("{", "}", "\"", "'", "[", "]", "(", ")", "<", ">", ":", " ", "\t", "\r", "\n", "\\n",
            "#012", "\0", "\u001b[31m", "\u001b]0;", "|", "+-+-", "b'", "Traceback (most recent call last):", "  File \"a.py\", line 1, in f\n",
            "ERROR", "2026-11-23 18:49:03,022", "2026-11-23T18:00:00.1Z stderr P ", "{\"log\":\"", "{\"MESSAGE\":", "<Task finished name='",
            "coro=<", "future: ", "Task exception was never retrieved", "\u2028", "\ud83d\ude00", "\u00e9", "99999999999999999999", "-1",
            "web-1  | ", "<134>1 ", "Exception in thread ", "level=", "Executing <Handle", " took 1e999 seconds", "%(message)s");

    @Property(tries = 3000)
    void anyTokensGiveEvents(@ForAll("tokens") List<String> tokens) {
        isTotal(String.join("", tokens).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1000)
    void anyBytesGiveEvents(@ForAll byte[] bytes) {
        isTotal(bytes);
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void linesOfAnyLogsInAnyOrderGiveEvents(@ForAll Random random) {
        isTotal(mixed(random, 1 + random.nextInt(60)));
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void damagedLogsGiveEvents(@ForAll("cases") CorpusCase one, @ForAll Random random) {
        isTotal(damaged(one.log(), random));
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void damagedLogsGiveTheSameEventsInAnyPortions(@ForAll("cases") CorpusCase one, @ForAll Random random) {
        byte[] log = random.nextBoolean() ? damaged(one.log(), random) : mixed(random, 30);
        assertThat(Reading.inChunks(log, 1 + random.nextInt(40))).as("%s", one).isEqualTo(Reading.events(log));
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(TOKENS)), Tuple.of(1,
                Arbitraries.strings().ofMaxLength(8))).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<CorpusCase> cases() {
        return Arbitraries.of(CorpusCase.all());
    }

    private static void isTotal(byte[] log) {
        Reading reading = new Reading(Reading.OPTIONS.withRedact(true).withRaw(true)).feed(log, 0, log.length);
        List<Event> events = reading.finish();
        long lines = lines(log).size();
        assertThat(reading.summary().lines()).isEqualTo(lines);
        assertThat(reading.summary().bytes()).isEqualTo(log.length);
        for (Event e : events) {
            assertThat(e.firstLine()).isBetween(1L, lines);
            assertThat(e.lastLine()).isBetween(e.firstLine(), lines);
            assertThat(e.confidence()).isBetween(0.0, 1.0);
            assertThat(e.fingerprint()).isNotEmpty();
            assertThat(e.occurrence()).startsWith(Reading.SOURCE + ":");
        }
    }

    /** Some bytes changed, lost, doubled or exchanged. */
    private static byte[] damaged(byte[] log, Random random) {
        byte[] out = log.clone();
        for (int n = 1 + random.nextInt(8); n > 0 && out.length > 1; n--) {
            int from = random.nextInt(out.length);
            int to = Math.min(out.length, from + random.nextInt(random.nextBoolean() ? 3 : 400));
            byte[] piece = Arrays.copyOfRange(out, from, to);
            out = switch (random.nextInt(4)) {
                case 0 -> joined(Arrays.copyOf(out, from), Arrays.copyOfRange(out, to, out.length));
                case 1 -> joined(Arrays.copyOf(out, to), piece, Arrays.copyOfRange(out, to, out.length));
                case 2 -> joined(Arrays.copyOf(out, from), token(random), Arrays.copyOfRange(out, to, out.length));
                default -> joined(Arrays.copyOf(out, from), new byte[] {(byte) random.nextInt(256)},
                        Arrays.copyOfRange(out, from + 1, out.length));
            };
        }
        return out;
    }

    private static byte[] mixed(Random random, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(LINES.get(random.nextInt(LINES.size())));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] token(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The lines, without their ends; what stands behind the last line end counts only if there is something. */
    private static List<byte[]> lines(byte[] log) {
        List<byte[]> out = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < log.length; i++) {
            if (log[i] == '\n') {
                out.add(Arrays.copyOfRange(log, start, i));
                start = i + 1;
            }
        }
        if (start < log.length) {
            out.add(Arrays.copyOfRange(log, start, log.length));
        }
        return out;
    }
}
