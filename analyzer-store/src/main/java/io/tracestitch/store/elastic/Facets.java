package io.tracestitch.store.elastic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;

/** Counting documents by the values of a field. */
final class Facets {

    private static final Comparator<FacetCount> ORDER = Comparator.comparingLong(FacetCount::count).reversed()
            .thenComparing(FacetCount::value);

    private Facets() {
    }

    /** The body of an aggregation by the most frequent values. */
    static Map<String, Object> terms(Field field, int size) {
        return Map.of("field", field.id(), "size", size, "order", List.of(Map.of("_count", "desc"), Map.of("_key", "asc")));
    }

    /** What was counted, most frequent first, then by value. */
    static List<FacetCount> read(JsonNode aggregation) {
        List<FacetCount> out = new ArrayList<>();
        JsonNode buckets = aggregation.path("buckets");
        if (buckets.isArray()) {
            buckets.forEach(bucket -> out.add(new FacetCount(bucket.path("key").asText(), bucket.path("doc_count").asLong())));
        } else {
            buckets.properties().forEach(bucket -> out.add(new FacetCount(bucket.getKey(),
                    bucket.getValue().path("doc_count").asLong())));
        }
        out.removeIf(count -> count.count() == 0);
        out.sort(ORDER);
        return out;
    }
}
