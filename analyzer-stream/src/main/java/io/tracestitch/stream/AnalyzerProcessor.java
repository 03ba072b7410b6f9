package io.tracestitch.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.stream.SourceStore.Part;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Logs in; events, dead letters and announcements of sources out. One for each task. */
final class AnalyzerProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Names of the children that records are forwarded to, and of the stores. */
    static final String OCCURRENCES = "occurrences";
    static final String DEAD_LETTERS = "dead-letters-of-logs";
    static final String SOURCES = "sources";
    static final String STORE = "sources-state";
    static final String HOOK = "sources-commit";
    /** So often in a flush interval it is looked for records that have to end. */
    private static final int TICKS = 10;
    private static final Duration MIN_TICK = Duration.ofMillis(50);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
    private static final Duration RETENTION_CHECK = Duration.ofMinutes(10);

    private final StageOptions options;
    private final SourceFinder finder;
    private final RecordCheck check;
    private final SourceRegistry registry;
    private final Backlog backlog;
    private final StageListener listener;
    private final EventWriter writer = new EventWriter();
    private final Map<TopicPartition, PartitionAnalyzer> partitions = new HashMap<>();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable SourceStore store;
    /** The key of the newest record, and what it led to: records of one source often come together. */
    private byte @Nullable [] newestKey;
    private PartitionAnalyzer.@Nullable Source newestSource;
    private @Nullable PartitionAnalyzer newestPartition;

    AnalyzerProcessor(StageOptions options, SourceRegistry registry, Backlog backlog, StageListener listener) {
        this.options = options;
        this.finder = new SourceFinder(options.topics().repartition() ? SourceRule.KEY_ALONE : options.sources().rules());
        this.check = new RecordCheck(options.topics().maxRecordBytes());
        this.registry = registry;
        this.backlog = backlog;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        partitions.clear();
        forgetNewest();
        SourceStore sources = new SourceStore(processorContext.getStateStore(STORE));
        store = sources;
        CommitHook hook = processorContext.getStateStore(HOOK);
        hook.beforeCommit(this::save);
        int partition = processorContext.taskId().partition();
        sources.each(Part.OPEN, (topic, source, value) -> analyzer(topic, partition).source(source, wall()));
        Duration tick = options.timing().flush().dividedBy(TICKS);
        processorContext.schedule(tick.compareTo(MIN_TICK) < 0 ? MIN_TICK : tick, PunctuationType.WALL_CLOCK_TIME, this::tick);
        processorContext.schedule(HOUSEKEEPING, PunctuationType.WALL_CLOCK_TIME, this::putAwayIdle);
        processorContext.schedule(RETENTION_CHECK, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
    }

    private long wall() {
        return context().currentSystemTimeMs();
    }

    private ProcessorContext<byte[], byte[]> context() {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        return context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        PartitionAnalyzer analyzer = analyzer(at.topic(), at.partition());
        byte[] value = record.value();
        if (value == null) {
            listener.shed(Shed.TOMBSTONE, 1);
            analyzer.pass(at.offset());
            return;
        }
        DeadLetterReason problem = check.problem(value);
        if (problem != null) {
            analyzer.pass(at.offset());
            deadLetter(record, at, problem, check.explain(problem, value));
            return;
        }
        analyse(analyzer, record, at, value);
    }

    private void analyse(PartitionAnalyzer analyzer, Record<byte[], byte[]> record, RecordMetadata at, byte[] value) {
        long wall = wall();
        PartitionAnalyzer.Source source = newest(analyzer, record.key());
        if (source == null) {
            String found = finder.find(record.key(), record.headers(), value);
            String name = found == null ? at.topic() + '-' + at.partition() : found;
            if (found != null && registry.seenHere(at.topic(), name, at.partition(), wall)) {
                announce(at, name, wall);
            }
            source = analyzer.source(name, wall);
            remember(analyzer, record.key(), source);
        }
        String name = source.name();
        try {
            analyzer.feed(source, at.offset(), record.timestamp(), value, wall);
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of ours must not stop the stage for all the others; what it did to the source's state nobody knows.
            analyzer.drop(name);
            forgetNewest();
            deadLetter(record, at, DeadLetterReason.ANALYSIS_FAILED, e.toString());
        }
    }

    private PartitionAnalyzer.@Nullable Source newest(PartitionAnalyzer analyzer, byte @Nullable [] key) {
        boolean same = finder.isKeyFirst() && key != null && newestPartition == analyzer && Arrays.equals(newestKey, key)
                && newestSource != null && analyzer.isHeld(newestSource);
        return same ? newestSource : null;
    }

    private void remember(PartitionAnalyzer analyzer, byte @Nullable [] key, PartitionAnalyzer.Source source) {
        newestKey = key == null || key.length == 0 ? null : key;
        newestPartition = analyzer;
        newestSource = source;
    }

    private void forgetNewest() {
        newestKey = null;
        newestPartition = null;
        newestSource = null;
    }

    private PartitionAnalyzer analyzer(String topic, int partition) {
        PartitionAnalyzer newest = newestPartition;
        if (newest != null && newest.isOf(topic, partition)) {
            return newest;
        }
        TopicPartition key = new TopicPartition(topic, partition);
        PartitionAnalyzer known = partitions.get(key);
        if (known == null) {
            if (store == null) {
                throw new IllegalStateException("not initialised");
            }
            known = new PartitionAnalyzer(key, options, store, registry, this::event, listener, wall());
            partitions.put(key, known);
        }
        return known;
    }

    private void event(Event event, long timestamp) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(1 << 12);
        try {
            writer.write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        byte[] line = json.toByteArray();
        byte[] key = event.incident().getBytes(StandardCharsets.UTF_8);
        context().forward(new Record<>(key, Arrays.copyOf(line, line.length - 1), Math.max(0, timestamp)), OCCURRENCES);
        listener.event(event, !event.isSighting());
    }

    private void announce(RecordMetadata at, String source, long wall) {
        Announcement announcement = new Announcement(at.topic(), source, at.partition());
        context().forward(new Record<>(announcement.key(), announcement.value(), wall), SOURCES);
    }

    private void deadLetter(Record<byte[], byte[]> record, RecordMetadata at, DeadLetterReason reason, String error) {
        context().forward(new Record<>(record.key(), record.value(), record.timestamp(), DeadLetters.headers(record.headers(), reason,
                at.topic(), at.partition(), at.offset(), error)), DEAD_LETTERS);
        listener.deadLetter(reason);
        listener.shed(Shed.DEAD_LETTER, 1);
    }

    private void tick(long wall) {
        partitions.forEach((partition, analyzer) -> analyzer.tick(wall, backlog.emptyAt(partition, analyzer.processed())));
    }

    private void putAwayIdle(long wall) {
        partitions.values().forEach(analyzer -> analyzer.putAwayIdle(wall));
    }

    private void forgetOld(long wall) {
        long oldest = wall - options.sources().retention().toMillis();
        SourceStore sources = store;
        if (sources != null) {
            Map<String, String> old = new HashMap<>();
            sources.each(Part.READING, (topic, source, value) -> {
                if (PartitionAnalyzer.timestamp(value) < oldest) {
                    old.put(source, topic);
                }
            });
            int partition = context().taskId().partition();
            old.forEach((source, topic) -> analyzer(topic, partition).forget(source, oldest));
        }
        registry.forgetOld(wall);
    }

    private void save() {
        long wall = wall();
        partitions.forEach((partition, analyzer) -> analyzer.save(backlog.isLeaving(partition), wall));
    }

    /** Which source was seen where. */
    record Announcement(String topic, String source, int partition) {

        byte[] key() {
            return (topic + '\0' + source + '\0' + partition).getBytes(StandardCharsets.UTF_8);
        }

        /** For people who look into the topic; the key tells all, and the record's timestamp when. */
        byte[] value() {
            return ("{\"partition\":" + partition + '}').getBytes(StandardCharsets.UTF_8);
        }

        static @Nullable Announcement of(Bytes key) {
            String[] parts = new String(key.get(), StandardCharsets.UTF_8).split("\0", -1);
            try {
                return parts.length == 3 ? new Announcement(parts[0], parts[1], Integer.parseInt(parts[2])) : null;
            } catch (NumberFormatException e) {
                return null; // somebody else's record
            }
        }
    }
}
