package io.tracestitch.stream.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.stream.DeadLetterReason;
import io.tracestitch.stream.Shed;
import io.tracestitch.stream.StageListener;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the stage: what {@link StageListener} hears, counted. Names are those that Prometheus sees, with dots for underscores and
 * without the endings {@code _total} and {@code _seconds}. Thread-safe.
 *
 * <p>Lines are conserved: {@code lines} = {@code lines.event} + {@code lines.plain} + {@code lines.shed} + {@code lines.open}.
 */
public final class StageMeters implements StageListener {

    /** A task's story as sure as this is called linked; nine in ten are right. */
    private static final double SURE = 0.9;
    private static final String NONE = "none";
    private static final Duration[] LAGS = seconds(0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 15, 30, 60, 300, 3600);
    private static final Duration[] BLOCKED = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final ServiceLabels services;
    private final Counter records;
    private final Counter lines;
    private final Counter bytes;
    private final Counter inEvents;
    private final Counter plain;
    private final Counter unexplained;
    private final Counter splits;
    private final Timer lag;
    private final AtomicLong waiting = new AtomicLong();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

    /**
     * Registers the meters.
     *
     * @param clock tells the time for the lag
     */
    public StageMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        services = new ServiceLabels(registry);
        records = counter("records", "Records of Kafka that were read", "records");
        lines = counter("lines", "Log lines that were read", "lines");
        bytes = counter("bytes", "Bytes of log lines that were read", "bytes");
        inEvents = counter("lines.event", "Lines that are part of an event", null);
        plain = counter("lines.plain", "Lines that were analysed and are part of no event", null);
        unexplained = counter("unexplained", "Events that no pattern explains", null);
        splits = counter("partition.split", "Sources that were seen in a second partition, so that their lines have no order", null);
        for (Shed reason : Shed.values()) {
            shedLines(reason);
        }
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters(reason);
        }
        Gauge.builder("tracestitch.lines.open", waiting, AtomicLong::get)
                .description("Lines read by this process that wait for the end of their record; below 0 where another process had read them")
                .register(registry);
        lag = Timer.builder("tracestitch.lag").description("From the time that a record of the log tells to its publication")
                .serviceLevelObjectives(LAGS).register(registry);
    }

    private static Duration[] seconds(double... seconds) {
        Duration[] out = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            out[i] = Duration.ofMillis(Math.round(seconds[i] * 1000));
        }
        return out;
    }

    private Counter counter(String name, String description, @Nullable String unit, String... tags) {
        return Counter.builder("tracestitch." + name).description(description).baseUnit(unit).tags(tags).register(registry);
    }

    private Counter shedLines(Shed reason) {
        return counter("lines.shed", "Lines that were not analysed", null, "reason", reason.id());
    }

    private Counter deadLetters(DeadLetterReason reason) {
        return counter("dead.letters", "Records that went to the dead letters", null, "reason", reason.id());
    }

    @Override
    public void read(long recordsRead, long linesRead, long bytesRead) {
        records.increment(recordsRead);
        lines.increment(linesRead);
        waiting.addAndGet(linesRead);
        bytes.increment(bytesRead);
    }

    @Override
    public void settled(long linesInEvents, long plainLines) {
        inEvents.increment(linesInEvents);
        plain.increment(plainLines);
        waiting.addAndGet(-linesInEvents - plainLines);
    }

    @Override
    public void shed(Shed reason, long count) {
        shedLines(reason).increment(count);
        waiting.addAndGet(-count);
    }

    @Override
    public void event(Event event, boolean first) {
        counter("events", "Reports of failures", "events", "kind", event.kind().id()).increment();
        String service = services.label(event.source());
        if (first) {
            Counter.builder("tracestitch.occurrences").description("Failures, each counted once however often it was reported")
                    .baseUnit("occurrences").tags(Tags.of("category", orNone(event.category()), "pattern", orNone(event.pattern()),
                            "severity", event.severity().id(), "service", service)).register(registry).increment();
        }
        if (event.pattern() == null) {
            unexplained.increment();
        }
        if (event.task() != null || event.stitch() != null) {
            counter("stitch", "Events about a task, by whether the task's own lines were found", null, "result", stitched(event))
                    .increment();
        }
        Instant written = event.timestamp();
        if (written != null) {
            Duration late = Duration.between(written, clock.instant());
            lag.record(late.isNegative() ? Duration.ZERO : late);
        }
        Double seconds = event.seconds();
        if (event.kind() == EventKind.SLOW_CALLBACK && seconds != null) {
            Timer.builder("tracestitch.slow.callback").description("How long callbacks and steps of tasks blocked the event loop, as logged")
                    .tag("service", service).serviceLevelObjectives(BLOCKED).register(registry)
                    .record(Duration.ofNanos(Math.round(seconds * 1e9)));
        }
    }

    private static String stitched(Event event) {
        return event.stitch() == null ? NONE : event.stitch().confidence() >= SURE ? "linked" : "unsure";
    }

    private static String orNone(@Nullable String label) {
        return label == null ? NONE : label;
    }

    @Override
    public void newIncident(Incident incident) {
        counter("incidents.new", "Incidents that were seen for the first time", null, "category", orNone(incident.category()), "severity",
                incident.severity().id()).increment();
    }

    @Override
    public void limitHit(String limit, long times) {
        counter("limits.hit", "How often a limit cut something", null, "limit", limit).increment(times);
    }

    @Override
    public void partitionSplit(String source) {
        splits.increment();
    }

    @Override
    public void deadLetter(DeadLetterReason reason) {
        deadLetters(reason).increment();
    }

    @Override
    public void openSources(String topic, int partition, int sources) {
        open.computeIfAbsent(topic + "-" + partition, key -> {
            AtomicInteger value = new AtomicInteger();
            Gauge.builder("tracestitch.sources.open", value, AtomicInteger::get)
                    .description("Sources that are held in memory")
                    .tags("topic", topic, "partition", Integer.toString(partition)).register(registry);
            return value;
        }).set(sources);
    }

    @Override
    public void storeRetried(String why) {
        StoreMeters.retries(registry, "save").increment();
    }
}
