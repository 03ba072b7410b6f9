package io.tracestitch.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.tracestitch.store.Health;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.SaveResult.Rejection;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Brings occurrences and incidents from Kafka into a store. Offsets are committed only when the store has acknowledged; saving again is
 * harmless. While the store is unavailable nothing is read, and the same batch is tried again. One thread from {@link #start} to
 * {@link #close}; the store is the caller's. Thread-safe.
 */
public final class Publisher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration JOIN = Duration.ofSeconds(60);
    private static final int FETCH_BYTES = 16 << 20;
    private static final int LARGEST = 64 << 20;

    private final PublisherOptions options;
    private final IncidentStore store;
    private final StageListener listener;
    private final PendingBatch batch = new PendingBatch();
    private final Thread thread = Thread.ofPlatform().name("tracestitch-publisher").unstarted(this::run);
    private volatile boolean stopping;
    private volatile boolean assigned;
    private volatile @Nullable String trouble;
    private volatile @Nullable MeterRegistry meters;

    /** A publisher that does not work yet. */
    public Publisher(PublisherOptions options, IncidentStore store, StageListener listener) {
        this.options = options;
        this.store = store;
        this.listener = listener;
    }

    /** Begins to work. */
    public void start() {
        thread.start();
    }

    /** Registers the metrics of its Kafka clients from now on. */
    public void bindTo(MeterRegistry registry) {
        meters = registry;
    }

    /** How it is at this moment. Asks the store, which may take some seconds. */
    public StageHealth health() {
        if (!thread.isAlive()) {
            return stopping || thread.getState() == Thread.State.NEW ? StageHealth.notReady("the publisher does not run")
                    : StageHealth.dead("the publisher has failed: " + trouble);
        }
        String why = trouble;
        if (why != null) {
            return StageHealth.notReady(why);
        }
        if (!assigned) {
            return StageHealth.notReady("the publisher has no partitions yet");
        }
        return store.health() instanceof Health.NotReady(String reason) ? StageHealth.notReady("store: " + reason) : StageHealth.READY;
    }

    private void run() {
        Backoff backoff = new Backoff(options.retry(), options.retryMax());
        while (!stopping) {
            try {
                work();
            } catch (InterruptException e) {
                stopping = true;
            } catch (KafkaException e) {
                assigned = false;
                trouble = "Kafka: " + message(e);
                batch.clear(); // read again from the last commit
                backoff.pause(() -> stopping);
            }
        }
    }

    private void work() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(); KafkaProducer<byte[], byte[]> letters = producer();
                KafkaClientMetrics consumed = new KafkaClientMetrics(consumer); KafkaClientMetrics produced = new KafkaClientMetrics(letters)) {
            MeterRegistry registry = meters;
            if (registry != null) {
                consumed.bindTo(registry);
                produced.bindTo(registry);
            }
            consumer.subscribe(List.of(options.topics().occurrences(), options.topics().incidents()), new Rebalance());
            trouble = null;
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record, letters);
                    if (batch.isFull(options.batchDocuments(), options.batchBytes())) {
                        save(consumer, letters);
                    }
                }
                if (System.currentTimeMillis() - batch.since() >= options.batchWait().toMillis()) {
                    save(consumer, letters);
                }
            }
            save(consumer, letters);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, KafkaProducer<byte[], byte[]> letters) {
        try {
            batch.add(record, record.topic().equals(options.topics().incidents()), System.currentTimeMillis());
        } catch (IOException e) {
            deadLetter(record, DeadLetterReason.NOT_A_DOCUMENT, String.valueOf(e.getMessage()), letters);
        }
    }

    /** Saves the batch, however long it takes, and commits. When it is to stop, one failure is enough: others read it again. */
    private void save(KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> letters) {
        if (batch.isEmpty()) {
            return;
        }
        Backoff backoff = new Backoff(options.retry(), options.retryMax());
        SaveResult result = store.save(batch.documents());
        while (result instanceof SaveResult.Unavailable(String why)) {
            trouble = "the store is unavailable: " + why;
            listener.storeRetried(why);
            if (stopping) {
                batch.clear();
                return;
            }
            consumer.pause(consumer.assignment());
            backoff.pause(() -> {
                consumer.poll(Duration.ZERO); // nothing is read; the group sees that this member lives
                consumer.pause(consumer.assignment());
                return stopping;
            });
            result = store.save(batch.documents());
        }
        consumer.resume(consumer.paused());
        trouble = null;
        for (Rejection rejection : ((SaveResult.Saved) result).rejected()) {
            ConsumerRecord<byte[], byte[]> record = batch.record(rejection);
            if (record != null) {
                deadLetter(record, DeadLetterReason.REJECTED_BY_STORE, rejection.why(), letters);
            }
        }
        commit(consumer);
        batch.clear();
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.commitSync(batch.offsets());
        } catch (RebalanceInProgressException | CommitFailedException e) {
            listener.storeRetried("partitions moved"); // their next publisher saves the same again, which is harmless
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String error,
            KafkaProducer<byte[], byte[]> letters) {
        try {
            letters.send(new ProducerRecord<>(options.topics().deadLetters(), null, record.key(), record.value(),
                    DeadLetters.headers(record.headers(), reason, record.topic(), record.partition(), record.offset(), error))).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter cannot be written: " + message(e), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        listener.deadLetter(reason);
    }

    private static String message(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.batchDocuments());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        options.properties().forEach((key, value) -> {
            if (ConsumerConfig.configNames().contains(key)) {
                config.put(key, value);
            }
        });
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, options.group());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        if (options.instance() != null) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, options.instance());
        }
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST);
        options.properties().forEach((key, value) -> {
            if (ProducerConfig.configNames().contains(key)) {
                config.put(key, value);
            }
        });
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Ends its work: what was read is saved and committed if the store takes it. Closing twice is harmless. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            batch.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned = true;
        }
    }
}
