package io.tracestitch.store.lucene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.Retention;
import io.tracestitch.store.SampleDocuments;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.Times;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A store that may take only so much room. */
class SizedStoreTest {
    private static final int EVENTS = 3_000;
    private static final int BATCH = 250;
    private static final int JSON_BYTES = 2_000;

    @TempDir
    private Path folder;

    @Test
    void theOldestEventsMakeRoomAndTheDiskGetsItBack() {
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            fill(store);
            long before = store.size().bytes();
            long allowed = before / 3;
            Retention.Forgotten forgotten = store.prune(new Retention.Policy(null, allowed));
            assertThat(store.size().bytes()).isLessThanOrEqualTo(allowed).isGreaterThan(allowed / 3);
            assertThat(forgotten.events()).isBetween(EVENTS / 2L, EVENTS - 100L);
            assertThat(store.size().events()).isEqualTo(EVENTS - forgotten.events());
            List<String> left = new ArrayList<>();
            store.occurrences(OccurrenceRequest.latest(1_000)).occurrences().forEach(view -> left.add(view.event().id()));
            assertThat(left.getFirst()).isEqualTo(SampleDocuments.id(EVENTS - 1));
            assertThat(store.occurrence(SampleDocuments.id(0))).isEmpty();
            assertThat(store.prune(new Retention.Policy(null, allowed)).events()).isZero();
        }
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            assertThat(store.occurrence(SampleDocuments.id(0))).isEmpty();
            assertThat(store.occurrence(SampleDocuments.id(EVENTS - 1))).isPresent();
        }
    }

    @Test
    void noRoomAtAllLeavesNoEvents() {
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            fill(store);
            assertThat(store.prune(new Retention.Policy(null, 0L)).events()).isEqualTo(EVENTS);
            assertThat(store.size().events()).isZero();
        }
    }

    @Test
    void anIndexThatHoldsAllItCanSaysSoUntilSomeAreForgotten() throws IOException {
        LuceneIndex index = new LuceneIndex(FSDirectory.open(folder), IndexWriterConfig::new, () -> {
        });
        try (EventIndex events = new EventIndex(index, 10)) {
            events.save(List.of(SampleDocuments.event(1), SampleDocuments.event(2)));
            List<EventDocument> nine = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                nine.add(SampleDocuments.event(10 + i));
            }
            assertThatThrownBy(() -> events.save(nine)).isInstanceOf(IOException.class)
                    .hasMessage("it has no place for more than 10 events; forget some");
            events.forgetBefore(Times.millis(SampleDocuments.time(2)));
            events.reclaim();
            events.save(nine);
            events.index().refresh();
            assertThat(events.count()).isEqualTo(10);
        }
    }

    private static void fill(LuceneStore store) {
        Random random = new Random(1);
        for (int from = 0; from < EVENTS; from += BATCH) {
            List<EventDocument> events = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                events.add(withJson(SampleDocuments.event(from + i), random));
            }
            assertThat(store.save(Batch.ofEvents(events))).isInstanceOf(SaveResult.Saved.class);
        }
    }

    /** Letters that cannot be compressed much. */
    private static EventDocument withJson(EventDocument e, Random random) {
        StringBuilder text = new StringBuilder("{\"message\":\"");
        for (int i = 0; i < JSON_BYTES; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        byte[] json = text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
        return new EventDocument(e.id(), e.occurrence(), e.fingerprint(), e.time(), e.position(), e.service(), e.source(),
                e.release(),
                e.kind(), e.category(), e.pattern(), e.severity(), e.exceptions(), e.tasks(), e.text(), json);
    }
}
