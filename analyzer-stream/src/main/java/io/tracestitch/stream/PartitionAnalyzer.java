package io.tracestitch.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.Counters;
import io.tracestitch.core.StatePart;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.stream.SourceStore.Part;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The analysis of one partition: its sources, those of them in memory, and what of them has to be saved. Belongs to one task; not
 * thread-safe.
 */
final class PartitionAnalyzer {

    /** Part of the sources in memory that is put away at once when there are too many. */
    private static final int PUT_AWAY_PART = 8;

    /** Counter of saved parts that could not be read. */
    static final String UNREADABLE_STATE = "unreadable-state";

    /** What all sources of a partition together may keep for stories, in bytes, beyond the little that each begins with. */
    private static final long STITCH_BYTES = 32L << 20;

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
        private long used;
        private long stitchingSaved;
        /** Whether something happened to it since the last commit. */
        private boolean touched;
        private boolean waiting;
        /** Whether something may be open, and whether the store says so. */
        private boolean restless;
        private boolean marked;

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
    private final SourceStore store;
    private final SourceRegistry registry;
    private final Output output;
    private final StageListener listener;
    private final Analyzer analyzer;
    private final SilenceClock silence;
    private final Map<String, Source> sources = new HashMap<>();
    private final List<Source> touched = new ArrayList<>();
    /** Sources that had to be put away while something was open, and when. */
    private final Map<String, Instant> parked = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;
    private final StitchSaving stitching;
    /** What the listener has been told of. */
    private Counters told;
    private long processed = -1;
    private long recordCount;
    private long byteCount;

    PartitionAnalyzer(TopicPartition partition, StageOptions stage, SourceStore store, SourceRegistry registry, Output output,
            StageListener listener, long wall) {
        this.partition = partition;
        this.records = new LogPartition(partition.topic(), partition.partition());
        this.options = stage.sources();
        this.store = store;
        this.registry = registry;
        this.output = output;
        this.listener = listener;
        // Sources are put away before the core would end one to make room.
        this.analyzer = new Analyzer(stage.analyzer().withSources(options.inMemory() + 1, STITCH_BYTES), this::found);
        this.silence = new SilenceClock(stage.timing().flush(), wall);
        this.stitching = new StitchSaving(stage.timing().stitchSave(), wall);
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
        source.used = wall;
        source.restless = true;
        silence.read(timestamp, wall);
        touch(source);
        analyzer.feed(source.name, LogPartition.firstNumber(offset), value, 0, value.length);
    }

    private void touch(Source source) {
        if (!source.touched) {
            source.touched = true;
            touched.add(source);
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
            known.used = wall;
            known.stitchingSaved = wall;
            restore(known);
            parked.remove(name);
            sources.put(name, known);
        }
        return known;
    }

    /** Goes on from what the store knows of the source. */
    private void restore(Source source) {
        byte[] reading = store.get(Part.READING, partition.topic(), source.name);
        if (reading == null) {
            return;
        }
        source.timestamp = timestamp(reading);
        source.marked = store.get(Part.OPEN, partition.topic(), source.name) != null;
        source.restless = source.marked;
        if (restore(source, StatePart.READING, Arrays.copyOfRange(reading, Long.BYTES, reading.length))) {
            restore(source, StatePart.STALLS, store.get(Part.STALLS, partition.topic(), source.name));
            restore(source, StatePart.STITCHING, store.get(Part.STITCHING, partition.topic(), source.name));
        }
    }

    /** A part that cannot be read, such as another version's, is done without: the source's next lines can bear it. */
    private boolean restore(Source source, StatePart part, byte @Nullable [] state) {
        if (state == null) {
            return false;
        }
        try {
            analyzer.restore(source.name, part, state);
            return true;
        } catch (IOException e) {
            listener.limitHit(UNREADABLE_STATE, 1);
            return false;
        }
    }

    private void found(Event event) {
        Source source = sources.get(event.source());
        Event named = event.withPartition(records);
        boolean split = registry.isSplit(partition.topic(), event.source());
        output.event(split ? named.withConfidence(named.confidence() * SourceRegistry.SPLIT_CONFIDENCE) : named,
                source == null ? 0 : source.timestamp);
    }

    /** Ends records of sources that are silent, and forgets about time what does not matter. */
    void tick(long wall, long emptyAt) {
        now = silence.advance(wall, emptyAt);
        for (String name : analyzer.tick(now)) {
            settled(sources.get(name));
        }
        Instant silent = now.minus(Analyzer.FLUSH_INTERVAL);
        List<String> due = parked.entrySet().stream().filter(e -> !e.getValue().isAfter(silent)).map(Map.Entry::getKey).toList();
        for (String name : due) {
            Source source = source(name, wall);
            analyzer.timeOut(name);
            settled(source);
        }
        report();
    }

    private void settled(@Nullable Source source) {
        if (source != null) {
            source.restless = false;
            touch(source);
        }
    }

    /** Puts away sources that were silent for long. */
    void putAwayIdle(long wall) {
        long limit = wall - options.idle().toMillis();
        List<Source> idle = sources.values().stream().filter(s -> s.used < limit && !s.restless).toList();
        idle.forEach(source -> putAway(source, wall));
    }

    private void putAwayOldest(long wall) {
        List<Source> oldest = sources.values().stream()
                .sorted(Comparator.<Source, Boolean>comparing(s -> s.restless).thenComparingLong(s -> s.used))
                .limit(Math.max(1, options.inMemory() / PUT_AWAY_PART)).toList();
        oldest.forEach(source -> putAway(source, wall));
    }

    private void putAway(Source source, long wall) {
        saveChanges(source);
        saveStitching(source, wall);
        analyzer.forget(source.name);
        sources.remove(source.name);
        if (source.restless) {
            parked.put(source.name, now);
        }
    }

    /**
     * Writes what has changed into the store.
     *
     * @param everything whether nobody will do it later, so that even the memory of tasks has to be saved
     */
    void save(boolean everything, long wall) {
        for (Source source : touched) {
            source.touched = false;
            if (isHeld(source)) {
                saveChanges(source);
                if (!source.waiting) {
                    source.waiting = true;
                    stitching.add(source);
                }
            }
        }
        touched.clear();
        stitching.save(everything, wall);
    }

    private void saveChanges(Source source) {
        if (analyzer.changed(source.name, StatePart.READING)) {
            byte[] state = analyzer.save(source.name, StatePart.READING);
            store.put(Part.READING, partition.topic(), source.name,
                    ByteBuffer.allocate(Long.BYTES + state.length).putLong(source.timestamp).put(state).array());
        }
        if (analyzer.changed(source.name, StatePart.STALLS)) {
            store.put(Part.STALLS, partition.topic(), source.name, analyzer.save(source.name, StatePart.STALLS));
        }
        if (source.restless && !source.marked) {
            store.put(Part.OPEN, partition.topic(), source.name, new byte[0]);
        } else if (!source.restless && source.marked) {
            store.delete(Part.OPEN, partition.topic(), source.name);
        }
        source.marked = source.restless;
    }

    private void saveStitching(Source source, long wall) {
        if (analyzer.changed(source.name, StatePart.STITCHING)) {
            store.put(Part.STITCHING, partition.topic(), source.name, analyzer.save(source.name, StatePart.STITCHING));
        }
        source.stitchingSaved = wall;
    }

    /** Saves the memory of tasks source by source, in turns: each at most so often, and all together in a small part of the time. */
    private final class StitchSaving {
        private static final double TIME_SHARE = 0.05;
        private static final long MAX_SAVED_UP_NANOS = 200_000_000;

        private final long interval;
        private final ArrayDeque<Source> queue = new ArrayDeque<>();
        private double nanos = MAX_SAVED_UP_NANOS;
        private long before;

        StitchSaving(Duration interval, long wall) {
            this.interval = interval.toMillis();
            this.before = wall;
        }

        void add(Source source) {
            queue.add(source);
        }

        void save(boolean everything, long wall) {
            nanos = Math.min(MAX_SAVED_UP_NANOS, nanos + (wall - before) * 1e6 * TIME_SHARE);
            before = wall;
            for (int i = queue.size(); i > 0 && (everything || nanos > 0); i--) {
                Source source = queue.remove();
                if (!isHeld(source)) {
                    continue;
                }
                if (!everything && wall - source.stitchingSaved < interval) {
                    queue.add(source);
                    continue;
                }
                long start = System.nanoTime();
                source.waiting = false;
                saveStitching(source, wall);
                nanos -= System.nanoTime() - start;
            }
        }
    }

    /** What a saved source's newest record was written at, in milliseconds. */
    static long timestamp(byte[] reading) {
        return ByteBuffer.wrap(reading).getLong();
    }

    /** Gives up a source of which nobody knows what state it is in. */
    void drop(String name) {
        analyzer.forget(name);
        sources.remove(name);
        store.forget(partition.topic(), name);
    }

    /** Tells the listener what happened since the last time. */
    private void report() {
        Counters now = analyzer.counters();
        Counters before = told;
        told = now;
        if (recordCount > 0) {
            listener.read(recordCount, now.lines() - before.lines(), byteCount);
            recordCount = 0;
            byteCount = 0;
        }
        if (now.eventLines() > before.eventLines() || now.plainLines() > before.plainLines()) {
            listener.settled(now.eventLines() - before.eventLines(), now.plainLines() - before.plainLines());
        }
        long shed = sum(now.shedLines()) - sum(before.shedLines());
        if (shed > 0) {
            listener.shed(Shed.LIMIT, shed);
        }
        listener.openSources(partition.topic(), partition.partition(), sources.size());
        now.limits().forEach((limit, times) -> {
            long more = times - before.limits().getOrDefault(limit, 0L);
            if (more > 0) {
                listener.limitHit(limit, more);
            }
        });
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Forgets a source whose newest record in the store is that old, unless a newer one has come. */
    void forget(String name, long oldest) {
        Source source = sources.get(name);
        if (source == null || source.timestamp < oldest) {
            drop(name);
        }
    }
}
