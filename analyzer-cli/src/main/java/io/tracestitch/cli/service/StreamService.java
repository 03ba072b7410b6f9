package io.tracestitch.cli.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tracestitch.cli.UserError;
import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.stream.Publisher;
import io.tracestitch.stream.StageHealth;
import io.tracestitch.stream.StageOptions;
import io.tracestitch.stream.StreamStage;
import io.tracestitch.stream.TopicOptions;
import io.tracestitch.stream.metrics.Metrics;
import io.tracestitch.stream.metrics.MetricsServer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka stage as a process: metrics and health, the store and its publisher, the stage, in this order; and their end in the other
 * one. {@link #run} is called once; {@link #stop} by any thread.
 */
public final class StreamService {

    private final Configuration settings;
    private final AnalyzerOptions analyzer;
    private final ProgramLog log;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private volatile StageHealth before = StageHealth.notReady("starting");
    private volatile @Nullable StreamStage stage;
    private volatile @Nullable Publisher publisher;
    private volatile @Nullable BrokerWatch broker;
    private volatile @Nullable Thread worker;

    public StreamService(Configuration settings, AnalyzerOptions analyzer, ProgramLog log) {
        this.settings = settings;
        this.analyzer = analyzer;
        this.log = log;
    }

    /**
     * Works until it is stopped.
     *
     * @return whether it was stopped; if not, it can go on no more, and the log says why
     * @throws UserError if settings or rights have to change first
     */
    public boolean run() {
        worker = Thread.currentThread();
        try {
            StageOptions options = StageSettings.stage(settings, analyzer);
            log.info("reads " + inputs(options.topics()) + " from " + options.kafka().bootstrapServers() + " as "
                    + options.kafka().application() + ", store: " + settings.get(Settings.STORE).id());
            Metrics metrics = metrics();
            HealthWatch health = HealthWatch.start(this::health, log);
            closing.push(health::close);
            serve(metrics, health);
            store(metrics);
            new Preflight(admin(), options.kafka().bootstrapServers(), options.topics(), found -> before = found).await();
            start(options, metrics);
            while (!stopping.await(1, TimeUnit.SECONDS)) {
                if (!health.health().live()) {
                    log.error("cannot go on: " + String.join("; ", health.health().reasons()), null);
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            return true; // stopped while it waited for a broker
        } finally {
            worker = null;
            end();
            stopped.countDown();
        }
    }

    private static String inputs(TopicOptions topics) {
        return topics.pattern() == null ? String.join(", ", topics.inputs()) : "topics that match " + topics.pattern();
    }

    private Metrics metrics() {
        URI collector = settings.find(Settings.OTLP_URL);
        Metrics metrics = collector == null ? Metrics.create() : Metrics.withOtlp(collector, settings.get(Settings.OTLP_INTERVAL));
        closing.push(metrics::close);
        return metrics;
    }

    private void serve(Metrics metrics, HealthWatch health) {
        Integer port = settings.find(Settings.METRICS_PORT);
        if (port == null) {
            return;
        }
        try {
            InetSocketAddress address = new InetSocketAddress(settings.get(Settings.METRICS_ADDRESS), port);
            MetricsServer server = MetricsServer.start(address, metrics::scrape, health::health);
            closing.push(server::close);
            log.info("metrics at http://" + address.getHostString() + ":" + server.port() + "/metrics");
        } catch (IOException e) {
            throw new UserError(e.getMessage() + "; set metrics.port or metrics.address");
        }
    }

    private void store(Metrics metrics) {
        IncidentStore store = Stores.open(settings, metrics.store());
        if (store == null) {
            return;
        }
        closing.push(store::close);
        Housekeeping housekeeping = Housekeeping.start(store, settings.get(Settings.STORE_RETENTION), settings.find(Settings.STORE_MAX), log);
        closing.push(housekeeping::close);
        publisher = new Publisher(StageSettings.publisher(settings), store, metrics.stage());
    }

    private Map<String, Object> admin() {
        Map<String, Object> admin = new TreeMap<>(Preflight.PATIENCE);
        admin.putAll(KafkaSettings.client(settings, "admin"));
        return admin;
    }

    private void start(StageOptions options, Metrics metrics) {
        BrokerWatch watch = BrokerWatch.start(admin(), options.kafka().bootstrapServers());
        closing.push(watch::close);
        broker = watch;
        try {
            StreamStage itsStage = new StreamStage(options, metrics.stage());
            itsStage.bindTo(metrics.registry());
            itsStage.start();
            stage = itsStage;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
        Publisher itsPublisher = publisher;
        if (itsPublisher != null) {
            itsPublisher.bindTo(metrics.registry());
            itsPublisher.start();
        }
    }

    /** How the parts are together. */
    private StageHealth health() {
        StreamStage itsStage = stage;
        Publisher itsPublisher = publisher;
        if (itsStage == null) {
            return before;
        }
        List<StageHealth> parts = new ArrayList<>();
        BrokerWatch watch = broker;
        String trouble = watch == null ? null : watch.trouble();
        if (trouble != null) {
            parts.add(StageHealth.notReady(trouble));
        }
        parts.add(itsStage.health());
        if (itsPublisher != null) {
            parts.add(itsPublisher.health());
        }
        return new StageHealth(parts.stream().allMatch(StageHealth::live), parts.stream().allMatch(StageHealth::ready),
                parts.stream().flatMap(part -> part.reasons().stream()).distinct().toList());
    }

    /**
     * Ends it, as a process that is asked to end does.
     *
     * @return whether all that was read could be committed and saved in time
     */
    public boolean stop() {
        Duration patience = settings.get(Settings.SHUTDOWN);
        log.info("stopping");
        stopping.countDown();
        Thread waiting = worker;
        if (waiting != null && stage == null) {
            waiting.interrupt();
        }
        try {
            boolean orderly = stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!orderly) {
                log.warn("not done after " + patience.toSeconds() + " s (stream.shutdown-timeout); what was not committed is read again");
            }
            return orderly;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The publisher ends while the stage does: what the stage commits last is published after the next start. */
    private void end() {
        List<Thread> parts = new ArrayList<>();
        StreamStage itsStage = stage;
        Publisher itsPublisher = publisher;
        if (itsStage != null) {
            parts.add(Thread.ofVirtual().start(itsStage::close));
            if (itsPublisher != null) {
                parts.add(Thread.ofVirtual().start(itsPublisher::close));
            }
        }
        boolean interrupted = false;
        for (Thread part : parts) {
            try {
                part.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        closing.forEach(Runnable::run);
        if (stage != null) {
            log.info("stopped");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
