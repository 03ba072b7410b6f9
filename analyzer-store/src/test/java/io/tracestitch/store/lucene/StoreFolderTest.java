package io.tracestitch.store.lucene;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tracestitch.store.Batch;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SampleDocuments;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StoreListener;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.UnusableStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The folder of a store: who may open it, and what is said to those who may not. */
class StoreFolderTest {

    @TempDir
    private Path temp;

    private LuceneOptions options() {
        return LuceneOptions.in(temp.resolve("deep/store"));
    }

    @Test
    void aStoreIsMadeWhereThereIsNoneAndOpenedAgain() {
        try (LuceneStore store = LuceneStore.open(options())) {
            assertThat(store.save(Batch.ofEvents(List.of(SampleDocuments.event(1))))).isInstanceOf(SaveResult.Saved.class);
        }
        try (LuceneStore store = LuceneStore.open(options())) {
            assertThat(store.occurrence(SampleDocuments.id(1))).isPresent();
        }
        assertThat(options().folder().resolve("format")).hasContent("tracestitch-store 1");
    }

    @Test
    void aSecondStoreOnOneFolderIsRefusedByTheFoldersName() {
        LuceneStore first = LuceneStore.open(options());
        assertRefused();
        first.close();
        first.close();
        LuceneStore.open(options()).close();
    }

    @Test
    void aSecondProcessOnOneFolderIsRefusedUntilTheFirstEnds() throws Exception {
        Process child = ChildJvm.start(StoreChild.class, temp.resolve("errors"), options().folder().toString(), "0");
        try (BufferedReader out = child.inputReader()) {
            assertThat(out.readLine()).isEqualTo("O 0");
            assertRefused();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        LuceneStore.open(options()).close();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessage("The store in " + options().folder() + " is open already, most likely in another process."
                        + " Stop that one, or give this one another folder.");
    }

    @Test
    void aStoreOfANewerReleaseIsRefusedAndLeftAlone() throws Exception {
        LuceneStore.open(options()).close();
        Path format = options().folder().resolve("format");
        Files.writeString(format, "tracestitch-store 2\n");
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining(options().folder().toString()).hasMessageContaining("newer release (format 2");
        assertThat(format).hasContent("tracestitch-store 2");
        Files.writeString(format, "rubbish");
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void aFolderWithOtherThingsInItIsRefusedAndLeftAlone() throws Exception {
        Files.createDirectories(options().folder());
        Files.writeString(options().folder().resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessage("The folder " + options().folder() + " holds other things and no store. Give an empty one.");
        assertThat(options().folder()).isDirectoryNotContaining(file -> !file.getFileName().toString().equals("thesis.txt"));
    }

    @Test
    void aFileInsteadOfAFolderIsRefused() throws Exception {
        Files.createDirectories(options().folder().getParent());
        Files.writeString(options().folder(), "");
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessageContaining(options().folder().toString()).hasMessageNotContaining("Exception");
    }

    @Test
    void aDamagedIndexIsRefusedByTheFoldersName() throws Exception {
        try (LuceneStore store = LuceneStore.open(options())) {
            store.save(Batch.ofEvents(List.of(SampleDocuments.event(1))));
        }
        try (var files = Files.list(options().folder().resolve("events"))) {
            Path segments = files.filter(file -> file.getFileName().toString().startsWith("segments_")).findFirst().orElseThrow();
            Files.write(segments, new byte[100]);
        }
        assertThatThrownBy(() -> LuceneStore.open(options())).isInstanceOf(UnusableStoreException.class)
                .hasMessageStartingWith("The store in " + options().folder() + " is damaged");
    }

    @Test
    void aProcessThatDiedWhileItMadeTheFolderDoesNotHinderTheNext() throws Exception {
        Files.createDirectories(options().folder());
        Files.writeString(options().folder().resolve("format.tmp"), "trace");
        Files.writeString(options().folder().resolve("store.lock"), "");
        LuceneStore.open(options()).close();
        assertThat(options().folder().resolve("format")).hasContent("tracestitch-store 1");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> options().withRefresh(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new LuceneOptions(temp, LuceneOptions.REFRESH, 0, InstantSource.system(), StoreListener.NONE))
                .hasMessageContaining("1 to 2047 megabytes, not 0");
    }

    @Test
    void aStoreThatIsClosedSaysSo() {
        LuceneStore store = LuceneStore.open(options());
        store.close();
        assertThat(store.save(Batch.ofEvents(List.of(SampleDocuments.event(1))))).isEqualTo(new SaveResult.Unavailable(
                "The store in " + options().folder() + " cannot be written to: the store is closed"));
        assertThatThrownBy(() -> store.occurrences(OccurrenceRequest.latest(1))).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(store::refresh).isInstanceOf(StoreUnavailableException.class);
    }
}
