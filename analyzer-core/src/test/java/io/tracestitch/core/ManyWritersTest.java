package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.record.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** More sources, and more writers in one source, than can be kept open. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWritersTest {

    private static final String RECORD = "2026-11-23 18:49:03,022 ERROR app: it failed\n";
    private static final String TRACEBACK = """
            Traceback (most recent call last):
              File "/srv/app/orders.py", line 3, in charge
                pay()
            ValueError: declined
            """;

    @Test
    void aHundredThousandSourcesOfOneLine() {
        Flood.nearLinear(25_000, (log, n) -> {
            for (int i = 0; i < n; i++) {
                log.source("source-" + i).text(RECORD);
            }
        }).counted(Limits.SOURCES);
    }

    @Test
    void halfAMillionWritersBehindAPrefix() {
        Flood.Result result = Flood.nearLinear(125_000, (log, n) -> log.each(n, i -> "web-" + i + "  | " + RECORD))
                .counted(Limits.WRITERS);
        assertThat(result.linesRead()).isEqualTo(500_000);
    }

    @Test
    void aWriterThatGaveWayToOthersIsReadFromItsLineOn() {
        Flood.Result result = Flood.nearLinear(2_500, (log, n) -> log.each(n, i -> (RECORD + TRACEBACK).indent(0)
                .replaceAll("(?m)^", "web-" + i + "  | ").replaceAll("web-\\d+  \\| $", "")));
        assertThat(result.count()).isEqualTo(10_000);
        assertThat(result.events()).allSatisfy(e -> assertThat(e.exception().message()).isEqualTo("declined"));
    }

    @Test
    void aSourceThatGaveWayToOthersKeepsItsEventAndItsSummary() {
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, events::add);
        byte[] bytes = (RECORD + TRACEBACK).getBytes(StandardCharsets.UTF_8);
        int sources = Limits.DEFAULT_SOURCES + 10;
        for (int i = 0; i < sources; i++) {
            analyzer.feed("source-" + i, bytes, 0, bytes.length);
        }
        assertThat(events).hasSize(10);
        for (int i = 10; i < sources; i++) {
            analyzer.finish("source-" + i);
            assertThat(analyzer.summary("source-" + i).lines()).as("lines of source %d", i).isEqualTo(5);
        }
        assertThat(events).hasSize(sources).noneMatch(e -> e.exception() == null);
        assertThat(analyzer.limitsHit()).containsExactly(Map.entry(Limits.SOURCES, 10L));
    }
}
