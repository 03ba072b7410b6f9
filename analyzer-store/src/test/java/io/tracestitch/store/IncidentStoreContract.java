package io.tracestitch.store;

import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store does. A subclass opens the store; the behaviours stand in the interfaces, each a concern. */
public abstract class IncidentStoreContract
        implements SavingContract, FilterContract, TextContract, PagingContract, OccurrenceContract, TimelineContract,
                TriageContract,
        MergeContract, RetentionContract, HostileInputContract {

    private volatile Instant now = Samples.NOON;
    private IncidentStore store;

    /**
     * Opens a store that holds nothing.
     *
     * @param clock the clock that it has to use
     */
    protected abstract IncidentStore openEmpty(InstantSource clock) throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openEmpty(() -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public IncidentStore store() {
        return store;
    }

    @Override
    public void setTime(Instant time) {
        now = time;
    }
}
