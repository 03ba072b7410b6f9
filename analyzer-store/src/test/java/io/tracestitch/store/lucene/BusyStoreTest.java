package io.tracestitch.store.lucene;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tracestitch.store.Batch;
import io.tracestitch.store.Decision;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Filter;
import io.tracestitch.store.Health;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.Retention;
import io.tracestitch.store.SampleDocuments;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.StoreListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A store that several threads use at once. */
class BusyStoreTest {
    private static final int THREADS = 4;
    private static final int BATCHES = 12;
    private static final int BATCH = 25;
    /** So patient that a busy machine does not fail the test; the interval of refreshing is half a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void searchesSeeWhatWasSavedWithoutBeingTold() throws InterruptedException {
        assertThat(LuceneOptions.REFRESH).isLessThan(Duration.ofSeconds(1));
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            store.save(new Batch(List.of(SampleDocuments.event(1)), List.of(SampleDocuments.incident(1))));
            Instant end = Instant.now().plus(PATIENCE);
            while (store.occurrence(SampleDocuments.id(1)).isEmpty() || store.incident(SampleDocuments.INCIDENT).isEmpty()) {
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void threadsThatSaveSearchDecideAndForgetDoNotDisturbEachOther() throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean saving = new AtomicBoolean(true);
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder).withRefresh(Duration.ofMillis(20)))) {
            List<Thread> writers = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t * BATCHES * BATCH;
                writers.add(start(failures, () -> saveAll(store, first)));
            }
            Thread reader = start(failures, () -> {
                while (saving.get()) {
                    store.occurrences(OccurrenceRequest.latest(10, new Filter.Text("expired")));
                    store.incidents(IncidentRequest.latest(10));
                    store.refresh();
                }
            });
            Thread keeper = start(failures, () -> {
                for (int n = 1; saving.get(); n++) {
                    store.prune(new Retention.Policy(SampleDocuments.time(-1), Long.MAX_VALUE));
                    store.decide(SampleDocuments.INCIDENT, StatusChange.of(SampleDocuments.time(n), "ann", new Decision.Open()));
                }
            });
            for (Thread writer : writers) {
                writer.join();
            }
            saving.set(false);
            reader.join();
            keeper.join();
            assertThat(failures).isEmpty();
            store.refresh();
            assertThat(store.size().events()).isEqualTo(THREADS * BATCHES * BATCH);
            assertThat(store.incident(SampleDocuments.INCIDENT).orElseThrow().incident().version())
                    .isEqualTo(THREADS * BATCHES * BATCH);
        }
    }

    private static void saveAll(LuceneStore store, int first) {
        for (int from = first; from < first + BATCHES * BATCH; from += BATCH) {
            List<EventDocument> events = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                events.add(SampleDocuments.event(from + i));
            }
            SaveResult result = store.save(new Batch(events, List.of(SampleDocuments.incident(from + BATCH))));
            assertThat(result).isInstanceOf(SaveResult.Saved.class);
        }
    }

    private static Thread start(ConcurrentLinkedQueue<Throwable> failures, Runnable work) {
        Thread thread = Thread.ofPlatform().unstarted(work);
        thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        thread.start();
        return thread;
    }

    @Test
    void threadsThatAreInterruptedDoNoHarm() throws InterruptedException {
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            ConcurrentLinkedQueue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
            for (int round = 0; round < 8; round++) {
                int number = round * 1_000;
                Thread saver = start(failures, () -> {
                    for (int i = 0; i < 1_000 && !Thread.currentThread().isInterrupted(); i++) {
                        Batch batch = new Batch(List.of(SampleDocuments.event(number + i)),
                                List.of(SampleDocuments.incident(number + i)));
                        if (store.save(batch) instanceof SaveResult.Saved) {
                            acknowledged.add(number + i);
                        }
                    }
                });
                Thread.sleep(30 + round * 20L);
                saver.interrupt();
                saver.join();
            }
            assertThat(failures).isEmpty();
            assertThat(store.save(Batch.ofEvents(List.of(SampleDocuments.event(9_999))))).isInstanceOf(SaveResult.Saved.class);
            assertThat(store.health()).isEqualTo(new Health.Ready());
            store.refresh();
            assertThat(acknowledged).isNotEmpty().allSatisfy(
                    number -> assertThat(store.occurrence(SampleDocuments.id(number))).isPresent());
        }
    }

    @Test
    void theListenerHearsOfEachBatch() {
        List<SaveResult> heard = new ArrayList<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void saved(SaveResult result, Duration took) {
                heard.add(result);
                assertThat(took).isPositive();
            }
        };
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder).withListener(listener))) {
            SaveResult result = store.save(Batch.ofEvents(List.of(SampleDocuments.event(1))));
            assertThat(heard).containsExactly(result);
        }
    }
}
