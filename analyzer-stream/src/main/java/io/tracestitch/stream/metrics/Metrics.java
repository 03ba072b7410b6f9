package io.tracestitch.stream.metrics;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.tracestitch.store.StoreListener;
import io.tracestitch.stream.StageListener;
import org.jspecify.annotations.Nullable;

/** All metrics of the process, for Prometheus to fetch and, if asked, sent by OTLP. Thread-safe. */
public final class Metrics implements AutoCloseable {

    private final CompositeMeterRegistry all = new CompositeMeterRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final StageMeters stage;
    private final StoreMeters store;

    private Metrics(@Nullable MeterRegistry other) {
        all.add(prometheus);
        if (other != null) {
            all.add(other);
        }
        stage = new StageMeters(all, InstantSource.system());
        store = new StoreMeters(all);
        for (MeterBinder binder : List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())) {
            binder.bindTo(all);
        }
        collector.bindTo(all);
    }

    /** Metrics for Prometheus alone. */
    public static Metrics create() {
        return new Metrics(null);
    }

    /**
     * Metrics for Prometheus that are also sent by OTLP over HTTP.
     *
     * @param collector where they go, such as {@code http://collector:4318/v1/metrics}
     * @param interval how often
     */
    public static Metrics withOtlp(URI collector, Duration interval) {
        return new Metrics(new OtlpMeterRegistry(otlp(collector, interval), Clock.SYSTEM));
    }

    private static OtlpConfig otlp(URI collector, Duration interval) {
        return new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public String url() {
                return collector.toString();
            }

            @Override
            public Duration step() {
                return interval;
            }

            @Override
            public Map<String, String> resourceAttributes() {
                return Map.of("service.name", "tracestitch");
            }
        };
    }

    /** Counts what the stage and the publisher do. */
    public StageListener stage() {
        return stage;
    }

    /** Counts what the store does. */
    public StoreListener store() {
        return store;
    }

    /** Where Kafka's own metrics are to be registered. */
    public MeterRegistry registry() {
        return all;
    }

    /** All metrics in Prometheus' text format. */
    public String scrape() {
        return prometheus.scrape();
    }

    /** Sends what is left by OTLP, and stops. */
    @Override
    public void close() {
        collector.close();
        all.close();
    }
}
