package io.tracestitch.store;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is old is forgotten. Stores may forget in portions of a day, so that what is told apart here lies days apart. How a bound
 * in bytes is kept differs too much to be told here.
 */
interface RetentionContract extends ContractStore {

    /** Seconds of a day. */
    long DAY = 86_400;

    @Test
    default void whatIsOlderThanTheTimeIsForgotten() {
        save(event("a:1").time(at(-20 * DAY)), event("a:2").time(at(-10 * DAY)), event("a:3").time(at(0)),
                event("s:1").sightingOf("a:1").time(at(-20 * DAY)));
        save(incident("f1").seen(at(-20 * DAY), at(-19 * DAY)), incident("f2").seen(at(-20 * DAY), at(0)));
        Retention.Forgotten forgotten = store().prune(new Retention.Policy(at(-15 * DAY), null));
        store().refresh();
        assertThat(forgotten).isEqualTo(new Retention.Forgotten(2, 1));
        assertThat(occurrences()).containsExactly("a:2", "a:3");
        assertThat(incidents()).containsExactly("f2");
        assertThat(store().occurrence("s:1")).isEmpty();
        assertThat(store().size()).extracting(Retention.Size::events, Retention.Size::incidents).containsExactly(2L, 1L);
        assertThat(store().prune(new Retention.Policy(at(-15 * DAY), null))).isEqualTo(new Retention.Forgotten(0, 0));
    }

    @Test
    default void aPolicyWithoutBoundsForgetsNothing() {
        save(event("a:1").time(at(-1_000 * DAY)));
        assertThat(store().prune(new Retention.Policy(null, null))).isEqualTo(new Retention.Forgotten(0, 0));
        assertThat(store().prune(new Retention.Policy(null, Long.MAX_VALUE))).isEqualTo(new Retention.Forgotten(0, 0));
        assertThat(occurrences()).containsExactly("a:1");
    }

    @Test
    default void decisionsOutliveTheIncident() {
        save(incident("f1").seen(at(-20 * DAY), at(-20 * DAY)));
        decide("f1", at(-19 * DAY), new Decision.Muted(null));
        assertThat(store().prune(new Retention.Policy(at(-15 * DAY), null)).incidents()).isEqualTo(1);
        store().refresh();
        assertThat(store().incident("f1")).isEmpty();
        assertThat(incidents()).isEmpty();
        assertThat(store().decide("f1", StatusChange.of(at(0), "ann", new Decision.Open())))
                .isEqualTo(new TriageResult.Unknown("f1"));
        save(incident("f1").version(2).seen(at(0), at(0)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.MUTED);
    }

    @Test
    default void aMergedIncidentIsForgottenWhenAllOfItIsOld() {
        save(incident("f1").seen(at(-20 * DAY), at(-20 * DAY)), incident("f2").seen(at(-20 * DAY), at(0)),
                incident("f3").seen(at(-20 * DAY), at(-20 * DAY)), incident("f4").seen(at(-20 * DAY), at(-18 * DAY)));
        done(store().merge("f1", List.of("f2")));
        done(store().merge("f3", List.of("f4")));
        assertThat(store().prune(new Retention.Policy(at(-15 * DAY), null)).incidents()).isEqualTo(2);
        store().refresh();
        assertThat(incidents()).containsExactly("f1");
        assertThat(store().incident("f1").orElseThrow().parts()).hasSize(2);
        save(incident("f4").version(2).seen(at(0), at(0)).count(8));
        IncidentView back = store().incident("f4").orElseThrow();
        assertThat(back.id()).isEqualTo("f3");
        assertThat(back.parts()).extracting(IncidentDocument::id).containsExactly("f4");
        assertThat(incidents()).containsExactly("f1", "f3");
    }
}
