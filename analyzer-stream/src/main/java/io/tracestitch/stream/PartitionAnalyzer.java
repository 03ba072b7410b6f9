package io.tracestitch.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.stream.SourceStore.Part;
import org.apache.kafka.common.TopicPartition;

/**
 * The analysis of one partition: its sources, those of them in memory, and what of them has to be saved. Belongs to one task; not
 * thread-safe.
 */
final class PartitionAnalyzer {

    /** Part of the sources in memory that is put away at once when there are too many. */
    private static final int PUT_AWAY_PART = 8;

    /** Gets what was found. */
    interface Output {
        /**
         * A report of a failure.
         *
         * @param timestamp of the newest record of its source
         */
        void event(Event event, long timestamp);
    }

    /** A source in memory. */
    static final class Source {
        private final String name;
        private long timestamp;
        private long touched;
        private long stitchingSaved;
        private boolean changed;
        private boolean stitchingChanged;
        private boolean markedOpen;

        private Source(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    private final TopicPartition partition;
    private final LogPartition records;
    private final SourceOptions options;
    private final long stitchSave;
    private final SourceStore store;
    private final SourceRegistry registry;
    private final Output output;
    private final StageListener listener;
    private final Analyzer analyzer;
    private final SilenceClock silence;
    private final Map<String, Source> sources = new HashMap<>();
    private final List<Source> changed = new ArrayList<>();
    private final List<Source> stitchingChanged = new ArrayList<>();
    private final Map<String, Long> limits = new HashMap<>();
    private long processed = -1;
    private long recordCount;
    private long byteCount;
    private long lineCount;

    PartitionAnalyzer(TopicPartition partition, StageOptions stage, SourceStore store, SourceRegistry registry, Output output,
            StageListener listener, long wall) {
        this.partition = partition;
        this.records = new LogPartition(partition.topic(), partition.partition());
        this.options = stage.sources();
        this.stitchSave = stage.timing().stitchSave().toMillis();
        this.store = store;
        this.registry = registry;
        this.output = output;
        this.listener = listener;
        this.analyzer = new Analyzer(stage.analyzer(), this::found);
        this.silence = new SilenceClock(stage.timing().flush(), wall);
    }

    boolean isOf(String topic, int number) {
        return partition.partition() == number && partition.topic().equals(topic);
    }

    /** Offset of the last record that was fed; -1 if none was. */
    long processed() {
        return processed;
    }

    /** A record was read that is none of the analysis's business. */
    void pass(long offset) {
        processed = offset;
    }

    /** Analyses a record. */
    void feed(String name, long offset, long timestamp, byte[] value, long wall) {
        feed(source(name, wall), offset, timestamp, value, wall);
    }

    /** Analyses a record of a source that {@link #source} gave, and that {@link #isHeld is still held}. */
    void feed(Source source, long offset, long timestamp, byte[] value, long wall) {
        processed = offset;
        recordCount++;
        byteCount += value.length;
        source.timestamp = timestamp;
        source.touched = wall;
        silence.read(timestamp, wall);
        changed(source);
        analyzer.feed(source.name, LogPartition.firstNumber(offset), value, 0, value.length);
    }

    private void changed(Source source) {
        if (!source.changed) {
            source.changed = true;
            changed.add(source);
        }
        if (!source.stitchingChanged) {
            source.stitchingChanged = true;
            stitchingChanged.add(source);
        }
    }

    boolean isHeld(Source source) {
        return sources.get(source.name) == source;
    }

    /** The source of that name, from the store if it is not in memory. */
    Source source(String name, long wall) {
        Source known = sources.get(name);
        if (known == null) {
            if (sources.size() >= options.inMemory()) {
                putAwayOldest(wall);
            }
            known = new Source(name);
            known.touched = wall;
            known.stitchingSaved = wall;
            restore(known);
            sources.put(name, known);
        }
        return known;
    }

    private void restore(Source source) {
        byte[] reading = store.get(Part.READING, partition.topic(), source.name);
        byte[] stitching = store.get(Part.STITCHING, partition.topic(), source.name);
        if (reading == null) {
            return;
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(reading));
            source.timestamp = in.readLong();
            source.markedOpen = in.readBoolean();
            SourceState.restoreReading(analyzer, source.name, in);
            if (stitching != null) {
                SourceState.restoreStitching(analyzer, source.name, new DataInputStream(new ByteArrayInputStream(stitching)));
            }
        } catch (IOException e) {
            // Another version's state: the source begins anew, which is what its next lines can bear.
            SourceState.release(analyzer, source.name);
            listener.limitHit("unreadable-state", 1);
        }
    }

    private void found(Event event) {
        Source source = sources.get(event.source());
        Event named = event.withPartition(records);
        boolean split = registry.isSplit(partition.topic(), event.source());
        output.event(split ? named.withConfidence(named.confidence() * SourceRegistry.SPLIT_CONFIDENCE) : named,
                source == null ? 0 : source.timestamp);
        if (source != null) {
            changed(source);
        }
    }

    /** Ends records of sources that are silent, and forgets about time what does not matter. */
    void tick(long wall, long emptyAt) {
        analyzer.tick(silence.advance(wall, emptyAt));
        report();
    }

    /** Puts away sources that were silent for long. */
    void putAwayIdle(long wall) {
        long limit = wall - options.idle().toMillis();
        List<Source> idle = sources.values().stream().filter(s -> s.touched < limit && !SourceState.isOpen(analyzer, s.name)).toList();
        idle.forEach(source -> putAway(source, wall));
    }

    private void putAwayOldest(long wall) {
        List<Source> oldest = sources.values().stream().sorted(Comparator.comparingLong(s -> s.touched))
                .limit(Math.max(1, options.inMemory() / PUT_AWAY_PART)).toList();
        oldest.forEach(source -> putAway(source, wall));
    }

    private void putAway(Source source, long wall) {
        saveReading(source);
        saveStitching(source, wall);
        SourceState.release(analyzer, source.name);
        sources.remove(source.name);
    }

    /**
     * Writes what has changed into the store.
     *
     * @param everything whether nobody will do it later, so that even the memory of tasks has to be saved
     */
    void save(boolean everything, long wall) {
        for (Source source : changed) {
            if (source.changed && isHeld(source)) {
                saveReading(source);
            }
        }
        changed.clear();
        List<Source> waiting = new ArrayList<>();
        for (Source source : stitchingChanged) {
            if (source.stitchingChanged && isHeld(source)) {
                if (everything || wall - source.stitchingSaved >= stitchSave) {
                    saveStitching(source, wall);
                } else {
                    waiting.add(source);
                }
            }
        }
        stitchingChanged.clear();
        stitchingChanged.addAll(waiting);
    }

    private void saveReading(Source source) {
        source.changed = false;
        boolean open = SourceState.isOpen(analyzer, source.name);
        store.put(Part.READING, partition.topic(), source.name, bytes(out -> {
            out.writeLong(source.timestamp);
            out.writeBoolean(open);
            SourceState.saveReading(analyzer, source.name, out);
        }));
        if (open && !source.markedOpen) {
            store.put(Part.OPEN, partition.topic(), source.name, new byte[0]);
        } else if (!open && source.markedOpen) {
            store.delete(Part.OPEN, partition.topic(), source.name);
        }
        source.markedOpen = open;
    }

    private void saveStitching(Source source, long wall) {
        source.stitchingChanged = false;
        source.stitchingSaved = wall;
        store.put(Part.STITCHING, partition.topic(), source.name, bytes(out -> SourceState.saveStitching(analyzer, source.name, out)));
    }

    /** What a saved source's newest record was written at, in milliseconds. */
    static long timestamp(byte[] reading) {
        return ByteBuffer.wrap(reading).getLong();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Gives up a source of which nobody knows what state it is in. */
    void drop(String name) {
        SourceState.release(analyzer, name);
        sources.remove(name);
        store.forget(partition.topic(), name);
    }

    /** Tells the listener what happened since the last time. */
    private void report() {
        long lines = 0;
        if (recordCount > 0) {
            listener.read(recordCount, lines - lineCount, byteCount);
            recordCount = 0;
            byteCount = 0;
            lineCount = lines;
        }
        listener.openSources(partition.topic(), partition.partition(), sources.size());
        analyzer.limitsHit().forEach((limit, times) -> {
            Long before = limits.put(limit, times);
            if (before == null || before < times) {
                listener.limitHit(limit, times - (before == null ? 0 : before));
            }
        });
    }

    /** Forgets a source whose newest record in the store is that old, unless a newer one has come. */
    void forget(String name, long oldest) {
        Source source = sources.get(name);
        if (source == null || source.timestamp < oldest) {
            drop(name);
        }
    }
}
