package io.tracestitch.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which source was seen in which partitions of a topic, by all tasks of this process, and by other instances as far as they announce
 * it. A source that was seen in two partitions at about the same time is split: its lines come in no order. Bounded; thread-safe.
 */
final class SourceRegistry {

    /** Sources that are known; further ones are not watched. */
    static final int MAX_SOURCES = 500_000;
    /** What the confidence of a split source's events is multiplied with: lines of its tracebacks may be elsewhere. */
    static final double SPLIT_CONFIDENCE = 0.5;
    /** Partitions of one source that are told apart. */
    private static final int MAX_PARTITIONS = 16;

    private final long window;
    private final StageListener listener;
    private final Map<String, Map<Integer, Long>> sightings = new HashMap<>();

    SourceRegistry(Duration window, StageListener listener) {
        this.window = window.toMillis();
        this.listener = listener;
    }

    /**
     * A task of this process has seen a source.
     *
     * @return whether that is to be announced to other instances: it is new, or was announced long ago
     */
    boolean seenHere(String topic, String source, int partition, long now) {
        Map<Integer, Long> known;
        boolean split;
        synchronized (sightings) {
            known = of(topic, source);
            if (known == null) {
                return false;
            }
            Long before = known.get(partition);
            if (before != null && now - before < window / 2) {
                return false;
            }
            split = note(known, partition, now);
        }
        if (split) {
            listener.partitionSplit(source);
        }
        return true;
    }

    /** Another task, of any instance, has announced a source. */
    void announced(String topic, String source, int partition, long time) {
        synchronized (sightings) {
            Map<Integer, Long> known = of(topic, source);
            if (known != null) {
                note(known, partition, Math.max(time, known.getOrDefault(partition, 0L)));
            }
        }
    }

    /** Whether the source is seen in several partitions at this time. */
    boolean isSplit(String topic, String source) {
        synchronized (sightings) {
            Map<Integer, Long> known = sightings.get(key(topic, source));
            return known != null && near(known) > 1;
        }
    }

    private @Nullable Map<Integer, Long> of(String topic, String source) {
        String key = key(topic, source);
        Map<Integer, Long> known = sightings.get(key);
        if (known == null && sightings.size() < MAX_SOURCES) {
            known = new HashMap<>(2);
            sightings.put(key, known);
        }
        return known;
    }

    /** Whether the partition is one more beside others of about the same time. */
    private boolean note(Map<Integer, Long> known, int partition, long time) {
        boolean fresh = known.size() < MAX_PARTITIONS && !known.containsKey(partition);
        if (fresh || known.containsKey(partition)) {
            known.put(partition, time);
        }
        return fresh && near(known) > 1;
    }

    /** How many partitions had the source at about the time of its latest sighting. */
    private int near(Map<Integer, Long> known) {
        long latest = Long.MIN_VALUE;
        for (long time : known.values()) {
            latest = Math.max(latest, time);
        }
        int near = 0;
        for (long time : known.values()) {
            near += latest - time <= window ? 1 : 0;
        }
        return near;
    }

    /** Forgets sources that nobody has seen for so long that it tells nothing any more. */
    void forgetOld(long now) {
        synchronized (sightings) {
            sightings.values().forEach(known -> known.values().removeIf(time -> now - time > 2 * window));
            sightings.values().removeIf(Map::isEmpty);
        }
    }

    private static String key(String topic, String source) {
        return topic + '\0' + source;
    }
}
