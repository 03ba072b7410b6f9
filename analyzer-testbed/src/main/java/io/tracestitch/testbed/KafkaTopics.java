package io.tracestitch.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What tests do to topics: create, write, read. Each call opens a client of its own; for loads take {@link #producer}. Records are read
 * as other programs see them: those of transactions that were committed. Not thread-safe.
 */
public final class KafkaTopics {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String servers;

    KafkaTopics(String servers) {
        this.servers = servers;
    }

    /** The topics of the broker at {@code host:port}. */
    public static KafkaTopics at(String servers) {
        return new KafkaTopics(servers);
    }

    /** Creates a topic of one replica. */
    public void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    /** Creates a topic of one replica with settings such as {@code cleanup.policy}. */
    public void create(String topic, int partitions, Map<String, String> settings) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1)).configs(settings))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An administrator's client; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** A producer of bytes that waits for the broker's acknowledgement; the caller closes it. */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5, "batch.size", 1 << 18,
                "max.request.size", 1 << 25, "buffer.memory", 1 << 26), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes records in this order and waits until they are there.
     *
     * @throws IllegalStateException if one of them was refused
     */
    public void produce(List<ProducerRecord<byte[], byte[]>> records) {
        List<Exception> failures = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record, (metadata, e) -> {
                    if (e != null) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                });
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " records were refused", failures.getFirst());
        }
    }

    /** All records that the topic holds now, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(POLL).forEach(all::add);
            }
        }
        all.sort((a, b) -> a.partition() != b.partition() ? Integer.compare(a.partition(), b.partition())
                : Long.compare(a.offset(), b.offset()));
        return all;
    }

    /**
     * Waits until the topic holds that many records, and gives all that it holds.
     *
     * @throws IllegalStateException if they do not come in time
     */
    public List<ConsumerRecord<byte[], byte[]>> await(String topic, int count, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        List<ConsumerRecord<byte[], byte[]>> found = read(topic);
        while (found.size() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(topic + " holds " + found.size() + " records after " + atMost + ", not " + count);
            }
            Pause.millis(100);
            found = read(topic);
        }
        return found;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
