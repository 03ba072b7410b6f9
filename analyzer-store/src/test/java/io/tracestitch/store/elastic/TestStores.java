package io.tracestitch.store.elastic;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.StoreListener;
import io.tracestitch.store.elastic.BulkWriter.Condition;
import io.tracestitch.store.elastic.BulkWriter.Write;
import io.tracestitch.testbed.ElasticsearchServer;

/** Stores for tests. */
final class TestStores {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestStores() {
    }

    /** Options for the shared server and new indices. */
    static ElasticsearchOptions.Builder options() {
        return options(ElasticsearchServer.shared().uri());
    }

    /** Options for another address and new indices. */
    static ElasticsearchOptions.Builder options(URI address) {
        return ElasticsearchOptions.at(address).prefix("test-" + NUMBER.incrementAndGet());
    }

    /** Deletes all documents; the indices stay, since making them takes the server much longer than anything else. */
    static void empty(ElasticsearchOptions options) throws RequestFailure {
        IndexNames names = new IndexNames(options);
        try (Connection connection = new Connection(options)) {
            Searches searches = new Searches(connection, names.occurrences() + ',' + names.incidents());
            BulkWriter writer = new BulkWriter(connection, ElasticsearchOptions.BULK_BYTES);
            while (true) {
                searches.refresh();
                JsonNode hits = searches.search(Map.of("size", 10_000, "_source", false)).path("hits").path("hits");
                if (hits.isEmpty()) {
                    return;
                }
                List<Write> deletions = new ArrayList<>();
                hits.forEach(hit -> deletions.add(new Write(hit.path("_index").asText(), hit.path("_id").asText(), null,
                        new Condition.Always(), false)));
                writer.write(deletions, new Backoff(Duration.ofMinutes(1), StoreListener.NONE));
            }
        }
    }
}
