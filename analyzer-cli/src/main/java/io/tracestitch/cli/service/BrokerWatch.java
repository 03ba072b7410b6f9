package io.tracestitch.cli.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Asks now and then whether a broker answers. Kafka's clients hide an outage: they wait and try again, and whoever watches the process
 * would think that all is well.
 */
final class BrokerWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Map<String, Object> PATIENCE = Map.of("default.api.timeout.ms", 5_000, "request.timeout.ms", 4_000);

    private final Map<String, Object> properties;
    private final String servers;
    private final Thread thread;
    private volatile @Nullable String trouble;

    private BrokerWatch(Map<String, Object> admin, String servers) {
        properties = new HashMap<>(admin);
        properties.putAll(PATIENCE);
        this.servers = servers;
        thread = Thread.ofPlatform().daemon().name("tracestitch-broker-watch").unstarted(this::watch);
    }

    /** Begins. */
    static BrokerWatch start(Map<String, Object> admin, String servers) {
        BrokerWatch watch = new BrokerWatch(admin, servers);
        watch.thread.start();
        return watch;
    }

    /** Why Kafka cannot be used, or null if a broker answered the last time. */
    @Nullable String trouble() {
        return trouble;
    }

    private void watch() {
        try (Admin admin = Admin.create(properties)) {
            while (true) {
                try {
                    admin.describeCluster().nodes().get();
                    trouble = null;
                } catch (ExecutionException e) {
                    trouble = KafkaFailure.of(e, servers).why();
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            trouble = KafkaFailure.of(e, servers).why();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
