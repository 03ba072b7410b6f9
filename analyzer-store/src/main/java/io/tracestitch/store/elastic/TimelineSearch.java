package io.tracestitch.store.elastic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.Filter;
import io.tracestitch.store.Timeline;
import io.tracestitch.store.TimelineRequest;
import org.jspecify.annotations.Nullable;

/** Counts occurrences by spans of time and, beside that, by the most frequent values of a field. */
final class TimelineSearch {

    private final Searches searches;

    TimelineSearch(Searches searches) {
        this.searches = searches;
    }

    /** The timeline of some incidents, or of all where there are none given. */
    Timeline of(TimelineRequest request, @Nullable Collection<String> fingerprints) throws RequestFailure {
        List<Filter> filters = new ArrayList<>(request.filters());
        filters.add(new Filter.Within(request.from(), request.to()));
        long from = Dates.clamp(request.from()).toEpochMilli();
        long width = request.bucket().toMillis();
        // Buckets begin at multiples of their width, moved by the offset.
        Map<String, Object> times = Map.of("date_histogram", Map.of("field", "time", "fixed_interval", width + "ms",
                "offset", Math.floorMod(from, width) + "ms", "min_doc_count", 1));
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("times", times);
        if (request.by() != null) {
            counts.put("series", Map.of("terms", Facets.terms(request.by(), TimelineRequest.MAX_SERIES),
                    "aggs", Map.of("times", times)));
        }
        JsonNode answer = searches.search(Map.of("size", 0, "query", OccurrenceIndex.query(filters, fingerprints), "aggs", counts))
                .path("aggregations");

        long[] totals = counts(answer, from, width, request.buckets());
        List<Map<String, Long>> by = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            by.add(new HashMap<>());
        }
        for (JsonNode series : answer.path("series").path("buckets")) {
            long[] some = counts(series, from, width, totals.length);
            for (int i = 0; i < some.length; i++) {
                if (some[i] > 0) {
                    by.get(i).put(series.path("key").asText(), some[i]);
                }
            }
        }
        List<Timeline.Bucket> out = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            out.add(new Timeline.Bucket(Instant.ofEpochMilli(from + i * width), totals[i], by.get(i)));
        }
        return new Timeline(out);
    }

    private static long[] counts(JsonNode node, long from, long width, int buckets) {
        long[] out = new long[buckets];
        for (JsonNode bucket : node.path("times").path("buckets")) {
            out[(int) ((bucket.path("key").asLong() - from) / width)] += bucket.path("doc_count").asLong();
        }
        return out;
    }
}
