package io.tracestitch.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Filter.has;
import static io.tracestitch.store.Filter.not;
import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Filters, their opposites, and counts that agree with them. */
interface FilterContract extends ContractStore {

    @Test
    default void incidentsAreFilteredByEachFieldAndByItsOpposite() {
        save(incident("f1").services("checkout").pattern("timeout", "timeout-waiting").severity(Severity.ERROR).release("1.0",
                at(0))
                        .exceptions("builtins.TimeoutError").tasks("t-1"),
                incident("f2").services("orders", "checkout").pattern("unretrieved", "task-exception").severity(Severity.CRITICAL)
                        .release("1.0", at(0)).release("1.1", at(1)).exceptions("orders.Declined", "KeyError").tasks("t-2"),
                incident("f3").services("mail").severity(Severity.INFO));
        assertThat(incidents(has(Field.SERVICE, "checkout"))).containsExactly("f1", "f2");
        assertThat(incidents(not(has(Field.SERVICE, "checkout")))).containsExactly("f3");
        assertThat(incidents(has(Field.SERVICE, "orders", "mail"))).containsExactly("f2", "f3");
        assertThat(incidents(has(Field.RELEASE, "1.1"))).containsExactly("f2");
        assertThat(incidents(not(has(Field.RELEASE, "1.1")))).containsExactly("f1", "f3");
        assertThat(incidents(has(Field.CATEGORY, "timeout"))).containsExactly("f1");
        assertThat(incidents(not(has(Field.CATEGORY, "timeout")))).containsExactly("f2", "f3");
        assertThat(incidents(has(Field.PATTERN, "task-exception"))).containsExactly("f2");
        assertThat(incidents(not(has(Field.PATTERN, "task-exception")))).containsExactly("f1", "f3");
        assertThat(incidents(has(Field.SEVERITY, "critical", "info"))).containsExactly("f2", "f3");
        assertThat(incidents(not(has(Field.SEVERITY, "critical", "info")))).containsExactly("f1");
        assertThat(incidents(has(Field.EXCEPTION, "KeyError"))).containsExactly("f2");
        assertThat(incidents(has(Field.TASK, "t-1"))).containsExactly("f1");
        assertThat(incidents(not(not(has(Field.TASK, "t-1"))))).containsExactly("f1");
        assertThat(incidents(has(Field.SERVICE, "checkout"), not(has(Field.SEVERITY, "critical")))).containsExactly("f1");
        assertThat(incidents(has(Field.SERVICE, "Checkout"))).isEmpty();
    }

    @Test
    default void documentsWithoutAValueAreFoundByNone() {
        save(incident("f1").pattern("timeout", "timeout-waiting"), incident("f2"), incident("f3").release("1.0", at(0)));
        assertThat(incidents(has(Field.PATTERN, Field.NONE))).containsExactly("f2", "f3");
        assertThat(incidents(not(has(Field.PATTERN, Field.NONE)))).containsExactly("f1");
        assertThat(incidents(has(Field.RELEASE, Field.NONE, "1.0"))).containsExactly("f1", "f2", "f3");
        save(event("a:1"), event("a:2").pattern("timeout", "timeout-waiting"));
        assertThat(occurrences(has(Field.CATEGORY, Field.NONE))).containsExactly("a:1");
    }

    @Test
    default void occurrencesAreFilteredByEachFieldAndByItsOpposite() {
        save(event("a:1").service("checkout").source("pod-1").release("1.0").kind(EventKind.STALL).pattern("timeout", "p1")
                        .severity(Severity.CRITICAL).exceptions("TimeoutError", "asyncio.CancelledError").tasks("t-1", "t-2"),
                event("a:2").service("orders").source("pod-2").release("1.1"));
        List<Filter> first = List.of(has(Field.SERVICE, "checkout"), has(Field.SOURCE, "pod-1"), has(Field.RELEASE, "1.0"),
                has(Field.KIND, "stall"), has(Field.CATEGORY, "timeout"), has(Field.PATTERN, "p1"), has(Field.SEVERITY,
                        "critical"),
                has(Field.EXCEPTION, "asyncio.CancelledError"), has(Field.TASK, "t-2"));
        for (Filter filter : first) {
            assertThat(occurrences(filter)).as("%s", filter).containsExactly("a:1");
            assertThat(occurrences(not(filter))).as("not %s", filter).containsExactly("a:2");
        }
        assertThat(occurrences(first.toArray(Filter[]::new))).containsExactly("a:1");
    }

    @Test
    default void incidentsOfATimeAreThoseSeenBeforeItsEndAndNotOnlyBeforeItsBeginning() {
        save(incident("f1").seen(at(0), at(10)), incident("f2").seen(at(20), at(30)), incident("f3").seen(at(5), at(25)));
        assertThat(incidents(new Filter.Within(at(11), at(20)))).containsExactly("f3");
        assertThat(incidents(new Filter.Within(at(10), at(20)))).containsExactly("f1", "f3");
        assertThat(incidents(new Filter.Within(null, at(5)))).containsExactly("f1");
        assertThat(incidents(new Filter.Within(at(30), null))).containsExactly("f2");
        assertThat(incidents(new Filter.Within(at(30).plusMillis(1), null))).isEmpty();
        assertThat(incidents(new Filter.Within(null, null))).containsExactly("f1", "f2", "f3");
        assertThat(incidents(not(new Filter.Within(at(10), at(20))))).containsExactly("f2");
    }

    @Test
    default void occurrencesOfATimeIncludeItsBeginningAndNotItsEnd() {
        save(event("a:1").time(at(1)), event("a:2").time(at(2)), event("a:3").time(at(3)));
        assertThat(occurrences(new Filter.Within(at(1), at(3)))).containsExactly("a:1", "a:2");
        assertThat(occurrences(not(new Filter.Within(at(1), at(3))))).containsExactly("a:3");
        assertThat(occurrences(new Filter.Within(at(2), at(2)))).isEmpty();
        assertThat(occurrences(new Filter.Within(at(3), at(1)))).isEmpty();
    }

    @Test
    default void countsSayHowManyIncidentsAFilterForTheValueWouldFind() {
        Random random = new Random(3);
        String[] services = {"a", "b", "c", "d"};
        List<IncidentDocument> incidents = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Samples.IncidentSample sample = incident("f" + i)
                    .services(services[random.nextInt(4)], services[random.nextInt(4)] + "2")
                    .severity(Severity.values()[random.nextInt(4)]).text(i % 2 == 0 ? "even" : "odd");
            incidents.add((i % 3 == 0 ? sample : sample.pattern("timeout", "p" + i % 7)).make());
        }
        saveAll(Batch.ofIncidents(incidents));
        decide("f2", at(1), new Decision.Resolved());
        decide("f4", at(1), new Decision.Muted(null));
        Filter filter = new Filter.Text("even");
        IncidentPage page = store().incidents(IncidentRequest.latest(1, filter).countedBy(Field.SERVICE, Field.PATTERN,
                Field.SEVERITY,
                Field.STATUS, Field.CATEGORY));
        assertThat(page.total()).isEqualTo(40);
        assertThat(page.facets()).hasSize(5);
        page.facets().forEach((field, counts) -> {
            assertThat(counts).isNotEmpty();
            assertThat(counts).isSortedAccordingTo((a, b) -> a.count() != b.count() ? Long.compare(b.count(), a.count())
                    : a.value().compareTo(b.value()));
            counts.forEach(count -> assertThat(incidents(filter, has(field, count.value()))).as("%s %s", field, count)
                    .hasSize((int) count.count()));
        });
        Map<String, Long> byStatus = new HashMap<>();
        page.facets().get(Field.STATUS).forEach(count -> byStatus.put(count.value(), count.count()));
        assertThat(byStatus).isEqualTo(Map.of("open", 38L, "resolved", 1L, "muted", 1L));
        assertThat(page.facets().get(Field.CATEGORY)).extracting(FacetCount::value).containsExactlyInAnyOrder("timeout",
                Field.NONE);
    }

    @Test
    default void countsAreOfTheMostFrequentValues() {
        IncidentDocument[] documents = new IncidentDocument[IncidentRequest.MAX_FACET_VALUES + 20];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = incident("f" + i).services("all", "s" + i).make();
        }
        saveAll(Batch.ofIncidents(List.of(documents)));
        List<FacetCount> counts = store().incidents(IncidentRequest.latest(1).countedBy(Field.SERVICE)).facets()
                .get(Field.SERVICE);
        assertThat(counts).hasSize(IncidentRequest.MAX_FACET_VALUES);
        assertThat(counts.getFirst()).isEqualTo(new FacetCount("all", documents.length));
    }

    @Test
    default void aFieldThatADocumentDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> IncidentRequest.latest(1, not(has(Field.SOURCE, "x"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("There is no field source in incidents.");
        assertThatThrownBy(() -> OccurrenceRequest.latest(1, has(Field.STATUS, "open")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("There is no field status in occurrences.");
        assertThatThrownBy(() -> has(Field.SERVICE)).isInstanceOf(InvalidRequestException.class);
        Filter[] texts = new Filter[11];
        Arrays.fill(texts, not(new Filter.Text("x")));
        assertThatThrownBy(() -> IncidentRequest.latest(1, texts)).isInstanceOf(InvalidRequestException.class)
                .hasMessage("A request has at most 10 free texts, not 11.");
        assertThatThrownBy(() -> IncidentRequest.latest(0)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    default void longValuesAreComparedByTheirBeginning() {
        String task = "task-" + "x".repeat(50_000);
        save(event("a:1").tasks(task, "t-1"), event("a:2"));
        assertThat(occurrences(has(Field.TASK, task))).containsExactly("a:1");
        assertThat(store().occurrence("a:1").orElseThrow().event().tasks()).containsExactly(task, "t-1");
    }
}
