package io.tracestitch.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.store.Batch;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
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
import static io.tracestitch.stream.StageDriver.text;
import static org.assertj.core.api.Assertions.assertThat;

/** Against a real broker and a real store, which fails when a test says so. */
class PublisherTest {

    private static final int EVENTS = 25;

    @TempDir
    Path folder;
    private final KafkaBroker broker = KafkaBroker.shared();
    private final KafkaTopics kafka = broker.topics();

    @Test
    void nothingIsCommittedBeforeTheStoreHasAcknowledgedAndNothingIsLost() throws Exception {
        TopicOptions topics = topics("outage");
        AtomicInteger refusals = new AtomicInteger();
        Set<String> retries = ConcurrentHashMap.newKeySet();
        StageListener listener = new StageListener() {
            @Override
            public void storeRetried(String why) {
                retries.add(why);
            }
        };
        try (LuceneStore real = LuceneStore.open(LuceneOptions.in(folder.resolve("store")))) {
            IncidentStore store = refusing(real, batch -> refusals.getAndIncrement() < 4 ? new SaveResult.Unavailable("it snows") : null);
            try (Publisher publisher = started(topics, store, listener)) {
                produce(topics, EVENTS);
                await(() -> publisher.health().reasons().toString().contains("it snows"));
                assertThat(committed(topics)).isZero();
                await(() -> committed(topics) == EVENTS);
                assertThat(publisher.health().ready()).isTrue();
            }
            real.refresh();
            assertThat(real.occurrences(OccurrenceRequest.latest(100)).total()).isEqualTo(EVENTS);
            assertThat(retries).containsExactly("it snows");
        }
    }

    @Test
    void whatTheStoreWillNeverTakeAndWhatIsNoDocumentBecomeDeadLetters() throws Exception {
        TopicOptions topics = topics("rejects");
        try (LuceneStore real = LuceneStore.open(LuceneOptions.in(folder.resolve("store")))) {
            IncidentStore store = refusing(real, batch -> new SaveResult.Saved(batch.size() - 1, 0, List.of(
                    new SaveResult.Rejection(SaveResult.DocumentKind.EVENT, batch.events().getFirst().id(), "too odd"))));
            try (Publisher publisher = started(topics, store, StageListener.NONE)) {
                kafka.produce(List.of(new ProducerRecord<>(topics.occurrences(), 0, bytes("k"), bytes("no event")),
                        new ProducerRecord<>(topics.occurrences(), 0, bytes("k"), json(event(7)))));
                await(() -> kafka.read(topics.deadLetters()).size() == 2);
                await(() -> committed(topics) == 2);
                assertThat(publisher.health().live()).isTrue();
            }
        }
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.read(topics.deadLetters());
        assertThat(letters).extracting(r -> header(r.headers(), DeadLetters.REASON)).containsExactly("not-a-document", "rejected-by-store");
        assertThat(text(letters.getFirst().value())).isEqualTo("no event");
        assertThat(header(letters.getLast().headers(), DeadLetters.ERROR)).isEqualTo("too odd");
        assertThat(header(letters.getLast().headers(), DeadLetters.OFFSET)).isEqualTo("1");
    }

    @Test
    void whatWasReadWhenItIsClosedIsSaved() throws Exception {
        TopicOptions topics = topics("close");
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder.resolve("store")))) {
            PublisherOptions slow = options(topics);
            Publisher publisher = new Publisher(new PublisherOptions(slow.bootstrapServers(), slow.group(), null, topics, 1_000, 1 << 20,
                    Duration.ofMinutes(5), slow.retry(), slow.retryMax(), slow.properties()), store, StageListener.NONE);
            publisher.start();
            produce(topics, EVENTS);
            await(() -> publisher.health().ready());
            Thread.sleep(2_000);
            assertThat(committed(topics)).isZero();
            publisher.close();
            assertThat(committed(topics)).isEqualTo(EVENTS);
            store.refresh();
            assertThat(store.occurrences(OccurrenceRequest.latest(100)).total()).isEqualTo(EVENTS);
        }
    }

    private interface Saving {
        SaveResult instead(Batch batch);
    }

    /** The store, with another answer to {@code save} where there is one. */
    private static IncidentStore refusing(IncidentStore real, Saving saving) {
        return (IncidentStore) Proxy.newProxyInstance(PublisherTest.class.getClassLoader(), new Class<?>[] {IncidentStore.class},
                (proxy, method, args) -> {
                    SaveResult instead = method.getName().equals("save") ? saving.instead((Batch) args[0]) : null;
                    return instead != null ? instead : method.invoke(real, args);
                });
    }

    private TopicOptions topics(String name) {
        TopicOptions topics = TopicOptions.defaults().withPrefix("publisher-" + name + ".");
        for (String topic : List.of(topics.occurrences(), topics.incidents(), topics.deadLetters())) {
            kafka.create(topic, 1);
        }
        return topics;
    }

    private PublisherOptions options(TopicOptions topics) {
        return PublisherOptions.of(broker.bootstrapServers(), topics).withGroup(topics.occurrences() + "-group");
    }

    private Publisher started(TopicOptions topics, IncidentStore store, StageListener listener) {
        Publisher publisher = new Publisher(options(topics), store, listener);
        publisher.start();
        return publisher;
    }

    private long committed(TopicOptions topics) {
        try (var admin = kafka.admin()) {
            return admin.listConsumerGroupOffsets(options(topics).group()).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(e -> e.getKey().topic().equals(topics.occurrences())).mapToLong(e -> e.getValue().offset()).sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void produce(TopicOptions topics, int count) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new ProducerRecord<>(topics.occurrences(), 0, bytes("k"), json(event(i))));
        }
        kafka.produce(records);
    }

    private static Event event(long offset) {
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(StageDriver.options(Path.of("unused")).analyzer(), events::add);
        byte[] log = TRACEBACK.getBytes(StandardCharsets.UTF_8);
        analyzer.feed("web-1", LogPartition.firstNumber(offset), log, 0, log.length);
        analyzer.finish("web-1");
        return events.getFirst().withPartition(new LogPartition("python-logs", 0));
    }

    private static byte[] json(Event event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventWriter().write(event, out);
        return out.toByteArray();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
