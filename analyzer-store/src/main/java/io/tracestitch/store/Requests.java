package io.tracestitch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** What requests have to fulfil. */
final class Requests {
    /** Filters in one request, and how deep negations may be nested. */
    private static final int MAX_FILTERS = 50;
    /** Free texts in one request; each can be long. */
    private static final int MAX_TEXTS = 10;
    private static final Duration MAX_BUCKET = Duration.ofDays(366);

    private Requests() {
    }

    static void checkLimit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw new InvalidRequestException("A page has 1 to " + max + " entries, not " + limit + ".");
        }
    }

    static void checkFields(List<Filter> filters, Collection<Field> counted, Predicate<Field> known, String what) {
        if (filters.size() > MAX_FILTERS) {
            throw new InvalidRequestException("A request has at most " + MAX_FILTERS + " filters, not " + filters.size() + ".");
        }
        int texts = 0;
        for (Filter filter : filters) {
            texts += check(filter, known, what) instanceof Filter.Text ? 1 : 0;
        }
        if (texts > MAX_TEXTS) {
            throw new InvalidRequestException("A request has at most " + MAX_TEXTS + " free texts, not " + texts + ".");
        }
        counted.forEach(field -> check(field, known, what));
    }

    /** The filter without its negations. */
    private static Filter check(Filter filter, Predicate<Field> known, String what) {
        Filter inner = filter;
        for (int depth = 0; inner instanceof Filter.Not(Filter negated); depth++) {
            if (depth == MAX_FILTERS) {
                throw new InvalidRequestException("A filter is negated more than " + MAX_FILTERS + " times.");
            }
            inner = negated;
        }
        if (inner instanceof Filter.Has(Field field, var _)) {
            check(field, known, what);
        }
        return inner;
    }

    private static void check(Field field, Predicate<Field> known, String what) {
        if (!known.test(field)) {
            throw new InvalidRequestException("There is no field " + field.id() + " in " + what + ".");
        }
    }

    static void checkBuckets(Instant from, Instant to, Duration bucket, int max) {
        if (!from.isBefore(to)) {
            throw new InvalidRequestException("A timeline ends after it begins, not at " + to + ".");
        }
        if (bucket.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidRequestException("A bucket of a timeline takes at least a millisecond.");
        }
        if (bucket.compareTo(MAX_BUCKET) > 0) {
            throw new InvalidRequestException("A bucket of a timeline takes at most " + MAX_BUCKET.toDays() + " days.");
        }
        if (Duration.between(from, to).dividedBy(bucket) > max) {
            throw new InvalidRequestException("A timeline has at most " + max + " buckets; take longer ones than "
                    + bucket + ".");
        }
    }
}
