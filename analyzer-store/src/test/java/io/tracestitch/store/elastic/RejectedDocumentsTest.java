package io.tracestitch.store.elastic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents that the server never takes, between others that it does. */
class RejectedDocumentsTest {

    private static EventDocument at(String id, long position) {
        return new EventDocument(id, id, "f1", Events.NOON, position, "checkout", "checkout", null, EventKind.LOG, null, null,
                Severity.ERROR, List.of(), List.of(), List.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDocumentThatDoesNotFitTheMappingIsRejectedAlone() throws Exception {
        ElasticsearchOptions options = TestStores.options().build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options); Connection connection = new Connection(options)) {
            // Somebody made the index beforehand, with a field that has room for small numbers only.
            connection.send("PUT", '/' + new IndexNames(options).occurrencesOf(Events.NOON), Map.of(),
                    Map.of("mappings", Map.of("properties", Map.of("position", Map.of("type", "byte")))));
            SaveResult result = store.save(Batch.ofEvents(List.of(at("a:1", 1), at("a:200", 200), at("a:2", 2), at("a:300", 300))));
            assertThat(result).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
                assertThat(saved.written()).isEqualTo(2);
                assertThat(saved.rejected()).extracting(SaveResult.Rejection::id).containsExactly("a:200", "a:300");
                assertThat(saved.rejected()).allSatisfy(
                        rejection -> assertThat(rejection.why()).contains("position").contains("out of range").doesNotContain("\n"));
            });
            store.refresh();
            assertThat(store.occurrences(OccurrenceRequest.latest(10)).total()).isEqualTo(2);
        }
    }
}
