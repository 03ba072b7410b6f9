package io.tracestitch.store;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

/** Occurrences with their sightings. */
interface OccurrenceContract extends ContractStore {

    @Test
    default void theOccurrencesOfAnIncidentAreThoseWithItsFingerprint() {
        save(event("a:1").of("f1").time(at(1)), event("a:2").of("f2").time(at(2)), event("a:3").of("f1").time(at(3)));
        assertThat(occurrencesOf("f1")).containsExactly("a:3", "a:1");
        assertThat(occurrencesOf("f2")).containsExactly("a:2");
        assertThat(occurrencesOf("unknown")).isEmpty();
    }

    @Test
    default void sightingsAreShownWithTheirOccurrenceAndNotCounted() {
        save(event("a:1").time(at(1)), event("a:9").sightingOf("a:1").of("other").time(at(3)).service("gateway"),
                event("a:5").sightingOf("a:1").time(at(2)), event("a:7").time(at(4)));
        OccurrencePage page = store().occurrences(OccurrenceRequest.of("f1", 10));
        assertThat(page.total()).isEqualTo(2);
        assertThat(ids(page)).containsExactly("a:7", "a:1");
        assertThat(page.occurrences().get(0).sightings()).isEmpty();
        assertThat(page.occurrences().get(1).sightings()).extracting(EventDocument::id).containsExactly("a:5", "a:9");
        assertThat(occurrencesOf("other")).isEmpty();
        assertThat(occurrences(Filter.has(Field.SERVICE, "gateway"))).isEmpty();
        assertThat(store().size().events()).isEqualTo(4);
    }

    @Test
    default void anOccurrenceIsFoundByItsIdAndByThatOfASighting() {
        save(event("a:5").sightingOf("a:1").time(at(2)), event("a:1").time(at(1)));
        assertThat(store().occurrence("a:1").orElseThrow().event().id()).isEqualTo("a:1");
        assertThat(store().occurrence("a:5").orElseThrow().event().id()).isEqualTo("a:1");
        assertThat(store().occurrence("a:5").orElseThrow().sightings()).extracting(EventDocument::id).containsExactly("a:5");
        assertThat(store().occurrence("a:2")).isEmpty();
    }

    @Test
    default void manySightingsOfOneOccurrenceDoNotHideThoseOfAnother() {
        List<EventDocument> events = new ArrayList<>();
        events.add(event("a:0").time(at(0)).make());
        events.add(event("b:0").time(at(1)).make());
        for (int i = 1; i <= 200; i++) {
            events.add(event("a:" + i).sightingOf("a:0").time(at(i)).make());
        }
        events.add(event("b:1").sightingOf("b:0").time(at(999)).make());
        saveAll(Batch.ofEvents(events));
        List<OccurrenceView> views = store().occurrences(OccurrenceRequest.of("f1", 10)).occurrences();
        assertThat(views.get(0).sightings()).extracting(EventDocument::id).containsExactly("b:1");
        assertThat(views.get(1).sightings()).hasSize(OccurrenceView.MAX_SIGHTINGS);
        assertThat(views.get(1).sightings().getFirst().id()).isEqualTo("a:1");
    }

    @Test
    default void filtersNarrowTheOccurrencesOfAnIncident() {
        save(event("a:1").service("x"), event("a:2").service("y"), event("b:1").of("f2").service("x"));
        OccurrenceRequest request = new OccurrenceRequest("f1", List.of(Filter.has(Field.SERVICE, "x")), true, null, 10);
        assertThat(ids(store().occurrences(request))).containsExactly("a:1");
    }
}
