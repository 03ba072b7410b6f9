package io.tracestitch.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.tracestitch.store.Samples.EventSample;
import io.tracestitch.store.Samples.IncidentSample;

import static org.assertj.core.api.Assertions.assertThat;

/** What the parts of the contract need: an empty store with a clock that they set, and short ways to ask it. */
interface ContractStore {

    /** The store of this test; empty when the test begins. */
    IncidentStore store();

    /** Sets the clock of the store. */
    void setTime(Instant now);

    /** Saves events, all of which have to be taken, and lets searches see them. */
    default void save(EventSample... events) {
        List<EventDocument> documents = new ArrayList<>();
        for (EventSample event : events) {
            documents.add(event.make());
        }
        saveAll(Batch.ofEvents(documents));
    }

    /** Saves incidents, all of which have to be taken, and lets searches see them. */
    default void save(IncidentSample... incidents) {
        List<IncidentDocument> documents = new ArrayList<>();
        for (IncidentSample incident : incidents) {
            documents.add(incident.make());
        }
        saveAll(Batch.ofIncidents(documents));
    }

    /** Saves a batch, all of which has to be taken, and lets searches see it. */
    default void saveAll(Batch batch) {
        assertThat(store().save(batch)).isInstanceOfSatisfying(SaveResult.Saved.class, saved -> {
            assertThat(saved.rejected()).isEmpty();
            assertThat(saved.written() + saved.stale()).isEqualTo(batch.size());
        });
        store().refresh();
    }

    /** The ids of the incidents that the filters let through. */
    default Set<String> incidents(Filter... filters) {
        IncidentPage page = store().incidents(IncidentRequest.latest(IncidentRequest.MAX_LIMIT, filters));
        Set<String> ids = new TreeSet<>(page.incidents().stream().map(IncidentView::id).toList());
        assertThat(page.total()).isEqualTo(ids.size()).isEqualTo(page.incidents().size());
        return ids;
    }

    /** The ids of the occurrences that the filters let through. */
    default Set<String> occurrences(Filter... filters) {
        OccurrencePage page = store().occurrences(OccurrenceRequest.latest(OccurrenceRequest.MAX_LIMIT, filters));
        Set<String> ids = new TreeSet<>(ids(page));
        assertThat(page.total()).isEqualTo(ids.size()).isEqualTo(page.occurrences().size());
        return ids;
    }

    /** The ids of the occurrences of an incident, latest first. */
    default List<String> occurrencesOf(String incident) {
        return ids(store().occurrences(OccurrenceRequest.of(incident, OccurrenceRequest.MAX_LIMIT)));
    }

    /** The ids on a page. */
    default List<String> ids(OccurrencePage page) {
        return page.occurrences().stream().map(view -> view.event().id()).toList();
    }

    /** The ids on all pages, each asked for behind the one before. */
    default List<String> pages(IncidentRequest request) {
        List<String> out = new ArrayList<>();
        String cursor = null;
        do {
            IncidentPage page = store().incidents(request.after(cursor));
            page.incidents().forEach(view -> out.add(view.id()));
            cursor = page.next();
        } while (cursor != null);
        return out;
    }

    /** The ids on all pages, each asked for behind the one before. */
    default List<String> pages(OccurrenceRequest request) {
        List<String> out = new ArrayList<>();
        String cursor = null;
        do {
            OccurrencePage page = store().occurrences(request.after(cursor));
            out.addAll(ids(page));
            cursor = page.next();
        } while (cursor != null);
        return out;
    }

    /** How an incident stands; it has to be there. */
    default IncidentStatus status(String id) {
        return store().incident(id).orElseThrow().status();
    }

    /** Decides about an incident at a time, and lets searches see it. */
    default IncidentView decide(String id, Instant at, Decision decision) {
        return done(store().decide(id, StatusChange.of(at, "ann", decision)));
    }

    /** What was changed, seen by searches. */
    default IncidentView done(TriageResult result) {
        assertThat(result).isInstanceOf(TriageResult.Done.class);
        store().refresh();
        return ((TriageResult.Done) result).incident();
    }
}
