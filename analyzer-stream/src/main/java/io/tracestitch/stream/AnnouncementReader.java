package io.tracestitch.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.stream.AnalyzerProcessor.Announcement;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads which sources other instances have seen where: all of the topic, by every instance. The stage works without it; what it would
 * tell is then known later.
 */
final class AnnouncementReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration JOIN = Duration.ofSeconds(10);

    private final StageOptions options;
    private final SourceRegistry registry;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    AnnouncementReader(StageOptions options, SourceRegistry registry) {
        this.options = options;
        this.registry = registry;
    }

    void start() {
        thread = Thread.ofPlatform().daemon().name("tracestitch-sources").start(this::run);
    }

    private void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(config(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = reader;
                read(reader);
            } catch (WakeupException | InterruptException e) {
                // asked to stop
            } catch (KafkaException e) {
                pause(); // the topic is not there yet, or nobody lets us read it: the stage's health tells of brokers
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        String topic = options.topics().sources();
        List<TopicPartition> partitions = reader.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        while (!stopping) {
            reader.poll(POLL).forEach(record -> {
                Announcement seen = record.key() == null || record.value() == null ? null : Announcement.of(Bytes.wrap(record.key()));
                if (seen != null) {
                    registry.announced(seen.topic(), seen.source(), seen.partition(), record.timestamp());
                }
            });
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(options.kafka().properties());
        config.keySet().removeIf(key -> !ConsumerConfig.configNames().contains(key));
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.kafka().bootstrapServers());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, options.kafka().application() + "-sources");
        return config;
    }

    private void pause() {
        long end = System.currentTimeMillis() + PAUSE.toMillis();
        while (!stopping && System.currentTimeMillis() < end) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        KafkaConsumer<byte[], byte[]> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(JOIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
