package io.tracestitch.stream.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Incidents;
import io.tracestitch.store.SaveResult;
import io.tracestitch.stream.DeadLetterReason;
import io.tracestitch.stream.Shed;
import io.tracestitch.stream.StageListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted, and what Prometheus sees of it. */
class MetricsTest {

    private static final String LOG = """
            2026-11-24 10:00:01,000 ERROR shop: checkout failed
            Traceback (most recent call last):
              File "/srv/shop.py", line 4, in charge
                raise ValueError("no price")
            ValueError: no price
            2026-11-24 10:00:02,000 WARNING asyncio: Executing <Task pending name='Task-2' coro=<poll() running at /srv/shop.py:9> \
            created at /srv/shop.py:3> took 0.250 seconds
            2026-11-24 10:00:03,000 ERROR asyncio: Task exception was never retrieved
            future: <Task finished name='Task-7' coro=<send() done, defined at /srv/shop.py:20> exception=KeyError('id')>
            Traceback (most recent call last):
              File "/srv/shop.py", line 21, in send
                return order["id"]
            KeyError: 'id'
            2026-11-24 10:00:04,000 INFO shop: done
            """;

    private static List<Event> events(String source) {
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC), events::add);
        byte[] log = LOG.getBytes(StandardCharsets.UTF_8);
        analyzer.feed(source, log, 0, log.length);
        analyzer.finish(source);
        return events;
    }

    /** Everything that can be heard, once at least. */
    private static Exposition scrapeOfAll() {
        try (Metrics metrics = Metrics.create()) {
            StageListener stage = metrics.stage();
            stage.read(3, 14, 700);
            stage.settled(10, 1);
            stage.shed(Shed.DEAD_LETTER, 2);
            stage.deadLetter(DeadLetterReason.NOT_TEXT);
            Incidents incidents = new Incidents();
            for (Event event : events("shop")) {
                stage.event(event, true);
                incidents.add(event);
            }
            incidents.list().forEach(stage::newIncident);
            stage.event(events("shop").getFirst(), false);
            stage.limitHit("record-bytes", 3);
            stage.partitionSplit("shop");
            stage.openSources("python-logs", 0, 7);
            stage.storeRetried("the store does not answer");
            metrics.store().saved(new SaveResult.Saved(2, 0, List.of()), Duration.ofMillis(30));
            metrics.store().saved(new SaveResult.Unavailable("down"), Duration.ofSeconds(3));
            metrics.store().retried("429");
            return new Exposition(metrics.scrape());
        }
    }

    @Test
    void theNamesOfTheContractAreThere() throws Exception {
        Exposition scrape = scrapeOfAll();
        scrape.check();
        assertThat(scrape.samples()).containsAllEntriesOf(Map.ofEntries(
                Map.entry("tracestitch_records_total", 3.0),
                Map.entry("tracestitch_lines_total", 14.0),
                Map.entry("tracestitch_bytes_total", 700.0),
                Map.entry("tracestitch_lines_event_total", 10.0),
                Map.entry("tracestitch_lines_plain_total", 1.0),
                Map.entry("tracestitch_lines_shed_total{reason=\"dead-letter\"}", 2.0),
                Map.entry("tracestitch_lines_open", 1.0),
                Map.entry("tracestitch_events_total{kind=\"exception-logged\"}", 2.0),
                Map.entry("tracestitch_events_total{kind=\"slow-callback\"}", 1.0),
                Map.entry("tracestitch_occurrences_total{category=\"unretrieved\",pattern=\"task-exception-never-retrieved\","
                        + "service=\"shop\",severity=\"error\"}", 1.0),
                Map.entry("tracestitch_occurrences_total{category=\"none\",pattern=\"none\",service=\"shop\",severity=\"error\"}", 1.0),
                Map.entry("tracestitch_incidents_new_total{category=\"none\",severity=\"error\"}", 1.0),
                Map.entry("tracestitch_unexplained_total", 2.0),
                Map.entry("tracestitch_limits_hit_total{limit=\"record-bytes\"}", 3.0),
                Map.entry("tracestitch_partition_split_total", 1.0),
                Map.entry("tracestitch_dead_letters_total{reason=\"not-text\"}", 1.0),
                Map.entry("tracestitch_lag_seconds_count", 4.0),
                Map.entry("tracestitch_slow_callback_seconds_bucket{service=\"shop\",le=\"0.25\"}", 1.0),
                Map.entry("tracestitch_slow_callback_seconds_sum{service=\"shop\"}", 0.25),
                Map.entry("tracestitch_store_write_seconds_count{result=\"saved\"}", 1.0),
                Map.entry("tracestitch_store_write_seconds_count{result=\"failed\"}", 1.0),
                Map.entry("tracestitch_store_retries_total{reason=\"429\"}", 1.0),
                Map.entry("tracestitch_store_retries_total{reason=\"save\"}", 1.0),
                Map.entry("tracestitch_sources_open{partition=\"0\",topic=\"python-logs\"}", 7.0)));
        assertThat(scrape.text()).contains("tracestitch_stitch_total{result=\"", "jvm_memory_used_bytes{");
    }

    @Test
    void linesAreConserved() {
        Map<String, Double> samples = scrapeOfAll().samples();
        double fates = samples.entrySet().stream().filter(e -> e.getKey().matches("tracestitch_lines_(event|plain|shed|open).*"))
                .mapToDouble(Map.Entry::getValue).sum();
        assertThat(fates).isEqualTo(samples.get("tracestitch_lines_total"));
    }

    @Test
    void servicesBeyondTheFirst500AreOneAndCounted() throws Exception {
        try (Metrics metrics = Metrics.create()) {
            Event event = events("shop").getFirst();
            for (int i = 0; i < 503; i++) {
                metrics.stage().event(events("service-" + i).getFirst(), true);
            }
            metrics.stage().event(event, true);
            Exposition scrape = new Exposition(metrics.scrape());
            scrape.check();
            String labels = "tracestitch_occurrences_total{category=\"none\",pattern=\"none\",service=\"%s\",severity=\"error\"}";
            assertThat(scrape.value(labels.formatted("service-499"))).isEqualTo(1);
            assertThat(scrape.value(labels.formatted("other"))).isEqualTo(4);
            assertThat(scrape.value("tracestitch_services_beyond_total")).isEqualTo(4);
            assertThat(scrape.samples().keySet().stream().filter(s -> s.startsWith("tracestitch_occurrences_total"))).hasSize(501);
        }
    }

    @Test
    void theLagIsTheTimeFromTheRecordToNowAndNeverNegative() {
        assertThat(lag("2026-11-24T10:00:03.500Z")).isEqualTo(Duration.ofMillis(2500));
        assertThat(lag("2026-11-24T09:00:00Z")).isEqualTo(Duration.ZERO);
    }

    private static Duration lag(String now) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new StageMeters(registry, () -> Instant.parse(now)).event(events("shop").getFirst(), true);
        assertThat(registry.get("tracestitch.lag").timer().count()).isEqualTo(1);
        return Duration.ofMillis((long) registry.get("tracestitch.lag").timer().totalTime(TimeUnit.MILLISECONDS));
    }

    @Test
    void metricsAreSentByOtlpWhenAsked() throws IOException, InterruptedException {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (Metrics metrics = Metrics.withOtlp(URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics"),
                Duration.ofSeconds(1))) {
            metrics.stage().read(1, 2, 3);
            String body = bodies.poll(20, TimeUnit.SECONDS);
            assertThat(body).isNotNull().contains("tracestitch.lines", "service.name");
            assertThat(metrics.scrape()).contains("tracestitch_lines_total 2.0");
        } finally {
            collector.stop(0);
        }
    }
}
