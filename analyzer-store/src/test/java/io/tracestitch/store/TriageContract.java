package io.tracestitch.store;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Filter.has;
import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What people decide, and what follows from it when an incident is seen again. */
interface TriageContract extends ContractStore {

    @Test
    default void aDecisionIsKeptWithItsHistory() {
        save(incident("f1"));
        IncidentView view = decide("f1", at(10), new Decision.Resolved());
        assertThat(view.status()).isEqualTo(IncidentStatus.RESOLVED);
        StatusChange muted = new StatusChange(at(20), "bob", "known: see ticket 7", new Decision.Muted(at(500)), Set.of());
        done(store().decide("f1", muted));
        StatusChange opened = StatusChange.of(at(30), "ann", new Decision.Open());
        done(store().decide("f1", opened));
        assertThat(store().incident("f1").orElseThrow()).satisfies(kept -> {
            assertThat(kept.status()).isEqualTo(IncidentStatus.OPEN);
            assertThat(kept.history()).containsExactly(StatusChange.of(at(10), "ann", new Decision.Resolved()), muted, opened);
        });
    }

    @Test
    default void aLaterVersionDoesNotUndoADecision() {
        save(incident("f1").version(1).seen(at(0), at(0)));
        decide("f1", at(10), new Decision.Muted(null));
        save(incident("f1").version(2).seen(at(0), at(20)).count(7));
        assertThat(status("f1")).isEqualTo(IncidentStatus.MUTED);
        assertThat(store().incident("f1").orElseThrow().count()).isEqualTo(7);
        save(incident("f1").version(1));
        assertThat(status("f1")).isEqualTo(IncidentStatus.MUTED);
    }

    @Test
    default void aResolvedIncidentThatIsSeenAgainIsRegressed() {
        save(incident("f1").version(1).seen(at(0), at(9)));
        decide("f1", at(10), new Decision.Resolved());
        save(incident("f1").version(2).seen(at(0), at(10)));
        assertThat(status("f1")).as("it happened before it was resolved, and came in late").isEqualTo(IncidentStatus.RESOLVED);
        save(incident("f1").version(3).seen(at(0), at(11)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.REGRESSED);
        assertThat(incidents(has(Field.STATUS, "regressed"))).containsExactly("f1");
        assertThat(incidents(has(Field.STATUS, "resolved"))).isEmpty();
        decide("f1", at(20), new Decision.Resolved());
        assertThat(status("f1")).isEqualTo(IncidentStatus.RESOLVED);
    }

    @Test
    default void whatIsResolvedInTheNextReleaseMayOccurInTheReleasesThatAreKnown() {
        save(incident("f1").version(1).services("checkout").release("1.0", at(0)).seen(at(0), at(0)),
                incident("f2").services("checkout").release("1.1", at(5)), incident("f3").services("mail").release("9.9", at(5)));
        decide("f1", at(10), new Decision.ResolvedInNextRelease());
        assertThat(store().incident("f1").orElseThrow().decided().tolerated()).containsExactlyInAnyOrder("1.0", "1.1");
        save(incident("f1").version(2).release("1.0", at(20)).release("1.1", at(21)).seen(at(0), at(21)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.RESOLVED);
        save(incident("f1").version(3).release("1.0", at(20)).release("1.1", at(21)).release("1.2", at(22)).seen(at(0), at(22)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.REGRESSED);
    }

    @Test
    default void whatIsResolvedInAReleaseMayOccurInTheOthersThatAreKnown() {
        save(incident("f1").version(1).release("1.0", at(0)).release("1.1", at(1)).seen(at(0), at(1)));
        decide("f1", at(10), new Decision.ResolvedInRelease("1.1"));
        save(incident("f1").version(2).release("1.0", at(20)).release("1.1", at(1)).seen(at(0), at(20)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.RESOLVED);
        save(incident("f1").version(3).release("1.0", at(20)).release("1.1", at(21)).seen(at(0), at(21)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.REGRESSED);
    }

    @Test
    default void whereNoReleaseIsToldTimeDecides() {
        save(incident("f1").version(1).seen(at(0), at(0)));
        decide("f1", at(10), new Decision.ResolvedInNextRelease());
        assertThat(status("f1")).isEqualTo(IncidentStatus.RESOLVED);
        save(incident("f1").version(2).seen(at(0), at(11)));
        assertThat(status("f1")).isEqualTo(IncidentStatus.REGRESSED);
    }

    @Test
    default void whatIsMutedForATimeIsOpenAfterIt() {
        save(incident("f1"), incident("f2"), incident("f3"));
        setTime(at(10));
        decide("f1", at(10), new Decision.Muted(at(100)));
        decide("f2", at(10), new Decision.Muted(null));
        assertThat(status("f1")).isEqualTo(IncidentStatus.MUTED);
        assertThat(incidents(has(Field.STATUS, "muted"))).containsExactly("f1", "f2");
        assertThat(incidents(has(Field.STATUS, "open"))).containsExactly("f3");
        setTime(at(99));
        assertThat(incidents(Filter.not(has(Field.STATUS, "muted")))).containsExactly("f3");
        setTime(at(100));
        assertThat(status("f1")).isEqualTo(IncidentStatus.OPEN);
        assertThat(incidents(has(Field.STATUS, "muted"))).containsExactly("f2");
        assertThat(incidents(has(Field.STATUS, "open"))).containsExactly("f1", "f3");
        assertThat(incidents(has(Field.STATUS, "open", "muted"))).containsExactly("f1", "f2", "f3");
        assertThat(incidents(Filter.not(has(Field.STATUS, "open")))).containsExactly("f2");
        assertThat(store().incidents(IncidentRequest.latest(1).countedBy(Field.STATUS)).facets().get(Field.STATUS))
                .containsExactly(new FacetCount("open", 2), new FacetCount("muted", 1));
    }

    @Test
    default void aStatusThatDoesNotExistFindsNothing() {
        save(incident("f1"));
        assertThat(incidents(has(Field.STATUS, "closed"))).isEmpty();
        assertThat(incidents(has(Field.STATUS, Field.NONE))).isEmpty();
    }

    @Test
    default void theSameDecisionAgainChangesNothing() {
        save(incident("f1").release("1.0", at(0)));
        decide("f1", at(10), new Decision.ResolvedInNextRelease());
        decide("f1", at(10), new Decision.ResolvedInNextRelease());
        assertThat(store().incident("f1").orElseThrow().history()).hasSize(1);
        decide("f1", at(11), new Decision.ResolvedInNextRelease());
        assertThat(store().incident("f1").orElseThrow().history()).hasSize(2);
    }

    @Test
    default void anUnknownIncidentCannotBeDecidedAbout() {
        assertThat(store().decide("nobody", StatusChange.of(at(0), "ann", new Decision.Resolved())))
                .isEqualTo(new TriageResult.Unknown("nobody"));
        assertThat(store().incident("nobody")).isEmpty();
    }

    @Test
    default void onlyTheNewestChangesAreKept() {
        save(incident("f1"));
        for (int i = 0; i < StatusChange.MAX_HISTORY + 3; i++) {
            store().decide("f1", StatusChange.of(at(i), "ann", new Decision.Open()));
        }
        store().refresh();
        assertThat(store().incident("f1").orElseThrow().history()).hasSize(StatusChange.MAX_HISTORY)
                .first().extracting(StatusChange::at).isEqualTo(at(3));
    }

    @Test
    default void aCommentWithoutEndIsRefused() {
        assertThatThrownBy(() -> new StatusChange(at(0), "ann", "x".repeat(StatusChange.MAX_COMMENT + 1), new Decision.Open(),
                Set.of()))
                .isInstanceOf(InvalidRequestException.class);
    }
}
