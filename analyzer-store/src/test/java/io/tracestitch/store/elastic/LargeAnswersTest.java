package io.tracestitch.store.elastic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.store.SaveResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that would take more memory than they may. */
class LargeAnswersTest {

    @Test
    void aPageEndsEarlyWhereItsDocumentsAreTooLargeAndTheNextGoesOn() {
        byte[] json = ("{\"a\":\"" + "x".repeat(20_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        List<EventDocument> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(Events.event("a-" + i, Events.NOON.plusSeconds(i), json));
        }
        try (ElasticsearchStore store = ElasticsearchStore.open(TestStores.options().answerBytes(100_000).build())) {
            assertThat(store.save(Batch.ofEvents(events))).isEqualTo(new SaveResult.Saved(20, 0, List.of()));
            store.refresh();
            Set<String> seen = new HashSet<>();
            OccurrenceRequest request = OccurrenceRequest.latest(20);
            int pages = 0;
            String cursor;
            do {
                OccurrencePage page = store.occurrences(request);
                assertThat(page.total()).isEqualTo(20);
                assertThat(page.occurrences()).isNotEmpty();
                for (OccurrenceView view : page.occurrences()) {
                    assertThat(view.event().json()).isEqualTo(json);
                    assertThat(seen.add(view.event().id())).isTrue();
                }
                pages++;
                cursor = page.next();
                request = request.after(cursor);
            } while (cursor != null);
            assertThat(seen).hasSize(20);
            assertThat(pages).isGreaterThan(4);
        }
    }
}
