package io.tracestitch.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker: one partition, a clock that tests move, and a broker that always says that nothing is left to read. */
final class StageDriver implements AutoCloseable, StageListener {

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
    static final String TRACEBACK = """
            2026-11-25 08:00:00,022 ERROR orders: it failed
            Traceback (most recent call last):
              File "/srv/app/orders.py", line 42, in charge
                raise PaymentDeclined(order)
            orders.PaymentDeclined: order 20: card expired
            """;

    final StageOptions options;
    final Backlog backlog = new Backlog();
    final SourceRegistry registry;
    final Map<DeadLetterReason, Integer> deadLetters = new EnumMap<>(DeadLetterReason.class);
    final Map<Shed, Long> shed = new EnumMap<>(Shed.class);
    final Map<String, Long> limits = new HashMap<>();
    final List<String> splits = new ArrayList<>();
    int openSources;
    long lines;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private boolean lagging;

    static StageOptions options(Path folder) {
        return StageOptions.of("unused:9092", folder).withAnalyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC));
    }

    StageDriver(StageOptions options) {
        this.options = options;
        this.registry = new SourceRegistry(options.sources().splitWindow(), this);
        this.driver = new TopologyTestDriver(StageTopology.of(options, registry, backlog, this), StreamStage.properties(options), START);
        this.input = driver.createInputTopic(options.topics().inputs().getFirst(), new ByteArraySerializer(), new ByteArraySerializer(),
                START, Duration.ZERO);
    }

    /** The broker has more to read and does not say how much. */
    void lag() {
        lagging = true;
    }

    /** The broker has nothing more to read. */
    void catchUp() {
        lagging = false;
    }

    /** A record comes in, at the time it is. */
    void pipe(String source, String value) {
        pipe(new TestRecord<>(source == null ? null : bytes(source), value == null ? null : bytes(value), now()));
    }

    void pipe(TestRecord<byte[], byte[]> record) {
        input.pipeInput(record);
    }

    /** Each line is a record. */
    void pipeLines(String source, String text) {
        text.lines().forEach(line -> pipe(source, line));
    }

    private Instant now = START;

    Instant now() {
        return now;
    }

    /** Time passes, in steps in which a tick can happen. */
    void pass(Duration time) {
        long step = 100;
        for (long millis = 0; millis < time.toMillis(); millis += step) {
            now = now.plusMillis(step);
            if (!lagging) {
                TopicPartition logs = new TopicPartition(options.topics().repartition() ? options.topics().keyed()
                        : options.topics().inputs().getFirst(), 0);
                backlog.polled(ConsumerRecords.empty(), List.of(logs), true, partition -> OptionalLong.of(0), now.toEpochMilli());
            }
            driver.advanceWallClockTime(Duration.ofMillis(step));
        }
    }

    List<Event> events() {
        return output(options.topics().occurrences()).stream().map(r -> read(r.getValue())).toList();
    }

    List<TestRecord<byte[], byte[]>> output(String topic) {
        TestOutputTopic<byte[], byte[]> out = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return out.readRecordsToList();
    }

    /** The newest state of each incident that was published since the last call. */
    Map<String, Incident> incidents() {
        Map<String, Incident> incidents = new HashMap<>();
        for (TestRecord<byte[], byte[]> record : output(options.topics().incidents())) {
            try {
                incidents.put(text(record.getKey()), IncidentReader.read(record.getValue()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return incidents;
    }

    private static Event read(byte[] json) {
        try {
            return EventReader.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String header(Headers headers, String name) {
        return text(headers.lastHeader(name).value());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void read(long records, long itsLines, long bytes) {
        lines += itsLines;
    }

    @Override
    public void deadLetter(DeadLetterReason reason) {
        deadLetters.merge(reason, 1, Integer::sum);
    }

    @Override
    public void shed(Shed reason, long itsLines) {
        shed.merge(reason, itsLines, Long::sum);
    }

    @Override
    public void limitHit(String limit, long times) {
        limits.merge(limit, times, Long::sum);
    }

    @Override
    public void partitionSplit(String source) {
        splits.add(source);
    }

    @Override
    public void openSources(String topic, int partition, int sources) {
        openSources = sources;
    }

    /** Entries in the store of sources. */
    long savedSources() {
        long count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = driver.<Bytes, byte[]>getKeyValueStore(AnalyzerProcessor.STORE).all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        driver.close();
    }

    /** The driver, for other topics than those of logs. */
    TopologyTestDriver driver() {
        return driver;
    }
}
