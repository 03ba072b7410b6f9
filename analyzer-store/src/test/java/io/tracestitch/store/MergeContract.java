package io.tracestitch.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.Severity;
import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Filter.has;
import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;

/** Incidents that are made one, and taken apart again. */
interface MergeContract extends ContractStore {

    /** Three incidents with an occurrence each. */
    private void saveThree() {
        save(incident("f1").services("a").seen(at(10), at(20)).count(3).severity(Severity.WARNING).title("alpha"),
                incident("f2").services("b").seen(at(5), at(30)).count(4).severity(Severity.CRITICAL).title("beta"),
                incident("f3").services("c").seen(at(15), at(16)).count(5).title("gamma"));
        save(event("x:1").of("f1").time(at(1)), event("x:2").of("f2").time(at(2)), event("x:3").of("f3").time(at(3)));
    }

    @Test
    default void mergedIncidentsAreShownAndCountedAsOne() {
        saveThree();
        done(store().merge("f1", List.of("f2")));
        assertThat(incidents()).containsExactly("f1", "f3");
        IncidentView view = store().incident("f1").orElseThrow();
        assertThat(view.parts()).extracting(IncidentDocument::id).containsExactly("f1", "f2");
        assertThat(view.count()).isEqualTo(7);
        assertThat(view.firstSeen()).isEqualTo(at(5));
        assertThat(view.lastSeen()).isEqualTo(at(30));
        assertThat(view.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(view.services()).containsExactly("a", "b");
        assertThat(store().incident("f2").orElseThrow().id()).isEqualTo("f1");
    }

    @Test
    default void filtersOrdersAndCountsSeeAllParts() {
        saveThree();
        done(store().merge("f1", List.of("f2")));
        assertThat(incidents(has(Field.SERVICE, "b"))).containsExactly("f1");
        assertThat(incidents(has(Field.SEVERITY, "critical"))).containsExactly("f1");
        assertThat(incidents(new Filter.Text("beta alpha"))).containsExactly("f1");
        assertThat(incidents(new Filter.Within(at(25), at(26)))).containsExactly("f1");
        assertThat(pages(IncidentRequest.latest(1).sortedBy(IncidentSort.COUNT, true))).containsExactly("f1", "f3");
        assertThat(pages(IncidentRequest.latest(1).sortedBy(IncidentSort.FIRST_SEEN, false))).containsExactly("f1", "f3");
        assertThat(store().incidents(IncidentRequest.latest(5).countedBy(Field.SERVICE)).facets().get(Field.SERVICE))
                .containsExactly(new FacetCount("a", 1), new FacetCount("b", 1), new FacetCount("c", 1));
    }

    @Test
    default void occurrencesOfAllPartsAreThoseOfTheIncident() {
        saveThree();
        done(store().merge("f1", List.of("f2")));
        save(event("x:4").of("f2").time(at(4)));
        assertThat(occurrencesOf("f1")).containsExactly("x:4", "x:2", "x:1");
        assertThat(occurrencesOf("f2")).containsExactly("x:4", "x:2", "x:1");
        assertThat(store().timeline(new TimelineRequest("f1", List.of(), at(0), at(10), Duration.ofSeconds(10), null)).buckets())
                .singleElement().extracting(Timeline.Bucket::count).isEqualTo(3L);
    }

    @Test
    default void laterVersionsOfAPartChangeTheWhole() {
        saveThree();
        done(store().merge("f1", List.of("f2")));
        decide("f1", at(40), new Decision.Resolved());
        save(incident("f2").version(2).services("b", "new").seen(at(5), at(50)).count(9));
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(12);
        assertThat(status("f1")).isEqualTo(IncidentStatus.REGRESSED);
        assertThat(incidents(has(Field.SERVICE, "new"), has(Field.STATUS, "regressed"))).containsExactly("f1");
    }

    @Test
    default void aDecisionAboutAPartIsOneAboutTheWhole() {
        saveThree();
        done(store().merge("f1", List.of("f2")));
        assertThat(decide("f2", at(40), new Decision.Muted(null)).id()).isEqualTo("f1");
        assertThat(status("f1")).isEqualTo(IncidentStatus.MUTED);
    }

    @Test
    default void partsThatAreTakenOutStandForThemselvesWithTheirOldDecisions() {
        saveThree();
        decide("f2", at(40), new Decision.Muted(null));
        done(store().merge("f1", List.of("f2", "f3")));
        assertThat(incidents()).containsExactly("f1");
        assertThat(status("f1")).isEqualTo(IncidentStatus.OPEN);
        done(store().split("f1", List.of("f2", "nobody")));
        assertThat(incidents()).containsExactly("f1", "f2");
        assertThat(status("f2")).isEqualTo(IncidentStatus.MUTED);
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(8);
        assertThat(store().incident("f2").orElseThrow().count()).isEqualTo(4);
        assertThat(occurrencesOf("f2")).containsExactly("x:2");
        assertThat(incidents(has(Field.SERVICE, "b"))).containsExactly("f2");
    }

    @Test
    default void mergingAWholeBringsItsPartsAlong() {
        saveThree();
        done(store().merge("f2", List.of("f3")));
        IncidentView view = done(store().merge("f1", List.of("f2")));
        assertThat(view.parts()).extracting(IncidentDocument::id).containsExactly("f1", "f2", "f3");
        assertThat(incidents()).containsExactly("f1");
        assertThat(store().incident("f3").orElseThrow().id()).isEqualTo("f1");
        done(store().merge("f1", List.of("f3", "f2")));
        assertThat(incidents()).containsExactly("f1");
    }

    @Test
    default void whatCannotBeMergedIsRefusedAndNothingChanges() {
        saveThree();
        assertThat(store().merge("f1", List.of("f2", "nobody"))).isEqualTo(new TriageResult.Unknown("nobody"));
        assertThat(store().merge("nobody", List.of("f2"))).isEqualTo(new TriageResult.Unknown("nobody"));
        assertThat(store().split("nobody", List.of("f2"))).isEqualTo(new TriageResult.Unknown("nobody"));
        assertThat(store().merge("f1", List.of("f2", "f1"))).isInstanceOf(TriageResult.Refused.class);
        store().refresh();
        assertThat(incidents()).containsExactly("f1", "f2", "f3");
        done(store().merge("f1", List.of("f2")));
        assertThat(store().merge("f2", List.of("f3"))).isInstanceOf(TriageResult.Refused.class);
        assertThat(store().merge("f3", List.of("f2"))).isInstanceOf(TriageResult.Refused.class);
        store().refresh();
        assertThat(incidents()).containsExactly("f1", "f3");
    }

    @Test
    default void onlySoManyIncidentsAreMerged() {
        List<IncidentDocument> incidents = new ArrayList<>();
        for (int i = 0; i <= Triage.MAX_MERGED + 1; i++) {
            incidents.add(incident("f" + i).make());
        }
        saveAll(Batch.ofIncidents(incidents));
        List<String> all = incidents.stream().map(IncidentDocument::id).toList();
        assertThat(store().merge("f0", all.subList(1, all.size()))).isInstanceOf(TriageResult.Refused.class);
        assertThat(done(store().merge("f0", all.subList(1, all.size() - 1))).parts()).hasSize(Triage.MAX_MERGED + 1);
    }
}
