package io.tracestitch.cli.service;

import java.time.Duration;
import java.time.Instant;

import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.Retention;
import io.tracestitch.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** Forgets what a store need not keep any longer, every hour. Several processes may do so with one store. */
final class Housekeeping implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final Thread thread;

    private Housekeeping(Thread thread) {
        this.thread = thread;
    }

    /**
     * Begins, now for the first time.
     *
     * @param keep how long events are kept
     * @param maxBytes room that the store may take, or null
     */
    static Housekeeping start(IncidentStore store, Duration keep, @Nullable Long maxBytes, ProgramLog log) {
        return new Housekeeping(Thread.ofVirtual().name("tracestitch-retention").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                prune(store, new Retention.Policy(Instant.now().minus(keep), maxBytes), log);
                try {
                    Thread.sleep(INTERVAL);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }));
    }

    private static void prune(IncidentStore store, Retention.Policy policy, ProgramLog log) {
        try {
            Retention.Forgotten forgotten = store.prune(policy);
            if (forgotten.events() + forgotten.incidents() > 0) {
                log.info("retention: forgot " + forgotten.events() + " events and " + forgotten.incidents() + " incidents");
            }
        } catch (StoreUnavailableException e) {
            log.warn("retention: nothing was forgotten this time: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
