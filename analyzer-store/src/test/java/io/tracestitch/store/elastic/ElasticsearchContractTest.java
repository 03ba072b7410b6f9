package io.tracestitch.store.elastic;

import java.time.InstantSource;

import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.IncidentStoreContract;

/** The contract against a real server. */
class ElasticsearchContractTest extends IncidentStoreContract {

    private static final String PREFIX = "contract";

    @Override
    protected IncidentStore openEmpty(InstantSource clock) throws RequestFailure {
        ElasticsearchOptions options = TestStores.options().prefix(PREFIX).clock(clock).build();
        TestStores.empty(options);
        return ElasticsearchStore.open(options);
    }
}
