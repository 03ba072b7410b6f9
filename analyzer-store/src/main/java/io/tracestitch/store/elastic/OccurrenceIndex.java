package io.tracestitch.store.elastic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Filter;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.store.elastic.Searches.Order;
import io.tracestitch.store.elastic.Searches.Page;
import org.jspecify.annotations.Nullable;

/** The indices of occurrences, as they are searched. Thread-safe. */
final class OccurrenceIndex {

    /** Of how many occurrences the sightings are looked up in one search. */
    private static final int SIGHTINGS_AT_ONCE = 100;

    private static final Queries QUERIES = new Queries() {
        @Override
        Map<String, Object> within(@Nullable Instant from, @Nullable Instant to) {
            List<Object> out = new ArrayList<>();
            if (from != null) {
                out.add(range("time", "gte", from));
            }
            if (to != null && !Dates.isLast(to)) {
                out.add(range("time", "lt", to));
            }
            return all(out);
        }
    };

    private final Searches searches;

    OccurrenceIndex(Searches searches) {
        this.searches = searches;
    }

    /**
     * A page of occurrences.
     *
     * @param fingerprints incidents whose occurrences are shown; null: all
     */
    OccurrencePage search(OccurrenceRequest request, @Nullable Collection<String> fingerprints) throws RequestFailure {
        boolean down = request.newestFirst();
        Page page = searches.page(query(request.filters(), fingerprints),
                new Order(down ? "time-desc" : "time-asc", down, List.of("time", "position")), request.cursor(), request.limit(), true,
                Map.of());
        List<EventDocument> events = page.sources().stream().map(EventSource::read).toList();
        return new OccurrencePage(views(events), page.next(), page.total());
    }

    /** What the filters let through, of some incidents or of all. */
    static Map<String, Object> query(List<Filter> filters, @Nullable Collection<String> fingerprints) {
        Map<String, Object> query = QUERIES.of(filters);
        return fingerprints == null ? query
                : Queries.all(List.of(query, Queries.terms("fingerprint", fingerprints.stream().map(Json::valid).toList())));
    }

    /** An occurrence by its id or by that of a sighting. */
    Optional<OccurrenceView> occurrence(String id) throws RequestFailure {
        EventDocument event = find(id);
        if (event != null && event.isSighting()) {
            event = find(event.occurrence());
        }
        return event == null || event.isSighting() ? Optional.empty() : Optional.of(views(List.of(event)).getFirst());
    }

    private @Nullable EventDocument find(String id) throws RequestFailure {
        JsonNode hits = searches.search(Map.of("query", Queries.all(List.of(Queries.term("id", Json.valid(id)))), "size", 1))
                .path("hits").path("hits");
        return hits.isEmpty() ? null : EventSource.read(hits.path(0).path("_source"));
    }

    /** The occurrences with their sightings. */
    private List<OccurrenceView> views(List<EventDocument> events) throws RequestFailure {
        Map<String, List<EventDocument>> sightings = new HashMap<>();
        for (int from = 0; from < events.size(); from += SIGHTINGS_AT_ONCE) {
            List<EventDocument> some = events.subList(from, Math.min(from + SIGHTINGS_AT_ONCE, events.size()));
            sightings(some.stream().map(EventDocument::id).toList(), sightings);
        }
        return events.stream().map(event -> new OccurrenceView(event, sightings.getOrDefault(event.id(), List.of()))).toList();
    }

    /** Finds the sightings of some occurrences, oldest first. */
    private void sightings(List<String> ids, Map<String, List<EventDocument>> out) throws RequestFailure {
        JsonNode answer = searches.search(Map.of("size", 0,
                "query", Queries.all(List.of(Queries.terms("occurrence", ids), Queries.not(Queries.term("listed", true)))),
                "aggs", Map.of("occurrences", Map.of(
                        "terms", Map.of("field", "occurrence", "size", ids.size()),
                        "aggs", Map.of("sightings", Map.of("top_hits", Map.of("size", OccurrenceView.MAX_SIGHTINGS,
                                "sort", new Order("", false, List.of("time", "position")).sort())))))));
        for (JsonNode bucket : answer.path("aggregations").path("occurrences").path("buckets")) {
            List<EventDocument> events = new ArrayList<>();
            bucket.path("sightings").path("hits").path("hits").forEach(hit -> events.add(EventSource.read(hit.path("_source"))));
            out.put(bucket.path("key").asText(), events);
        }
    }
}
