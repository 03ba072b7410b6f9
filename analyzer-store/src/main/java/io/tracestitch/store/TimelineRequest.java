package io.tracestitch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Counting occurrences over time.
 *
 * @param incident id of an incident, merged ones included; null: all incidents
 * @param filters what has to hold, all together
 * @param from beginning of the first bucket
 * @param to end, not included; the last bucket is the one that it falls into
 * @param bucket length of one bucket in whole milliseconds; {@code from} and {@code to} are at most {@value #MAX_BUCKETS} buckets
 *        apart
 * @param by field to split the counts by; null: none
 */
public record TimelineRequest(@Nullable String incident, List<Filter> filters, Instant from, Instant to, Duration bucket,
        @Nullable Field by) {

    /** Buckets in one answer. */
    public static final int MAX_BUCKETS = 2_000;
    /** Values that counts are split by; further ones are only in the bucket's whole count. */
    public static final int MAX_SERIES = 20;

    public TimelineRequest {
        filters = List.copyOf(filters);
        Requests.checkFields(filters, by == null ? Set.of() : Set.of(by), Field::ofEvents, "occurrences");
        Requests.checkBuckets(from, to, bucket, MAX_BUCKETS);
    }

    /** How many buckets the answer has. */
    public int buckets() {
        long millis = Times.millis(to) - Times.millis(from);
        return (int) Math.ceilDiv(millis, bucket.toMillis());
    }
}
