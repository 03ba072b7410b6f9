package io.tracestitch.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.record.Limits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many sources fit in a small heap, and none of them can take what the others need. */
class ManySourcesTest {

    private static final int SOURCES = 50_000;
    private static final String HEAP = "-Xmx512m";
    private static final long MINUTES = 5;

    @Test
    void fiftyThousandSourcesFitInAHeapOfHalfAGigabyte() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), ManySources.class.getName(), Integer.toString(SOURCES))
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains(SOURCES + " sources, ").contains(" " + SOURCES + " events").doesNotContain("OutOfMemory");
        assertThat(process.exitValue()).as(output).isZero();
    }

    @Test
    void whereTheBudgetIsSpentSourcesStaySmallAndGoOn() {
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS.withSources(10, 20_000), events::add);
        for (int i = 0; i < 5_000; i++) {
            for (String source : List.of("a", "b")) {
                byte[] line = ("2026-11-23 18:49:03,022 INFO [Task-" + i % 700 + "] orders: step " + i).getBytes(StandardCharsets.UTF_8);
                analyzer.feed(source, i + 1, line, 0, line.length);
            }
        }
        assertThat(analyzer.limitsHit()).containsKey(Limits.STITCH_MEMORY);
        assertThat(analyzer.limitsHit().get(Limits.STITCH_MEMORY)).isLessThan(60);
        assertThat(analyzer.save("a", StatePart.STITCHING).length).isLessThan(20_000);
        byte[] lost = ("2026-11-23 18:49:04,022 ERROR [-] asyncio: Task exception was never retrieved\n"
                + "future: <Task finished name='Task-99' coro=<work() done, defined at /srv/a.py:3> exception=ValueError('x')>\n"
                + "Traceback (most recent call last):\n  File \"/srv/a.py\", line 4, in work\n    f()\nValueError: x")
                .getBytes(StandardCharsets.UTF_8);
        byte[] own = "2026-11-23 18:49:04,000 INFO [Task-99] orders: its newest line".getBytes(StandardCharsets.UTF_8);
        analyzer.feed("b", 6_000, own, 0, own.length);
        analyzer.feed("b", 6_001, lost, 0, lost.length);
        analyzer.finish("a");
        analyzer.finish("b");
        assertThat(events).singleElement().satisfies(e -> assertThat(e.stitch().lines()).contains(6_000L));
    }

    @Test
    void aSourceThatEndsGivesBackWhatItTook() {
        Analyzer analyzer = new Analyzer(Reading.OPTIONS.withSources(10, 200_000), event -> { });
        for (int source = 0; source < 50; source++) {
            for (int i = 0; i < 400; i++) {
                byte[] line = ("2026-11-23 18:49:03,022 INFO [Task-" + i + "] orders: step " + i).getBytes(StandardCharsets.UTF_8);
                analyzer.feed("s" + source, i + 1, line, 0, line.length);
            }
            if (source % 2 == 0) {
                analyzer.finish("s" + source);
            } else {
                analyzer.forget("s" + source);
            }
        }
        assertThat(analyzer.limitsHit()).doesNotContainKey(Limits.STITCH_MEMORY);
    }
}
