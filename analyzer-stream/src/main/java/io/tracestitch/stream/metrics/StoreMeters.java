package io.tracestitch.stream.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StoreListener;

/** The meters of the store: what {@link StoreListener} hears, counted. Thread-safe. */
public final class StoreMeters implements StoreListener {

    private static final Duration[] TIMES = {Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30)};

    private final MeterRegistry registry;

    /** Registers the meters. */
    public StoreMeters(MeterRegistry registry) {
        this.registry = registry;
        for (boolean saved : new boolean[] {true, false}) {
            writes(saved);
        }
        retries(registry, "save");
    }

    @Override
    public void saved(SaveResult result, Duration took) {
        writes(result instanceof SaveResult.Saved).record(took);
    }

    @Override
    public void retried(String why) {
        retries(registry, why).increment();
    }

    private Timer writes(boolean saved) {
        return Timer.builder("tracestitch.store.write").description("How long it took to save a batch of documents, retries included")
                .tag("result", saved ? "saved" : "failed").serviceLevelObjectives(TIMES).register(registry);
    }

    /**
     * The counter of retries.
     *
     * @param reason one of the few words of the store, or {@code save} where the publisher saves a whole batch again
     */
    static Counter retries(MeterRegistry registry, String reason) {
        return Counter.builder("tracestitch.store.retries").description("Writes to the store that were tried again").tag("reason", reason)
                .register(registry);
    }
}
