package io.tracestitch.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Occurrences over time.
 *
 * @param buckets oldest first, without gaps
 */
public record Timeline(List<Bucket> buckets) {

    public Timeline {
        buckets = List.copyOf(buckets);
    }

    /**
     * One span of time.
     *
     * @param start its beginning
     * @param count occurrences in it
     * @param by the same by value, if the request asked for it: of the values that are most frequent on the whole timeline, those
     *        that occur here; {@link Field#NONE} for occurrences without a value
     */
    public record Bucket(Instant start, long count, Map<String, Long> by) {
        public Bucket {
            by = Map.copyOf(by);
        }
    }
}
