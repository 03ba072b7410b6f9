package io.tracestitch.store;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which occurrences to show, by time and position in the log. Filters look at the event that was the first to report the
 * occurrence.
 *
 * @param incident id of an incident, whose occurrences and those of incidents merged into it are shown; null: of all incidents
 * @param filters what has to hold, all together
 * @param newestFirst whether the latest comes first
 * @param cursor {@link OccurrencePage#next} of the page before, from a request that is the same otherwise; null for the first
 *        page
 * @param limit occurrences on a page, 1 to {@value #MAX_LIMIT}; of large ones there may be fewer
 */
public record OccurrenceRequest(@Nullable String incident, List<Filter> filters, boolean newestFirst, @Nullable String cursor,
        int limit) {

    /** Occurrences on a page. */
    public static final int MAX_LIMIT = 1_000;

    public OccurrenceRequest {
        filters = List.copyOf(filters);
        Requests.checkLimit(limit, MAX_LIMIT);
        Requests.checkFields(filters, Set.of(), Field::ofEvents, "occurrences");
    }

    /** The occurrences of an incident, latest first. */
    public static OccurrenceRequest of(String incident, int limit) {
        return new OccurrenceRequest(incident, List.of(), true, null, limit);
    }

    /** All occurrences for which the filters hold, latest first. */
    public static OccurrenceRequest latest(int limit, Filter... filters) {
        return new OccurrenceRequest(null, List.of(filters), true, null, limit);
    }

    /** The same request for another page. */
    public OccurrenceRequest after(@Nullable String newCursor) {
        return new OccurrenceRequest(incident, filters, newestFirst, newCursor, limit);
    }
}
