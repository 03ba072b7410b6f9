package io.tracestitch.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.SaveResult.DocumentKind;
import io.tracestitch.store.SaveResult.Rejection;
import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;

/** Saving: whatever is saved how often in which order, the same is kept. */
interface SavingContract extends ContractStore {

    @Test
    default void anEventComesBackAsItWasSaved() {
        EventDocument event = event("app.log:120").of("f7").time(at(5).plusNanos(123_456_789)).position(120).service("checkout")
                .source("checkout-7d9f").release("2.4.1").kind(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED)
                .pattern("unretrieved", "task-exception-never-retrieved").severity(Severity.CRITICAL)
                .exceptions("orders.PaymentDeclined", "KeyError").tasks("fulfil-20")
                        .json("{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8))
                .make();
        saveAll(Batch.ofEvents(List.of(event)));
        EventDocument kept = store().occurrence("app.log:120").orElseThrow().event();
        assertThat(kept).usingRecursiveComparison().ignoringFields("text").isEqualTo(event);
    }

    @Test
    default void anIncidentComesBackAsItWasSaved() {
        IncidentDocument incident = incident("f7").version(9).title("PaymentDeclined: card expired").pattern("unretrieved", "x")
                .severity(Severity.CRITICAL).services("checkout", "orders").release("2.4.1", at(7)).seen(at(1), at(9)).count(42)
                .exceptions("orders.PaymentDeclined").tasks("fulfil-20").json("{\"b\":1}".getBytes(StandardCharsets.UTF_8))
                        .make();
        saveAll(Batch.ofIncidents(List.of(incident)));
        IncidentView view = store().incident("f7").orElseThrow();
        assertThat(view.parts()).singleElement().usingRecursiveComparison().ignoringFields("text").isEqualTo(incident);
        assertThat(view.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(view.history()).isEmpty();
    }

    @Test
    default void savingAgainChangesNothing() {
        Batch batch = new Batch(List.of(event("a:1").make(), event("a:2").make(), event("a:2").make()), List.of(incident("f1")
                .make()));
        saveAll(batch);
        saveAll(batch);
        assertThat(occurrences()).containsExactly("a:1", "a:2");
        assertThat(incidents()).containsExactly("f1");
        assertThat(store().size()).satisfies(size -> {
            assertThat(size.events()).isEqualTo(2);
            assertThat(size.incidents()).isEqualTo(1);
            assertThat(size.bytes()).isPositive();
        });
    }

    @Test
    default void anOlderVersionNeverTakesThePlaceOfANewerOne() {
        save(incident("f1").version(3).count(30));
        assertThat(store().save(Batch.ofIncidents(List.of(incident("f1").version(2).count(20).make()))))
                .isEqualTo(new SaveResult.Saved(0, 1, List.of()));
        assertThat(store().save(Batch.ofIncidents(List.of(incident("f1").version(3).count(31).make()))))
                .isEqualTo(new SaveResult.Saved(0, 1, List.of()));
        store().refresh();
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(30);
        save(incident("f1").version(4).count(40));
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(40);
    }

    @Test
    default void theNewestVersionOfABatchIsKeptWhereverItStands() {
        save(incident("f1").version(1).count(1), incident("f1").version(3).count(3), incident("f1").version(2).count(2));
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(3);
    }

    @Test
    default void versionsSavedQuicklyOneAfterTheOtherAreKeptInOrder() {
        for (int version : new int[] {1, 3, 2, 5, 4}) {
            store().save(Batch.ofIncidents(List.of(incident("f1").version(version).count(version).make())));
        }
        store().refresh();
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(5);
    }

    @Test
    default void anyOrderAndAnyGroupingOfTheSameDocumentsEndsInTheSame() {
        List<EventDocument> events = new ArrayList<>();
        List<IncidentDocument> incidents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(event("t-0-" + i + "-1").of("f" + i % 5).time(at(i)).position(i).make());
            incidents.add(incident("f" + i % 5).version(i).count(i).seen(at(0), at(i)).make());
        }
        Random random = new Random(7);
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(events, random);
            Collections.shuffle(incidents, random);
            for (int from = 0; from < 60;) {
                int to = Math.min(60, from + 1 + random.nextInt(60));
                store().save(new Batch(events.subList(from, to), incidents.subList(from, to)));
                from = to;
            }
        }
        store().refresh();
        assertThat(occurrences()).hasSize(60);
        assertThat(occurrencesOf("f3")).containsExactly("t-0-58-1", "t-0-53-1", "t-0-48-1", "t-0-43-1", "t-0-38-1", "t-0-33-1",
                "t-0-28-1", "t-0-23-1", "t-0-18-1", "t-0-13-1", "t-0-8-1", "t-0-3-1");
        for (int i = 0; i < 5; i++) {
            assertThat(store().incident("f" + i).orElseThrow().incident().version()).isEqualTo(55 + i);
        }
    }

    @Test
    default void anEventThatChangedTakesThePlaceOfTheOldOne() {
        save(event("a:1").service("old").text("first words"));
        save(event("a:1").service("new").text("second words"));
        assertThat(occurrences(Filter.has(Field.SERVICE, "old"))).isEmpty();
        assertThat(occurrences(Filter.has(Field.SERVICE, "new"))).containsExactly("a:1");
        assertThat(occurrences(new Filter.Text("first"))).isEmpty();
    }

    @Test
    default void whatCannotBeKeptIsRejectedAloneAndTheRestIsKept() {
        String longId = "x".repeat(EventDocument.MAX_ID_BYTES + 1);
        SaveResult result = store().save(new Batch(
                List.of(event("a:1").make(), event(longId).make(), event("a:2").of("").make()),
                List.of(incident("f1").make(), incident("").make())));
        assertThat(result).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
            assertThat(saved.written()).isEqualTo(2);
            assertThat(saved.rejected()).extracting(Rejection::kind).containsExactly(DocumentKind.EVENT, DocumentKind.EVENT,
                    DocumentKind.INCIDENT);
            assertThat(saved.rejected()).extracting(Rejection::id).containsExactly(longId, "a:2", "");
            assertThat(saved.rejected()).allSatisfy(rejection -> assertThat(rejection.why()).isNotBlank().doesNotContain("\n"));
        });
        store().refresh();
        assertThat(occurrences()).containsExactly("a:1");
        assertThat(incidents()).containsExactly("f1");
    }

    @Test
    default void anEmptyBatchIsSaved() {
        assertThat(store().save(new Batch(List.of(), List.of()))).isEqualTo(new SaveResult.Saved(0, 0, List.of()));
    }

    @Test
    default void aStoreThatIsOpenIsReady() {
        assertThat(store().health()).isEqualTo(new Health.Ready());
    }
}
