package io.tracestitch.cli.report;

import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

/** Counts over time in at most {@value #BUCKETS} buckets, whatever the span: their width doubles when they do not suffice. */
public final class TimeHistogram {

    /** How many buckets there are at most. */
    public static final int BUCKETS = 60;

    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private int shift;

    /** Counts one moment. */
    public void add(Instant time) {
        counts.merge(time.getEpochSecond() >> shift, 1L, Long::sum);
        while (counts.lastKey() - counts.firstKey() >= BUCKETS) {
            widen();
        }
    }

    /** Width of a bucket in seconds, a power of two. */
    public long seconds() {
        return 1L << shift;
    }

    /** Counts in buckets of {@code width} seconds, a power of two not below {@link #seconds()}, from {@code start} on. */
    public long[] counts(Instant start, long width, int buckets) {
        int by = Long.numberOfTrailingZeros(width) - shift;
        long first = start.getEpochSecond() >> shift + by;
        long[] out = new long[buckets];
        counts.forEach((bucket, n) -> {
            long at = (bucket >> by) - first;
            if (at >= 0 && at < buckets) {
                out[(int) at] += n;
            }
        });
        return out;
    }

    /** A histogram of all the counts of others. */
    public static TimeHistogram sum(Collection<TimeHistogram> parts) {
        TimeHistogram out = new TimeHistogram();
        for (TimeHistogram part : parts) {
            part.counts.forEach((bucket, n) -> out.add(bucket << part.shift, n, part.shift));
        }
        return out;
    }

    /** Start of the first bucket; the epoch if nothing was counted. */
    public Instant start() {
        return counts.isEmpty() ? Instant.EPOCH : Instant.ofEpochSecond(counts.firstKey() << shift);
    }

    /** From the first bucket counted in to the last. */
    public int buckets() {
        return counts.isEmpty() ? 0 : (int) (counts.lastKey() - counts.firstKey() + 1);
    }

    private void add(long second, long n, int atLeast) {
        while (shift < atLeast) {
            widen();
        }
        counts.merge(second >> shift, n, Long::sum);
        while (counts.lastKey() - counts.firstKey() >= BUCKETS) {
            widen();
        }
    }

    private void widen() {
        shift++;
        TreeMap<Long, Long> wider = new TreeMap<>();
        counts.forEach((bucket, n) -> wider.merge(bucket >> 1, n, Long::sum));
        counts.clear();
        counts.putAll(wider);
    }
}
