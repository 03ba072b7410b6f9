package io.tracestitch.stream;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.testbed.KafkaBroker;
import io.tracestitch.testbed.KafkaTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What {@code analyzer-bench/stream} runs: a broker with a log in it, a bare consumer, a stage, and the way to a searchable document. */
final class StreamBench {

    private static final int SOURCES = 50;
    private static final int PARTITIONS = 4;
    private static final Duration LATENCY_RUN = Duration.ofSeconds(60);
    private static final Duration LATENCY_WARM_UP = Duration.ofSeconds(20);

    private StreamBench() {
    }

    /**
     * {@code broker FOLDER}: runs one until its input ends, and writes its address. {@code load SERVERS TOPIC LOG LINES}: writes the log,
     * so many lines a record. {@code consume SERVERS TOPIC} and {@code stage SERVERS TOPIC LINES FOLDER}: measure. {@code latency SERVERS
     * NAME LOG RATE STORE FOLDER}.
     */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "broker" -> broker();
            case "load" -> load(args[1], args[2], Path.of(args[3]), Integer.parseInt(args[4]));
            case "consume" -> consume(args[1], args[2]);
            case "stage" -> stage(args[1], args[2], Long.parseLong(args[3]), Path.of(args[4]));
            case "latency" -> latency(args[1], args[2], Path.of(args[3]), Integer.parseInt(args[4]), args[5], Path.of(args[6]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void broker() throws IOException {
        try (KafkaBroker broker = KafkaBroker.startForLoad()) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // nothing is written
            }
        }
    }

    /** The log as records, keyed by source: each entry of the log, with all its lines, belongs to one of the sources. */
    private static List<ProducerRecord<byte[], byte[]>> records(String topic, Path log, int linesARecord) throws IOException {
        List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
        StringBuilder[] open = new StringBuilder[SOURCES];
        int[] lines = new int[SOURCES];
        int source = 0;
        int entry = 0;
        for (String line : (Iterable<String>) Files.lines(log, StandardCharsets.UTF_8)::iterator) {
            if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                source = entry++ * 7 % SOURCES;
            }
            StringBuilder text = open[source] == null ? open[source] = new StringBuilder() : open[source].append('\n');
            text.append(line);
            if (++lines[source] >= linesARecord) {
                out.add(record(topic, source, text));
                open[source] = null;
                lines[source] = 0;
            }
        }
        for (int i = 0; i < SOURCES; i++) {
            if (open[i] != null) {
                out.add(record(topic, i, open[i]));
            }
        }
        return out;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int source, StringBuilder text) {
        return new ProducerRecord<>(topic, ("service-" + source).getBytes(StandardCharsets.UTF_8),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void load(String servers, String topic, Path log, int linesARecord) throws IOException {
        KafkaTopics topics = KafkaTopics.at(servers);
        topics.create(topic, PARTITIONS);
        List<ProducerRecord<byte[], byte[]>> records = records(topic, log, linesARecord);
        topics.produce(records);
        System.out.println(records.size());
    }

    private static void consume(String servers, String topic) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", servers, "isolation.level", "read_committed",
                "max.poll.records", 20_000, "fetch.max.bytes", 8 << 20, "max.partition.fetch.bytes", 4 << 20));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            long total = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Meter meter = new Meter(total);
            long bytes = 0;
            while (!meter.isDone()) {
                long count = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    bytes += record.value().length;
                    count++;
                }
                meter.add(count);
            }
            meter.print(bytes);
        }
    }

    private static void stage(String servers, String topic, long lines, Path folder) throws InterruptedException {
        StageOptions options = options(servers, "bench-" + topic, List.of(topic), folder);
        Meter meter = new Meter(lines);
        AtomicLong bytes = new AtomicLong();
        AtomicLong events = new AtomicLong();
        StageListener listener = new StageListener() {
            @Override
            public void read(long records, long itsLines, long itsBytes) {
                bytes.addAndGet(itsBytes);
                meter.add(itsLines);
            }

            @Override
            public void event(Event event, boolean first) {
                events.incrementAndGet();
            }
        };
        try (StreamStage stage = new StreamStage(options, listener)) {
            stage.start();
            while (!meter.isDone()) {
                Thread.sleep(20);
            }
            meter.print(bytes.get());
            System.err.println(events + " events");
        }
    }

    private static StageOptions options(String servers, String name, List<String> inputs, Path folder) {
        StageOptions options = StageOptions.of(servers, folder);
        return options.withKafka(options.kafka().withApplication(name))
                .withTopics(TopicOptions.defaults().withInputs(inputs).withPrefix(name + ".").withCreated(PARTITIONS, 1));
    }

    /** Counts against time: of the whole, and of the second half, when everything is compiled. */
    private static final class Meter {
        private final long total;
        private long done;
        private long start;
        private long startCpu;
        private long half;
        private long halfCpu;
        private long halfDone;
        private long end;
        private long endCpu;

        Meter(long total) {
            this.total = total;
        }

        synchronized void add(long count) {
            if (count == 0) {
                return;
            }
            long now = System.nanoTime();
            long cpu = cpu();
            if (start == 0) {
                start = now;
                startCpu = cpu;
            }
            done += count;
            if (half == 0 && done >= total / 2) {
                half = now;
                halfCpu = cpu;
                halfDone = done;
            }
            end = now;
            endCpu = cpu;
        }

        synchronized boolean isDone() {
            return done >= total - total / 500; // an empty line at the end of a record is none
        }

        synchronized void print(long bytes) {
            System.out.printf("{\"count\": %d, \"bytes\": %d, \"seconds\": %.3f, \"cpu\": %.3f, \"second_half\": {\"count\": %d, \"seconds\": %.3f, "
                    + "\"cpu\": %.3f}}%n", done, bytes, (end - start) / 1e9, (endCpu - startCpu) / 1e9, done - halfDone, (end - half) / 1e9,
                    (endCpu - halfCpu) / 1e9);
        }

        private static long cpu() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }

    /** From a traceback's last line, when Kafka acknowledged it, to the document that a search finds. */
    private static void latency(String servers, String name, Path log, int rate, String where, Path folder) throws Exception {
        KafkaTopics topics = KafkaTopics.at(servers);
        topics.create(name + ".logs", PARTITIONS);
        Map<Long, Long> written = new ConcurrentHashMap<>();
        List<Long> took = new ArrayList<>();
        StageOptions options = options(servers, name, List.of(name + ".logs"), folder);
        try (StreamStage stage = new StreamStage(options, StageListener.NONE); IncidentStore store = StageProcess.store(where);
                Publisher publisher = new Publisher(PublisherOptions.of(servers, options.topics()).withGroup(name + "-publisher"), store,
                        StageListener.NONE)) {
            stage.start();
            publisher.start();
            while (!stage.health().ready() || !publisher.health().ready()) {
                Thread.sleep(100);
            }
            List<ProducerRecord<byte[], byte[]>> records = records(name + ".logs", log, 1);
            Thread writer = Thread.ofPlatform().start(() -> write(topics, records, rate, written));
            Set<String> seen = new HashSet<>();
            long begin = System.nanoTime();
            while (writer.isAlive()) {
                Thread.sleep(50);
                long now = System.nanoTime();
                for (OccurrenceView view : store.occurrences(OccurrenceRequest.latest(1_000)).occurrences()) {
                    EventDocument event = view.event();
                    if (seen.add(event.id()) && now - begin > LATENCY_WARM_UP.toNanos()) {
                        Event full = EventReader.read(event.json());
                        Long at = written.get(key(full.partition().partition(), LogPartition.offset(full.lastLine())));
                        if (at != null) {
                            took.add(now - at);
                        }
                    }
                }
            }
        }
        took.sort(null);
        System.out.printf("{\"rate\": %d, \"tracebacks\": %d, \"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f}%n", rate, took.size(),
                took.get(took.size() / 2) / 1e9, took.get((int) (took.size() * 0.99)) / 1e9, took.getLast() / 1e9);
    }

    private static long key(int partition, long offset) {
        return (long) partition << 48 | offset;
    }

    private static void write(KafkaTopics topics, List<ProducerRecord<byte[], byte[]>> records, int rate, Map<Long, Long> written) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            long start = System.nanoTime();
            long count = Math.min(records.size(), rate * LATENCY_RUN.toSeconds());
            for (int i = 0; i < count; i++) {
                producer.send(records.get(i), (metadata, e) -> {
                    if (e == null) {
                        written.put(key(metadata.partition(), metadata.offset()), System.nanoTime());
                    }
                });
                long early = (start + (i + 1) * 1_000_000_000L / rate - System.nanoTime()) / 1_000_000;
                if (early > 2) {
                    Thread.sleep(early);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
