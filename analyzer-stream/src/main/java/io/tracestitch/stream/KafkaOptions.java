package io.tracestitch.stream;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How Kafka is reached and the work is shared. Immutable.
 *
 * @param bootstrapServers brokers, as {@code HOST:PORT,...}
 * @param application name of this application, shared by all instances: consumer group, prefix of internal topics and transactions
 * @param instance name of this instance, which it keeps over restarts (static membership); null for a dynamic member
 * @param threads threads that process
 * @param standbys copies of each state that other instances keep
 * @param acceptableLag records that a copy of the state may lack to be taken over at once
 * @param stateFolder where state is kept on disk; one for each instance
 * @param properties properties of Kafka's clients and of Kafka Streams, over all that is set here
 */
public record KafkaOptions(String bootstrapServers, String application, @Nullable String instance, int threads, int standbys,
        long acceptableLag, Path stateFolder, Map<String, String> properties) {

    /** Default of the application's name. */
    public static final String APPLICATION = "tracestitch";

    public KafkaOptions {
        properties = Map.copyOf(properties);
        if (threads < 1 || standbys < 0) {
            throw new IllegalArgumentException("there is at least one thread, and no negative number of standbys");
        }
    }

    /** One thread, no standby, dynamic membership. */
    public static KafkaOptions of(String bootstrapServers, Path stateFolder) {
        return new KafkaOptions(bootstrapServers, APPLICATION, null, 1, 0, 10_000, stateFolder, Map.of());
    }

    /** These options for another application. */
    public KafkaOptions withApplication(String name) {
        return new KafkaOptions(bootstrapServers, name, instance, threads, standbys, acceptableLag, stateFolder, properties);
    }

    /** These options for an instance with a lasting name. */
    public KafkaOptions withInstance(@Nullable String name) {
        return new KafkaOptions(bootstrapServers, application, name, threads, standbys, acceptableLag, stateFolder, properties);
    }

    /** These options with so many threads and standbys. */
    public KafkaOptions withParallelism(int itsThreads, int itsStandbys) {
        return new KafkaOptions(bootstrapServers, application, instance, itsThreads, itsStandbys, acceptableLag, stateFolder, properties);
    }

    /** These options with other properties. */
    public KafkaOptions withProperties(Map<String, String> others) {
        return new KafkaOptions(bootstrapServers, application, instance, threads, standbys, acceptableLag, stateFolder, others);
    }
}
