package io.tracestitch.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka stage: logs in, occurrences, incidents and dead letters out, each exactly once. Works in threads of its own from
 * {@link #start} to {@link #close}. Thread-safe.
 */
public final class StreamStage implements AutoCloseable {

    /** Longest pause before a thread that failed is replaced. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** A thread that worked for this long begins with the first pause again. */
    private static final Duration HEALTHY = Duration.ofMinutes(2);
    private static final Duration CLOSE = Duration.ofSeconds(60);

    private final StageOptions options;
    private final KafkaStreams streams;
    private final Backlog backlog = new Backlog();
    private final SourceRegistry registry;
    private final AnnouncementReader announcements;
    private final Object backoffLock = new Object();
    private Backoff backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE);
    private long failedAt;
    private volatile boolean stopping;
    private volatile @Nullable String failure;
    private @Nullable KafkaStreamsMetrics metrics;

    /**
     * A stage that does not work yet.
     *
     * @throws IllegalArgumentException with a sentence for the user if Kafka refuses a property
     */
    public StreamStage(StageOptions options, StageListener listener) {
        this.options = options;
        this.registry = new SourceRegistry(options.sources().splitWindow(), listener);
        Map<String, Object> config = StageConfig.of(options, listener);
        try {
            this.streams = new KafkaStreams(StageTopology.of(options, registry, backlog, listener), new StreamsConfig(config),
                    new StageClients(backlog));
        } catch (KafkaException e) {
            throw new IllegalArgumentException("Kafka does not take the configuration: " + e.getMessage(), e);
        }
        this.streams.setUncaughtExceptionHandler(this::failed);
        this.announcements = new AnnouncementReader(options, registry);
    }

    /**
     * Creates missing topics, if that is wanted, and begins to work.
     *
     * @throws IllegalStateException with a sentence for the user if topics cannot be created
     */
    public void start() {
        if (options.topics().create()) {
            createTopics();
        }
        announcements.start();
        streams.start();
    }

    private void createTopics() {
        Map<String, Object> config = new HashMap<>(options.kafka().properties());
        config.keySet().removeIf(key -> !AdminClientConfig.configNames().contains(key));
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, options.kafka().bootstrapServers());
        try (Admin admin = Admin.create(config)) {
            StageTopics.create(admin, options.topics());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("cannot create topics at " + options.kafka().bootstrapServers() + ": " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", e);
        }
    }

    /** A thread failed: another one takes its place, after a pause that grows, for as long as it takes. */
    private StreamThreadExceptionResponse failed(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        failure = root.getClass().getSimpleName() + ": " + root.getMessage();
        long now = System.currentTimeMillis();
        synchronized (backoffLock) {
            if (now - failedAt > HEALTHY.toMillis()) {
                backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE);
            }
            failedAt = now;
            backoff.pause(() -> stopping);
        }
        return stopping ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** How it is at this moment. */
    public StageHealth health() {
        State state = streams.state();
        String why = failure;
        String last = why == null ? "" : "; last failure: " + why;
        return switch (state) {
            case RUNNING -> StageHealth.READY;
            case CREATED -> StageHealth.notReady("not started");
            case REBALANCING -> StageHealth.notReady("partitions are being assigned, or state is being restored" + last);
            case PENDING_SHUTDOWN, NOT_RUNNING -> stopping ? StageHealth.notReady("stopping") : StageHealth.dead("stopped" + last);
            case PENDING_ERROR, ERROR -> StageHealth.dead("all threads have failed" + last);
        };
    }

    /** Registers the metrics of Kafka's clients and of Kafka Streams. */
    public synchronized void bindTo(MeterRegistry meters) {
        if (metrics == null) {
            metrics = new KafkaStreamsMetrics(streams);
            metrics.bindTo(meters);
        }
    }

    /** Ends its work: what was read is committed, with all state. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        stopping = true;
        backlog.closing();
        announcements.close();
        streams.close(CLOSE);
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
    }

    /** The properties as Kafka Streams gets them; for tests. */
    static Properties properties(StageOptions options) {
        Properties properties = new Properties();
        properties.putAll(StageConfig.of(options, StageListener.NONE));
        return properties;
    }
}
