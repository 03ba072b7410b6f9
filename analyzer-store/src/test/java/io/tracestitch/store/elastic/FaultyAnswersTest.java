package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.store.Batch;
import io.tracestitch.store.Decision;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.TriageResult;
import io.tracestitch.store.UnusableStoreException;
import io.tracestitch.testbed.ElasticsearchServer;
import io.tracestitch.testbed.FaultyProxy;
import io.tracestitch.testbed.FaultyProxy.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real server whose answers a proxy spoils. */
class FaultyAnswersTest {

    private final FaultyProxy proxy = new FaultyProxy(ElasticsearchServer.shared().uri(), "");
    private final Hearing hearing = new Hearing();

    @AfterEach
    void stop() {
        proxy.close();
    }

    private ElasticsearchOptions.Builder options() {
        return TestStores.options(proxy.uri()).listener(hearing);
    }

    private static long count(ElasticsearchStore store) {
        store.refresh();
        return store.occurrences(OccurrenceRequest.latest(1)).total();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void whatIsRefusedForNowIsSentAgain(int status) {
        try (ElasticsearchStore store = ElasticsearchStore.open(options().bulkBytes(4_000).build())) {
            proxy.set(FaultyProxy.everyNth(3, status));
            assertThat(store.save(Events.batch("a", 100))).isEqualTo(new SaveResult.Saved(101, 0, List.of()));
            assertThat(hearing.retries()).hasSizeGreaterThan(2).containsOnly(Integer.toString(status));
            proxy.set((_, _) -> Verdict.PASS);
            assertThat(count(store)).isEqualTo(100);
        }
    }

    @Test
    void whatWasSavedWithoutAnAnswerIsSavedOnce() {
        try (ElasticsearchStore store = ElasticsearchStore.open(options().bulkBytes(4_000).build())) {
            proxy.set(FaultyProxy.losing(3));
            assertThat(store.save(Events.batch("a", 100))).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
                assertThat(saved.written() + saved.stale()).isEqualTo(101);
                assertThat(saved.rejected()).isEmpty();
            });
            assertThat(hearing.retries()).isNotEmpty().containsOnly("connection", "409");
            proxy.set((_, _) -> Verdict.PASS);
            assertThat(count(store)).isEqualTo(100);
            assertThat(store.incident("f1").orElseThrow().count()).isEqualTo(100);
        }
    }

    @Test
    void aDecisionWhoseAnswerWasLostIsTakenOnce() {
        try (ElasticsearchStore store = ElasticsearchStore.open(options().build())) {
            store.save(Events.batch("a", 1));
            proxy.set(FaultyProxy.losing(3));
            for (int i = 0; i < 5; i++) {
                assertThat(store.decide("f1", StatusChange.of(Events.NOON.plusSeconds(i), "ann", new Decision.Muted(null))))
                        .isInstanceOf(TriageResult.Done.class);
            }
            proxy.set((_, _) -> Verdict.PASS);
            assertThat(store.incident("f1").orElseThrow().history()).hasSize(5);
        }
    }

    @Test
    void whatIsTooLargeIsSplit() {
        try (ElasticsearchStore store = ElasticsearchStore.open(options().build())) {
            proxy.set(FaultyProxy.limit(10_000));
            EventDocument huge = Events.event("huge", Events.NOON, ("{\"a\":\"" + "x".repeat(20_000) + "\"}").getBytes());
            List<EventDocument> events = new ArrayList<>(Events.some("a", 100));
            events.add(50, huge);
            assertThat(store.save(Batch.ofEvents(events))).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
                assertThat(saved.written()).isEqualTo(100);
                assertThat(saved.rejected()).singleElement().satisfies(rejection -> {
                    assertThat(rejection.id()).isEqualTo("huge");
                    assertThat(rejection.why()).contains("too large").doesNotContain("\n");
                });
            });
            assertThat(count(store)).isEqualTo(100);
        }
    }

    @Test
    void whatNeverWorksEndsWhenTheTimeIsOver() {
        ElasticsearchOptions patient = options().build();
        ElasticsearchOptions hasty = options().prefix(patient.prefix()).saveTimeout(Duration.ofSeconds(2))
                .requestTimeout(Duration.ofSeconds(1)).build();
        try (ElasticsearchStore store = ElasticsearchStore.open(patient); ElasticsearchStore other = ElasticsearchStore.open(hasty)) {
            proxy.set(FaultyProxy.everyNth(1, 503));
            long start = System.nanoTime();
            assertThat(other.save(Events.batch("a", 1))).isInstanceOfSatisfying(SaveResult.Unavailable.class,
                    unavailable -> assertThat(unavailable.why()).contains("127.0.0.1").doesNotContain("\n"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(hearing.results()).hasSize(1);
            assertThatThrownBy(other::size).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("127.0.0.1");

            proxy.set((_, _) -> Verdict.PASS);
            assertThat(store.save(Events.batch("a", 1))).isInstanceOf(SaveResult.Saved.class);
        }
    }

    @Test
    void worksBehindAPathAndWithTheOneOfSeveralHostsThatLives() {
        FaultyProxy dead = new FaultyProxy(ElasticsearchServer.shared().uri(), "/search/es");
        dead.close();
        try (FaultyProxy path = new FaultyProxy(ElasticsearchServer.shared().uri(), "/search/es")) {
            ElasticsearchOptions options = ElasticsearchOptions.at(List.of(dead.uri(), path.uri())).prefix("path").build();
            try (ElasticsearchStore store = ElasticsearchStore.open(options)) {
                assertThat(store.save(Events.batch("a", 3))).isEqualTo(new SaveResult.Saved(4, 0, List.of()));
                assertThat(count(store)).isEqualTo(3);
            }
            assertThat(path.faults()).isZero();
        }
    }

    @Test
    void aWrongPathIsToldAsSuch() {
        try (FaultyProxy path = new FaultyProxy(ElasticsearchServer.shared().uri(), "/search")) {
            ElasticsearchOptions options = ElasticsearchOptions.at(path.uri().resolve("/serch")).build();
            assertThatThrownBy(() -> ElasticsearchStore.open(options))
                    .isInstanceOf(UnusableStoreException.class).hasMessageContaining("path");
        }
    }
}
