package io.tracestitch.store;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which incidents to show.
 *
 * <p>Paging goes on behind the last one shown. Incidents that come in meanwhile do not move what follows; one that changes
 * meanwhile stands where its new values put it.
 *
 * @param filters what has to hold, all together
 * @param sort their order; where it leaves two equal, ids decide
 * @param descending whether the largest, latest or worst comes first
 * @param cursor {@link IncidentPage#next} of the page before, from a request with the same filters and order; null for the first
 *        page
 * @param limit incidents on a page, 1 to {@value #MAX_LIMIT}; of large ones there may be fewer
 * @param facets fields to count by
 */
public record IncidentRequest(List<Filter> filters, IncidentSort sort, boolean descending, @Nullable String cursor, int limit,
        Set<Field> facets) {

    /** Incidents on a page. */
    public static final int MAX_LIMIT = 1_000;
    /** Values counted of one field; the most frequent ones. */
    public static final int MAX_FACET_VALUES = 100;

    public IncidentRequest {
        filters = List.copyOf(filters);
        facets = Set.copyOf(facets);
        Requests.checkLimit(limit, MAX_LIMIT);
        Requests.checkFields(filters, facets, Field::ofIncidents, "incidents");
    }

    /** Those for which the filters hold, last seen first. */
    public static IncidentRequest latest(int limit, Filter... filters) {
        return new IncidentRequest(List.of(filters), IncidentSort.LAST_SEEN, true, null, limit, Set.of());
    }

    /** The same request with another order. */
    public IncidentRequest sortedBy(IncidentSort newSort, boolean newDescending) {
        return new IncidentRequest(filters, newSort, newDescending, cursor, limit, facets);
    }

    /** The same request for another page. */
    public IncidentRequest after(@Nullable String newCursor) {
        return new IncidentRequest(filters, sort, descending, newCursor, limit, facets);
    }

    /** The same request with counts. */
    public IncidentRequest countedBy(Field... fields) {
        return new IncidentRequest(filters, sort, descending, cursor, limit, Set.of(fields));
    }
}
