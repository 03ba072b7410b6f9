package io.tracestitch.cli.service;

import java.time.Duration;
import java.util.function.Supplier;

import io.tracestitch.stream.StageHealth;

/** Looks at the process' health, keeps it for whoever asks, and logs each change once. */
final class HealthWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<StageHealth> process;
    private final ProgramLog log;
    private final Thread thread;
    private volatile StageHealth now = StageHealth.notReady("starting");

    private HealthWatch(Supplier<StageHealth> process, ProgramLog log) {
        this.process = process;
        this.log = log;
        this.thread = Thread.ofVirtual().name("tracestitch-health").unstarted(this::watch);
    }

    /** Begins. */
    static HealthWatch start(Supplier<StageHealth> process, ProgramLog log) {
        HealthWatch watch = new HealthWatch(process, log);
        watch.thread.start();
        return watch;
    }

    /** How it was a moment ago. */
    StageHealth health() {
        return now;
    }

    private void watch() {
        try {
            while (true) {
                StageHealth next = process.get();
                if (!next.equals(now)) {
                    now = next;
                    tell(next);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(StageHealth health) {
        if (health.ready()) {
            log.info("ready");
        } else {
            health.reasons().forEach(reason -> log.warn("not ready: " + reason));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
