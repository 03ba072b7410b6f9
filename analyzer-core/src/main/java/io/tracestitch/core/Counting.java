package io.tracestitch.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.record.Limits;

/** Counts what {@link Counters} tells. Not thread-safe. */
final class Counting {

    long lines;
    long bytes;
    long restored;
    long eventLines;
    long moved;
    private final Map<String, Long> shed = new TreeMap<>();
    private final Map<EventKind, Long> events = new EnumMap<>(EventKind.class);

    void event(EventKind kind) {
        events.merge(kind, 1L, Long::sum);
    }

    void shed(String limit, long count) {
        if (count > 0) {
            shed.merge(limit, count, Long::sum);
        }
    }

    /** @param open lines that are open now */
    Counters counters(long open, Limits limits) {
        long lost = shed.values().stream().mapToLong(Long::longValue).sum();
        return new Counters(lines, bytes, restored, eventLines, lines + restored - eventLines - open - moved - lost, open, moved,
                Map.copyOf(shed), Map.copyOf(events), limits.hits());
    }
}
