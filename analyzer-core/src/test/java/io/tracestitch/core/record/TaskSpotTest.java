package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a line's task is must not depend on whether it was found by the line before or by taking the header apart. */
class TaskSpotTest {

    private static final List<String> BEHIND_LEVEL = List.of("     [4211:MainThread:%s] app: says %s", " [%s] app: says %s",
            "  [4211:%s] app: [%s]", " app.orders [%s] runs %s", " [x [4211] %s] app: %s", " [task=%s] app: %s", " %s app.orders: %s",
            " <4211 %s> app: %s");

    @Property(tries = 2000)
    void aLineLikeTheOneBeforeIsReadLikeAnyOther(@ForAll("lines") List<String> lines) {
        HeaderFormats formats = new HeaderFormats(null);
        Map<HeaderFormat, TaskSpot> spots = new IdentityHashMap<>();
        Header quick = new Header();
        Header whole = new Header();
        for (String line : lines) {
            byte[] b = line.getBytes(StandardCharsets.UTF_8);
            HeaderFormat format = formats.match(b, 0, b.length, false, whole);
            long level = format == null ? -1 : format.levelOf(b, 0, b.length);
            if (format == null || level < 0) {
                continue;
            }
            TaskSpot spot = spots.computeIfAbsent(format, f -> new TaskSpot());
            boolean found = format.taskOf(b, 0, (int) (level >> 8), b.length, spot, quick);
            assertThat(found).as(line).isEqualTo(format.taskOf(b, 0, b.length, whole));
            if (found) {
                assertThat(text(b, quick.taskStart, quick.taskLength)).as(line).isEqualTo(text(b, whole.taskStart, whole.taskLength));
                assertThat(text(b, quick.processStart, quick.processLength)).as(line)
                        .isEqualTo(text(b, whole.processStart, whole.processLength));
            }
        }
    }

    @Test
    void mostLinesAreReadByTheLineBefore() {
        TaskSpot spot = new TaskSpot();
        Header parts = new Header();
        byte[] first = "INFO     [4211:MainThread:Task-12] app: runs".getBytes(StandardCharsets.UTF_8);
        parts.taskStart = 26;
        parts.taskLength = 7;
        parts.processStart = 10;
        parts.processLength = 4;
        assertThat(spot.read(first, 4, first.length, new Header())).isFalse();
        spot.learn(first, 4, first.length, (byte) '[', (byte) ']', parts);
        byte[] second = "WARNING  [4211:MainThread:fulfil-7] app: waits".getBytes(StandardCharsets.UTF_8);
        Header out = new Header();
        assertThat(spot.read(second, 7, second.length, out)).isTrue();
        assertThat(text(second, out.taskStart, out.taskLength)).isEqualTo("fulfil-7");
        assertThat(text(second, out.processStart, out.processLength)).isEqualTo("4211");
        byte[] other = "INFO     [4212:MainThread:Task-12] app: runs".getBytes(StandardCharsets.UTF_8);
        assertThat(spot.read(other, 4, other.length, out)).isFalse();
    }

    private static String text(byte[] b, int start, int length) {
        return length == 0 ? "" : new String(b, start, length, StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of("Task-1", "Task-12", "None", "-", "", "a b", "a:b", "a]b", "x[1]", "[]",
                "job/7", "é", "a=b", "<locals>", "Task-1] x"), Arbitraries.strings().withChars("ab:[]<>= -/1.").ofMaxLength(8));
        Arbitrary<String> levels = Arbitraries.of("INFO", "DEBUG", "WARNING", "ERROR");
        return Arbitraries.of(BEHIND_LEVEL).flatMap(form -> names.flatMap(name -> levels.map(level ->
                "2026-11-23 18:27:58,000 " + level + form.formatted(name, name))).list().ofMinSize(2).ofMaxSize(12));
    }
}
