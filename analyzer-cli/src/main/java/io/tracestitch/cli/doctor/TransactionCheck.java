package io.tracestitch.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.tracestitch.cli.service.KafkaFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Whether transactions are allowed and work, and how far this clock is from the broker's. A transaction of one offset, for a group that
 * nobody uses, is begun and taken back: it goes all the way that the stage's transactions go, and leaves no record in any topic.
 */
final class TransactionCheck {

    private static final String SUBJECT = "transactions";
    private static final String CLOCK = "clock";
    /** Times of records and of the machine are compared; Kafka itself begins to refuse records at an hour. */
    private static final Duration SKEW = Duration.ofSeconds(2);
    private static final long PATIENCE_MILLIS = 15_000;

    private final Admin admin;
    private final Map<String, Object> producer;
    private final Map<String, Object> consumer;
    private final String servers;
    private final String id;

    /**
     * @param producer properties of a producer
     * @param consumer properties of a consumer
     * @param application name of the application, with which the names of groups and transactions begin
     */
    TransactionCheck(Admin admin, Map<String, Object> producer, Map<String, Object> consumer, String servers, String application) {
        this.admin = admin;
        this.producer = new HashMap<>(producer);
        this.consumer = new HashMap<>(consumer);
        this.servers = servers;
        this.id = application + "-doctor";
    }

    /** Tries it on a partition that exists. */
    void run(TopicPartition partition, Consumer<Finding> findings) throws InterruptedException {
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        Duration skew;
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        try (KafkaProducer<byte[], byte[]> client = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> group = new KafkaConsumer<>(consumer, new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            client.initTransactions();
            client.beginTransaction();
            Instant before = Instant.now();
            client.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(0)), group.groupMetadata());
            Instant after = Instant.now();
            skew = skew(before, after);
            client.abortTransaction();
        } catch (KafkaException e) {
            findings.accept(Finding.fail(SUBJECT, "a transaction as " + id + " failed: " + KafkaFailure.of(e, servers).why(),
                    "Grant WRITE on the transactional ids and READ on the groups that begin with this application's name (ACL)"));
            return;
        }
        findings.accept(Finding.ok(SUBJECT, "one was begun and taken back as " + id));
        if (skew == null) {
            findings.accept(Finding.warn(CLOCK, "the broker did not tell its time", "Compare the clocks by hand"));
        } else if (skew.abs().compareTo(SKEW) > 0) {
            findings.accept(Finding.warn(CLOCK, "this machine is " + skew.abs().toMillis() + " ms " + (skew.isNegative() ? "behind" : "ahead of")
                    + " the broker", "Set the clocks by NTP: the lag metrics and retention go by them"));
        } else {
            findings.accept(Finding.ok(CLOCK, "within " + Math.max(1, skew.abs().toMillis()) + " ms of the broker's"));
        }
    }

    /** The broker's own time of a transaction's begin, against the time in which it must have begun; null if it tells none. */
    private @Nullable Duration skew(Instant before, Instant after) throws InterruptedException {
        try {
            OptionalLong began = admin.describeTransactions(List.of(id)).description(id).get().transactionStartTimeMs();
            if (began.isEmpty()) {
                return null;
            }
            Instant broker = Instant.ofEpochMilli(began.getAsLong());
            // Times of the broker are whole milliseconds, cut off.
            if (broker.plusMillis(1).isBefore(before)) {
                return Duration.between(broker, before);
            }
            return broker.isAfter(after) ? Duration.between(broker, after) : Duration.ZERO;
        } catch (ExecutionException e) {
            return null;
        }
    }
}
