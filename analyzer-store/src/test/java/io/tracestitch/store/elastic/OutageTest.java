package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tracestitch.store.Batch;
import io.tracestitch.store.Health;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
import io.tracestitch.testbed.ElasticsearchServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The server goes away, hangs, or does not let anybody write; and comes back. */
class OutageTest {

    private final ElasticsearchServer server = ElasticsearchServer.shared();
    private final Hearing hearing = new Hearing();

    /** For the other tests. */
    @AfterEach
    void bringBack() {
        server.start();
    }

    private static long count(ElasticsearchStore store) {
        store.refresh();
        return store.occurrences(OccurrenceRequest.latest(1)).total();
    }

    private static void assertSaved(SaveResult result) {
        assertThat(result).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> assertThat(saved.rejected()).isEmpty());
    }

    @Test
    void nothingIsLostAndNothingDoubledWhenTheServerIsKilledDuringSaves() throws Exception {
        ElasticsearchOptions options = TestStores.options().saveTimeout(Duration.ofMinutes(3)).listener(hearing).build();
        AtomicInteger batches = new AtomicInteger();
        try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
            CompletableFuture<Void> saving = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 30 || hearing.retries().isEmpty() && i < 5_000; i++) {
                    assertSaved(store.save(Events.batch("b" + i, 20)));
                    batches.incrementAndGet();
                }
            });
            while (batches.get() < 5) {
                Thread.sleep(5);
            }
            server.kill();
            Thread.sleep(500);
            assertThat(store.health()).isInstanceOfSatisfying(Health.NotReady.class,
                    not -> assertThat(not.why()).contains("cannot be reached").doesNotContain("\n"));
            server.start();
            saving.get(3, TimeUnit.MINUTES);

            assertThat(hearing.retries()).contains("connection");
            assertThat(hearing.results()).hasSize(batches.get());
            assertThat(count(store)).isEqualTo(20L * batches.get());
            assertThat(store.health()).isEqualTo(new Health.Ready());
        }
    }

    @Test
    void aServerThatHangsIsWaitedForAndToldAboutMeanwhile() throws Exception {
        ElasticsearchOptions patient = TestStores.options().build();
        ElasticsearchOptions hasty = TestStores.options().prefix(patient.prefix()).requestTimeout(Duration.ofSeconds(2))
                .saveTimeout(Duration.ofMinutes(2)).listener(hearing).build();
        try (ElasticsearchStore other = ElasticsearchStore.open(patient); ElasticsearchStore store = ElasticsearchStore.open(hasty)) {
            assertSaved(store.save(Events.batch("a", 1)));
            CompletableFuture<SaveResult> saving;
            server.pause();
            try {
                saving = CompletableFuture.supplyAsync(() -> store.save(Events.batch("b", 10)));
                long start = System.nanoTime();
                assertThat(store.health()).isInstanceOf(Health.NotReady.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
                Thread.sleep(3_000);
                assertThat(saving).isNotDone();
            } finally {
                server.resume();
            }
            assertSaved(saving.get(2, TimeUnit.MINUTES));
            assertThat(hearing.retries()).contains("timeout");
            assertThat(count(other)).isEqualTo(11);
        }
    }

    @Test
    void aStoreCanBeOpenedBeforeTheServerIsThere() {
        server.stop();
        ElasticsearchOptions options = TestStores.options().saveTimeout(Duration.ofSeconds(1)).build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
            assertThat(store.health()).isInstanceOf(Health.NotReady.class);
            assertThat(store.save(Events.batch("a", 1))).isInstanceOf(SaveResult.Unavailable.class);
            server.start();
            assertThat(store.health()).isEqualTo(new Health.Ready());
            assertSaved(store.save(Events.batch("a", 2)));
            assertThat(count(store)).isEqualTo(2);
        }
    }

    @Test
    void indicesThatAFullDiskMadeReadOnlyAreWrittenToWhenThereIsRoomAgain() throws Exception {
        ElasticsearchOptions options = TestStores.options().saveTimeout(Duration.ofSeconds(1)).listener(hearing).build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options); Connection connection = new Connection(options)) {
            assertSaved(store.save(Events.batch("a", 1)));
            block(connection, options, "true");
            assertThat(store.save(Events.batch("b", 5))).isInstanceOfSatisfying(SaveResult.Unavailable.class,
                    unavailable -> assertThat(unavailable.why()).contains("does not allow to write"));
            assertThat(hearing.retries()).contains("429");
            assertThat(store.health()).isInstanceOfSatisfying(Health.NotReady.class,
                    not -> assertThat(not.why()).contains("read-only"));
            block(connection, options, "false");
            assertThat(store.health()).isEqualTo(new Health.Ready());
            assertSaved(store.save(Events.batch("b", 5)));
            assertThat(count(store)).isEqualTo(6);
        }
    }

    private static void block(Connection connection, ElasticsearchOptions options, String value) throws RequestFailure {
        connection.send("PUT", '/' + options.prefix() + "-*/_settings", Map.of(),
                Map.of("index.blocks.read_only_allow_delete", value));
    }

    @Test
    void aClusterWithoutRoomForAnotherIndexRejectsNothing() throws Exception {
        ElasticsearchOptions options = TestStores.options().saveTimeout(Duration.ofSeconds(1)).build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options); Connection connection = new Connection(options)) {
            maxShards(connection, 1);
            try {
                assertThat(store.save(Batch.ofEvents(Events.some("a", 5)))).isInstanceOfSatisfying(SaveResult.Unavailable.class,
                        unavailable -> assertThat(unavailable.why()).contains("makes no further index"));
            } finally {
                maxShards(connection, null);
            }
            assertSaved(store.save(Batch.ofEvents(Events.some("a", 5))));
        }
    }

    private static void maxShards(Connection connection, Integer number) throws RequestFailure {
        Map<String, Object> setting = new HashMap<>();
        setting.put("cluster.max_shards_per_node", number);
        connection.send("PUT", "/_cluster/settings", Map.of(), Map.of("persistent", setting));
    }

    @Test
    void indicesThatSomebodyDeletedAreMadeAgain() throws Exception {
        ElasticsearchOptions options = TestStores.options().saveTimeout(Duration.ofSeconds(2)).build();
        try (ElasticsearchStore store = ElasticsearchStore.open(options); Connection connection = new Connection(options)) {
            assertSaved(store.save(Events.batch("a", 1)));
            connection.send("DELETE", '/' + options.prefix() + "-incidents-000001", Map.of(), null);
            assertThat(store.save(Events.batch("a", 1))).isInstanceOf(SaveResult.Unavailable.class);
            assertSaved(store.save(Events.batch("a", 1)));
            assertThat(store.incident("f1")).isPresent();
        }
    }
}
