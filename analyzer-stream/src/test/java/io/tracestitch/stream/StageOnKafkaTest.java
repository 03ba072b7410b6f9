package io.tracestitch.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.store.IncidentPage;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.lucene.LuceneOptions;
import io.tracestitch.store.lucene.LuceneStore;
import io.tracestitch.testbed.KafkaBroker;
import io.tracestitch.testbed.KafkaTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.tracestitch.stream.StageDriver.TRACEBACK;
import static io.tracestitch.stream.StageDriver.bytes;
import static io.tracestitch.stream.StageDriver.header;
import static org.assertj.core.api.Assertions.assertThat;

/** Against a real broker. */
class StageOnKafkaTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private final KafkaBroker broker = KafkaBroker.shared();
    private final KafkaTopics kafka = broker.topics();

    @Test
    void aTracebackIsPublishedWithinFiveSecondsAndBecomesSearchable() throws Exception {
        String name = prepared("journey");
        try (StreamStage stage = started(name, "a"); IncidentStore store = LuceneStore.open(LuceneOptions.in(folder.resolve("store")));
                Publisher publisher = new Publisher(PublisherOptions.of(broker.bootstrapServers(), StageProcess.topics(name))
                        .withGroup(name + "-publisher"), store, StageListener.NONE)) {
            publisher.start();
            await(() -> stage.health().ready() && publisher.health().ready(), "ready");
            long start = System.nanoTime();
            kafka.produce(lines(name, "web-1", TRACEBACK));
            kafka.await(name + ".occurrences", 1, LONG);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5 + 3)); // its flush interval is 5 s
            await(() -> !store.occurrences(OccurrenceRequest.latest(10)).occurrences().isEmpty(), "the occurrence in the store");
            await(() -> store.incidents(IncidentRequest.latest(10)).total() == 1, "the incident in the store");
            IncidentPage page = store.incidents(IncidentRequest.latest(10));
            assertThat(page.incidents().getFirst().incident().title()).contains("PaymentDeclined");
        }
    }

    @Test
    void aTracebackOfWhichTheStageReadTheFirstHalfBeforeItWasRestartedIsWhole() throws Exception {
        String name = prepared("restart");
        List<ProducerRecord<byte[], byte[]>> lines = lines(name, "web-1", TRACEBACK);
        try (StreamStage stage = started(name, "a")) {
            await(() -> stage.health().ready(), "ready");
            kafka.produce(lines.subList(0, 3));
            Thread.sleep(2_000);
        }
        kafka.produce(lines.subList(3, lines.size()));
        try (StreamStage stage = started(name, "a")) {
            await(() -> stage.health().ready(), "ready");
            assertThat(events(name, 1)).singleElement().satisfies(e -> {
                assertThat(e.truncated()).isFalse();
                assertThat(e.exception().frames()).hasSize(1);
                assertThat(e.occurrence()).startsWith(name + ".logs-").endsWith("-0-1");
            });
        }
    }

    @Test
    void anotherInstanceWithoutTheStateOnDiskGoesOnFromTheChangelog() throws Exception {
        String name = prepared("moved");
        List<ProducerRecord<byte[], byte[]>> lines = lines(name, "web-1", TRACEBACK);
        try (StreamStage stage = started(name, "a")) {
            await(() -> stage.health().ready(), "ready");
            kafka.produce(lines.subList(0, 4));
            Thread.sleep(2_000);
        }
        kafka.produce(lines.subList(4, lines.size()));
        try (StreamStage stage = started(name, "b")) {
            await(() -> stage.health().ready(), "ready");
            assertThat(events(name, 1)).singleElement().satisfies(e -> assertThat(e.truncated()).isFalse());
        }
    }

    @Test
    void tenMegabytesAndAMillionEmptyRecordsDoNoHarm() throws Exception {
        String name = prepared("poison");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(record(name, "web-1", "x".repeat(10 << 20)));
        for (int i = 0; i < 1_000_000; i++) {
            records.add(new ProducerRecord<>(name + ".logs", bytes("web-" + i % 10), new byte[0]));
        }
        records.add(record(name, "web-1", "y".repeat(7 << 20)));
        records.addAll(lines(name, "web-1", TRACEBACK));
        kafka.produce(records);
        try (StreamStage stage = started(name, "a")) {
            await(() -> stage.health().ready(), "ready");
            assertThat(events(name, 1)).anySatisfy(e -> assertThat(e.exception().type()).isEqualTo("orders.PaymentDeclined"));
            List<ConsumerRecord<byte[], byte[]>> letters = kafka.await(name + ".dead-letters", 1, LONG);
            assertThat(letters).singleElement().satisfies(letter -> {
                assertThat(letter.value()).hasSize(10 << 20);
                assertThat(header(letter.headers(), DeadLetters.REASON)).isEqualTo("too-large");
            });
        }
    }

    private String prepared(String name) {
        kafka.create(name + ".logs", 4, Map.of("max.message.bytes", "33554432"));
        return name;
    }

    private StreamStage started(String name, String state) {
        StreamStage stage = new StreamStage(StageProcess.options(broker.bootstrapServers(), name, "", folder.resolve(state)), StageListener.NONE);
        stage.start();
        return stage;
    }

    private List<Event> events(String name, int count) throws Exception {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.await(name + ".occurrences", count, LONG)) {
            events.add(EventReader.read(record.value()));
        }
        return events;
    }

    private static List<ProducerRecord<byte[], byte[]>> lines(String name, String source, String text) {
        return text.lines().map(line -> record(name, source, line)).toList();
    }

    private static ProducerRecord<byte[], byte[]> record(String name, String source, String value) {
        return new ProducerRecord<>(name + ".logs", bytes(source), bytes(value));
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("no %s after %s", what, LONG).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
