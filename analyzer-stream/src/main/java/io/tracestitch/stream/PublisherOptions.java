package io.tracestitch.stream;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link Publisher} works. Immutable.
 *
 * @param bootstrapServers brokers, as {@code HOST:PORT,...}
 * @param group consumer group; all publishers into one store share it
 * @param instance name of this instance, which it keeps over restarts (static membership); null for a dynamic member
 * @param topics what is read, and where the dead letters go
 * @param batchDocuments documents saved together
 * @param batchBytes bytes of JSON saved together
 * @param batchWait how long documents wait for others at most
 * @param retry first pause before saving is tried again; it doubles up to {@code retryMax}, and is shortened at random
 * @param retryMax longest pause
 * @param properties properties of Kafka's clients, over all that is set here
 */
public record PublisherOptions(String bootstrapServers, String group, @Nullable String instance, TopicOptions topics, int batchDocuments,
        int batchBytes, Duration batchWait, Duration retry, Duration retryMax, Map<String, String> properties) {

    public PublisherOptions {
        properties = Map.copyOf(properties);
        if (batchDocuments < 1 || batchBytes < 1) {
            throw new IllegalArgumentException("a batch has at least one document and one byte");
        }
    }

    /** Batches of 1,000 documents or 8 MB, or of 500 ms; pauses of 200 ms up to 10 s. */
    public static PublisherOptions of(String bootstrapServers, TopicOptions topics) {
        return new PublisherOptions(bootstrapServers, KafkaOptions.APPLICATION + "-publisher", null, topics, 1_000, 8 << 20,
                Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofSeconds(10), Map.of());
    }

    /** These options for another group. */
    public PublisherOptions withGroup(String name) {
        return new PublisherOptions(bootstrapServers, name, instance, topics, batchDocuments, batchBytes, batchWait, retry, retryMax,
                properties);
    }

    /** These options with other properties. */
    public PublisherOptions withProperties(Map<String, String> others) {
        return new PublisherOptions(bootstrapServers, group, instance, topics, batchDocuments, batchBytes, batchWait, retry, retryMax,
                others);
    }
}
