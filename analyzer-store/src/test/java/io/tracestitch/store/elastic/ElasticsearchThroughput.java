package io.tracestitch.store.elastic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.store.Batch;
import io.tracestitch.store.Documents;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many events the store takes a second, from one thread; a measurement, so it runs only when it is asked for:
 * {@code mvn -pl analyzer-store -am test -Dtest=ElasticsearchThroughput -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtracestitch.elasticsearch.jvm="-Xms1g -Xmx1g"}.
 */
class ElasticsearchThroughput {

    private static final int BATCH = 1_000;
    private static final int WARM_UP = 20;
    private static final int BATCHES = 60;

    @Test
    void eventsPerSecond() throws Exception {
        Event event = event();
        byte[] json = json(event);
        ElasticsearchOptions options = TestStores.options().build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
            save(store, event, json, 0, WARM_UP);
            Duration cpu = cpu();
            long start = System.nanoTime();
            save(store, event, json, WARM_UP, WARM_UP + BATCHES);
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = cpu().minus(cpu).toMillis() / 1e3;
            store.refresh();
            int events = (WARM_UP + BATCHES) * BATCH;
            assertThat(store.occurrences(OccurrenceRequest.latest(1)).total()).isEqualTo(events);
            System.out.printf("%,d events of %,d bytes in batches of %,d: %,.0f events/s, %,.0f for each second of the client's "
                    + "processor time, %,d bytes each on disk%n", BATCHES * BATCH, json.length, BATCH, BATCHES * BATCH / seconds,
                    BATCHES * BATCH / busy, store.size().bytes() / events);
        }
    }

    private static void save(ElasticsearchStore store, Event event, byte[] json, int from, int to) {
        for (int batch = from; batch < to; batch++) {
            List<EventDocument> events = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                String id = "logs-0-" + (batch * BATCH + i) + "-1";
                events.add(Documents.of(event.withOccurrence(id), id, "service-" + i % 20, null, Instant.EPOCH, json));
            }
            assertThat(store.save(Batch.ofEvents(events))).isEqualTo(new SaveResult.Saved(BATCH, 0, List.of()));
        }
    }

    /** An event as production has them: a chain of two exceptions with 20 frames each. */
    private static Event event() {
        StringBuilder log = new StringBuilder("2026-11-23 12:00:00,123 ERROR orders.api Task failed: order 20 of customer 4711\n");
        traceback(log, "asyncpg.exceptions.ConnectionDoesNotExistError: connection was closed in the middle of operation");
        log.append("\nThe above exception was the direct cause of the following exception:\n\n");
        traceback(log, "orders.errors.PaymentDeclined: order 20: card expired");
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC), events::add);
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        analyzer.feed("orders.log", bytes, 0, bytes.length);
        analyzer.finish("orders.log");
        return events.getFirst();
    }

    private static void traceback(StringBuilder log, String exception) {
        log.append("Traceback (most recent call last):\n");
        for (int i = 0; i < 20; i++) {
            log.append("  File \"/srv/app/orders/step").append(i).append(".py\", line ").append(40 + i).append(", in charge_")
                    .append(i).append("\n    return await self.gateway.charge(order, retries=").append(i).append(")\n");
        }
        log.append(exception).append('\n');
    }

    private static byte[] json(Event event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventWriter().write(event, out);
        return out.toByteArray();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
