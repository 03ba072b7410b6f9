package io.tracestitch.store.lucene;

import java.nio.file.Path;
import java.time.InstantSource;

import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.IncidentStoreContract;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract. */
class LuceneStoreTest extends IncidentStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected IncidentStore openEmpty(InstantSource clock) {
        return LuceneStore.open(LuceneOptions.in(folder).withClock(clock));
    }
}
