package io.tracestitch.stream;

import java.time.Duration;
import java.time.Instant;

import io.tracestitch.core.Analyzer;

/**
 * The time by which a partition's sources are silent. The wall clock would not do: while the stage lags behind, or restores its state,
 * a record's next lines are there but were not read yet. So time passes only as far as it is sure that nothing came: up to the last
 * answer of the broker that there is nothing more to read; and while there is more, no faster than the records' own timestamps.
 */
final class SilenceClock {

    private final double scale;
    private double now;
    private long wall;
    private long records = Long.MIN_VALUE;
    private long newestRecord = Long.MIN_VALUE;

    /**
     * @param flush silence that ends records; the core knows one interval only, and is told the time in its measure
     */
    SilenceClock(Duration flush, long wallMillis) {
        scale = (double) Analyzer.FLUSH_INTERVAL.toMillis() / flush.toMillis();
        wall = wallMillis;
    }

    /** A record was read; clocks of others that go ahead do not count. */
    void read(long timestamp, long wallMillis) {
        newestRecord = Math.max(newestRecord, Math.min(timestamp, wallMillis));
    }

    /**
     * Lets time pass.
     *
     * @param wallMillis the time
     * @param emptyMillis when the broker last said that there is nothing more to read, and everything read before was processed; -1 if
     *     something is waiting
     */
    Instant advance(long wallMillis, long emptyMillis) {
        long until = emptyMillis < 0 ? wallMillis : Math.min(emptyMillis, wallMillis);
        long passed = Math.max(0, until - wall);
        if (emptyMillis < 0) {
            passed = records == Long.MIN_VALUE ? 0 : Math.min(passed, newestRecord - records);
        }
        records = newestRecord;
        wall = Math.max(wall, until);
        now += passed * scale;
        return Instant.ofEpochMilli((long) now);
    }
}
