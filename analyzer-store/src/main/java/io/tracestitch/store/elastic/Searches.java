package io.tracestitch.store.elastic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.Cursor;
import org.jspecify.annotations.Nullable;

/** Pages of one index or of several: an order by numbers and then by id, and where a page goes on. Thread-safe. */
final class Searches {

    /** Indices may come and go, and there may be none yet. */
    private static final Map<String, String> LENIENT = Map.of("ignore_unavailable", "true", "allow_no_indices", "true");

    /** No answer is better than one that leaves out what a node has that is away. */
    private static final Map<String, String> COMPLETE = Map.of("ignore_unavailable", "true", "allow_no_indices", "true",
            "allow_partial_search_results", "false");

    private final Connection connection;
    private final String index;

    Searches(Connection connection, String index) {
        this.connection = connection;
        this.index = index;
    }

    /** An order: a name for cursors, and the fields before the id. */
    record Order(String name, boolean descending, List<String> fields) {

        List<Object> sort() {
            String direction = descending ? "desc" : "asc";
            List<Object> out = new ArrayList<>();
            fields.forEach(field -> out.add(Map.of(field, Map.of("order", direction, "unmapped_type", "long"))));
            out.add(Map.of("id", Map.of("order", direction, "unmapped_type", "keyword")));
            return out;
        }
    }

    /**
     * A page.
     *
     * @param sources the documents
     * @param next where the next page goes on; null if there is none
     * @param total documents on all pages
     * @param aggregations what was counted besides
     */
    record Page(List<JsonNode> sources, @Nullable String next, long total, JsonNode aggregations) {
    }

    /**
     * A page of what a query finds.
     *
     * @param source which parts of the documents, as the server's option of that name
     */
    Page page(Map<String, Object> query, Order order, @Nullable String cursor, int limit, Object source,
            Map<String, Object> aggregations) throws RequestFailure {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", query);
        body.put("sort", order.sort());
        body.put("track_total_hits", true);
        body.put("_source", source);
        if (cursor != null) {
            Cursor place = Cursor.decode(cursor, order.name(), order.fields().size());
            List<Object> after = new ArrayList<>(place.keys());
            after.add(Json.valid(place.id()));
            body.put("search_after", after);
        }
        if (!aggregations.isEmpty()) {
            body.put("aggs", aggregations);
        }
        for (int size = limit;; size = Math.max(1, size / 2)) {
            body.put("size", size + 1);
            try {
                return page(search(body), order, size);
            } catch (RequestFailure e) {
                // A page may hold fewer documents than it was asked for, but at least one.
                if (e.kind() != RequestFailure.Kind.TOO_LARGE || size == 1) {
                    throw e;
                }
            }
        }
    }

    private static Page page(JsonNode answer, Order order, int size) {
        List<JsonNode> sources = new ArrayList<>();
        String next = null;
        for (JsonNode hit : answer.path("hits").path("hits")) {
            if (sources.size() == size) {
                break;
            }
            sources.add(hit.path("_source"));
            next = cursor(hit.path("sort"), order);
        }
        boolean more = answer.path("hits").path("hits").size() > size;
        return new Page(sources, more ? next : null, answer.path("hits").path("total").path("value").asLong(),
                answer.path("aggregations"));
    }

    private static String cursor(JsonNode sort, Order order) {
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < order.fields().size(); i++) {
            keys.add(sort.path(i).asLong());
        }
        return new Cursor(order.name(), keys, sort.path(order.fields().size()).asText()).encode();
    }

    /** The server's answer to a search. */
    JsonNode search(Map<String, Object> body) throws RequestFailure {
        return connection.send("POST", '/' + index + "/_search", COMPLETE, body);
    }

    /** How many documents a query finds. */
    long count(Map<String, Object> query) throws RequestFailure {
        return connection.send("POST", '/' + index + "/_count", LENIENT, Map.of("query", query)).path("count").asLong();
    }

    /** Makes everything that was written before visible to searches. */
    void refresh() throws RequestFailure {
        connection.send("POST", '/' + index + "/_refresh", LENIENT, null);
    }
}
