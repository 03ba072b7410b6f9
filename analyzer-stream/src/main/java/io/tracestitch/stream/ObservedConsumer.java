package io.tracestitch.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Kafka's consumer, which tells a {@link Backlog} what it sees. */
final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final String FETCHES = "fetch-total";
    private static final String FETCH_GROUP = "consumer-fetch-manager-metrics";

    private final Backlog backlog;
    private @Nullable Metric fetches;
    private double fetched;

    ObservedConsumer(Map<String, Object> config, Backlog backlog) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.backlog = backlog;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        double answers = fetches();
        backlog.polled(records, assignment(), answers > fetched, this::currentLag, System.currentTimeMillis());
        fetched = answers;
        return records;
    }

    /** How often brokers answered a request for records. */
    private double fetches() {
        Metric metric = fetches;
        if (metric == null) {
            metric = metrics().entrySet().stream()
                    .filter(e -> e.getKey().name().equals(FETCHES) && e.getKey().group().equals(FETCH_GROUP)
                            && !e.getKey().tags().containsKey("topic"))
                    .map(Map.Entry::getValue).findFirst()
                    .orElseThrow(() -> new IllegalStateException("Kafka's consumer has no metric " + FETCHES));
            fetches = metric;
        }
        return ((Number) metric.metricValue()).doubleValue();
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, observed(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, observed(listener));
    }

    private ConsumerRebalanceListener observed(ConsumerRebalanceListener inner) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                backlog.leaving(partitions);
                try {
                    inner.onPartitionsRevoked(partitions);
                } finally {
                    backlog.forget(partitions);
                }
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                backlog.forget(partitions);
                inner.onPartitionsLost(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                backlog.forget(partitions);
                inner.onPartitionsAssigned(partitions);
            }
        };
    }
}
