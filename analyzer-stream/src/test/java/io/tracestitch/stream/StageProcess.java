package io.tracestitch.stream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.elastic.ElasticsearchOptions;
import io.tracestitch.store.elastic.ElasticsearchStore;
import io.tracestitch.store.lucene.LuceneOptions;
import io.tracestitch.store.lucene.LuceneStore;
import io.tracestitch.testbed.JavaProcess;

/** A stage or a publisher in a process of its own, so that tests can kill it. */
final class StageProcess {

    static final String READY = "ready";
    /** Kafka's brokers take no shorter one by default. */
    private static final Map<String, String> SESSION = Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1500",
            "max.poll.interval.ms", "60000");

    private StageProcess() {
    }

    /** Options of a stage on topics of its own. */
    static StageOptions options(String servers, String name, String instance, Path folder) {
        StageOptions options = StageOptions.of(servers, folder);
        return options.withKafka(options.kafka().withApplication(name).withInstance(instance.isEmpty() ? null : instance)
                .withProperties(SESSION))
                .withTopics(topics(name))
                .withTiming(options.timing().withFlush(Duration.ofSeconds(5)))
                .withAnalyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC));
    }

    static TopicOptions topics(String name) {
        return TopicOptions.defaults().withInputs(List.of(name + ".logs")).withPrefix(name + ".").withCreated(4, 1);
    }

    /** {@code stage SERVERS NAME INSTANCE FOLDER} or {@code publisher SERVERS NAME INSTANCE STORE}; an empty instance is a dynamic one. */
    public static void main(String[] args) {
        JavaProcess.leaveWithParent();
        try {
            AutoCloseable worker = args[0].equals("stage") ? stage(args[1], args[2], args[3], Path.of(args[4]))
                    : publisher(args[1], args[2], args[4]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(worker)));
            BooleanSupplier ready = worker instanceof StreamStage stage ? () -> stage.health().ready() : () -> true;
            while (!ready.getAsBoolean()) {
                Thread.sleep(50);
            }
            System.out.println(READY);
            Thread.currentThread().join();
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static AutoCloseable stage(String servers, String name, String instance, Path folder) {
        StreamStage stage = new StreamStage(options(servers, name, instance, folder), StageListener.NONE);
        stage.start();
        return stage;
    }

    private static AutoCloseable publisher(String servers, String name, String where) throws InterruptedException {
        IncidentStore store = store(where);
        Publisher publisher = new Publisher(PublisherOptions.of(servers, topics(name)).withGroup(name + "-publisher")
                .withProperties(SESSION), store, StageListener.NONE);
        publisher.start();
        return () -> {
            publisher.close();
            store.close();
        };
    }

    /** An address is that of an Elasticsearch; anything else is a folder. */
    static IncidentStore store(String where) {
        return where.startsWith("http") ? ElasticsearchStore.open(ElasticsearchOptions.at(URI.create(where)).build())
                : LuceneStore.open(LuceneOptions.in(Path.of(where)));
    }

    private static void close(AutoCloseable worker) {
        try {
            worker.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
