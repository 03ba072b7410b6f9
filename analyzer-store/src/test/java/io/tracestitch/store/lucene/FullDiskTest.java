package io.tracestitch.store.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Health;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SampleDocuments;
import io.tracestitch.store.SaveResult;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A store whose disk is full says so, keeps what it had, and goes on when there is room again. */
class FullDiskTest {
    private static final int BATCH = 30;

    @TempDir
    private Path temp;

    @Test
    void aFullDiskLosesNothingWhereverItStrikes() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 8; round++) {
            fillAndRecover(temp.resolve("store" + round), 20_000 + random.nextInt(200_000));
        }
    }

    private void fillAndRecover(Path folder, long bytes) throws IOException {
        SmallDisk disk = new SmallDisk(bytes);
        LuceneOptions options = LuceneOptions.in(folder);
        int acknowledged = 0;
        try (LuceneStore store = Opening.open(options, path -> disk.of(FSDirectory.open(path)))) {
            SaveResult result = save(store, acknowledged);
            while (result instanceof SaveResult.Saved) {
                acknowledged += BATCH;
                result = save(store, acknowledged);
            }
            String why = "The store in " + folder + " cannot be written to: No space left on device";
            assertThat(result).isEqualTo(new SaveResult.Unavailable(why));
            assertThat(store.health()).isEqualTo(new Health.NotReady(why));
            for (int i = 0; i < 3; i++) {
                // It may fit into the room that the failed one gave back.
                SaveResult again = save(store, acknowledged);
                assertThat(again instanceof SaveResult.Saved || again.equals(new SaveResult.Unavailable(why))).isTrue();
            }
            assertThat(occurrences(store)).isGreaterThanOrEqualTo(acknowledged);

            disk.add(100_000_000);
            assertThat(save(store, acknowledged)).isInstanceOf(SaveResult.Saved.class);
            acknowledged += BATCH;
            assertThat(store.health()).isEqualTo(new Health.Ready());
            store.refresh();
            assertThat(occurrences(store)).isEqualTo(acknowledged);
            assertThat(store.incident(SampleDocuments.INCIDENT).orElseThrow().count()).isEqualTo(acknowledged);
        }
        for (String index : List.of(StoreFolder.EVENTS, StoreFolder.INCIDENTS)) {
            try (Directory files = FSDirectory.open(folder.resolve(index)); CheckIndex check = new CheckIndex(files)) {
                assertThat(check.checkIndex().clean).isTrue();
            }
        }
        try (LuceneStore store = LuceneStore.open(options)) {
            assertThat(occurrences(store)).isEqualTo(acknowledged);
        }
    }

    private static SaveResult save(LuceneStore store, int from) {
        List<EventDocument> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(SampleDocuments.event(from + i));
        }
        return store.save(new Batch(events, List.of(SampleDocuments.incident(from + BATCH))));
    }

    private static long occurrences(LuceneStore store) {
        return store.occurrences(OccurrenceRequest.latest(1)).total();
    }

    @Test
    void versionsAreStillComparedAfterTheDiskWasFull() {
        SmallDisk disk = new SmallDisk(1_000_000);
        try (LuceneStore store = Opening.open(LuceneOptions.in(temp.resolve("store")), path -> disk.of(FSDirectory.open(path)))) {
            assertThat(store.save(Batch.ofIncidents(List.of(SampleDocuments.incident(5))))).isInstanceOf(SaveResult.Saved.class);
            disk.add(-2_000_000);
            assertThat(store.save(Batch.ofIncidents(List.of(SampleDocuments.incident(6)))))
                    .isInstanceOf(SaveResult.Unavailable.class);
            disk.add(2_000_000);
            assertThat(store.save(Batch.ofIncidents(List.of(SampleDocuments.incident(4)))))
                    .isEqualTo(new SaveResult.Saved(0, 1, List.of()));
            assertThat(store.save(Batch.ofIncidents(List.of(SampleDocuments.incident(6)))))
                    .isEqualTo(new SaveResult.Saved(1, 0, List.of()));
        }
    }
}
