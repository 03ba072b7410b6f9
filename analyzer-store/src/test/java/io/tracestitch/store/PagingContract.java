package io.tracestitch.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

import io.tracestitch.core.incident.Severity;
import org.junit.jupiter.api.Test;

import static io.tracestitch.store.Samples.at;
import static io.tracestitch.store.Samples.event;
import static io.tracestitch.store.Samples.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Orders and pages: nothing is lost, nothing comes twice. */
interface PagingContract extends ContractStore {

    @Test
    default void incidentsAreSortedByEachOrderAndThenById() {
        List<IncidentDocument> saved = new ArrayList<>();
        for (int i = 0; i < 37; i++) {
            saved.add(incident("f" + i % 10 + i).seen(at(i % 3), at(10 + i % 4)).count(i % 5)
                    .severity(Severity.values()[i % 3]).make());
        }
        saveAll(Batch.ofIncidents(saved));
        for (IncidentSort sort : IncidentSort.values()) {
            Comparator<IncidentDocument> order = switch (sort) {
                case LAST_SEEN -> Comparator.comparing(IncidentDocument::lastSeen);
                case FIRST_SEEN -> Comparator.comparing(IncidentDocument::firstSeen);
                case COUNT -> Comparator.comparing(IncidentDocument::count);
                case SEVERITY -> Comparator.comparing(IncidentDocument::severity).thenComparing(IncidentDocument::lastSeen);
            };
            Comparator<IncidentDocument> whole = order.thenComparing(IncidentDocument::id);
            for (boolean descending : new boolean[] {true, false}) {
                List<String> expected = saved.stream().sorted(descending ? whole.reversed() : whole).map(IncidentDocument::id)
                        .toList();
                for (int limit : new int[] {1, 7, 37, 100}) {
                    assertThat(pages(IncidentRequest.latest(limit).sortedBy(sort, descending))).as("%s by %s", sort, limit)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    default void incidentsThatComeInWhilePagingMoveNothing() {
        List<IncidentDocument> saved = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            saved.add(incident("f" + (100 + i)).seen(at(0), at(i * 10)).make());
        }
        saveAll(Batch.ofIncidents(saved));
        List<String> shown = new ArrayList<>();
        String cursor = null;
        int n = 0;
        do {
            IncidentPage page = store().incidents(IncidentRequest.latest(6).after(cursor));
            page.incidents().forEach(view -> shown.add(view.id()));
            cursor = page.next();
            save(incident("new" + n).seen(at(0), at(1_000 + n)), incident("old" + n).seen(at(0), at(-5 - n)));
            n++;
        } while (cursor != null);
        assertThat(shown).doesNotHaveDuplicates().containsSubsequence(saved.reversed().stream().map(IncidentDocument::id)
                .toList());
    }

    @Test
    default void occurrencesAreSortedByTimeThenByPositionThenById() {
        save(event("b:1").time(at(5)).position(1), event("a:2").time(at(5)).position(2), event("a:10").time(at(5)).position(10),
                event("a:1").time(at(5)).position(1), event("c:1").time(at(4)).position(99), event("d:1").time(at(6))
                        .position(0));
        List<String> oldestFirst = List.of("c:1", "a:1", "b:1", "a:2", "a:10", "d:1");
        for (int limit : new int[] {1, 2, 5, 6, 7}) {
            assertThat(pages(OccurrenceRequest.latest(limit))).isEqualTo(oldestFirst.reversed());
            assertThat(pages(new OccurrenceRequest(null, List.of(), false, null, limit))).isEqualTo(oldestFirst);
        }
    }

    @Test
    default void theLastPageHasNoNext() {
        save(event("a:1"), event("a:2"));
        assertThat(store().occurrences(OccurrenceRequest.latest(2)).next()).isNull();
        assertThat(store().occurrences(OccurrenceRequest.latest(1)).next()).isNotNull();
        assertThat(store().occurrences(OccurrenceRequest.latest(1)).total()).isEqualTo(2);
        assertThat(store().incidents(IncidentRequest.latest(5)).next()).isNull();
    }

    @Test
    default void aCursorOfSomethingElseIsRefused() {
        save(incident("f1"), incident("f2"));
        save(event("a:1"), event("a:2"));
        String ofIncidents = store().incidents(IncidentRequest.latest(1)).next();
        String ofOccurrences = store().occurrences(OccurrenceRequest.latest(1)).next();
        for (String cursor : new String[] {"", "garbage", "ü", "AAAA", "a".repeat(100_000), ofOccurrences}) {
            assertThatThrownBy(() -> store().incidents(IncidentRequest.latest(1).after(cursor)))
                    .isInstanceOf(InvalidRequestException.class);
        }
        assertThatThrownBy(() -> store().occurrences(OccurrenceRequest.latest(1).after(ofIncidents)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> store().incidents(IncidentRequest.latest(1).sortedBy(IncidentSort.COUNT, true)
                .after(ofIncidents)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    default void tenThousandDocumentsAreCountedAndPagedThrough() {
        int n = 10_000;
        List<EventDocument> events = new ArrayList<>();
        List<IncidentDocument> incidents = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            events.add(event("t-0-" + i + "-1").of("f" + i % 50).time(at(i / 10)).position(i).service("s" + i % 7)
                    .text(i % 100 == 0 ? "needle" : "hay", "number " + i).make());
            if (i % 10 == 0) {
                incidents.add(incident("f" + i / 10).seen(at(i), at(i + 5)).services("s" + i % 7).count(i).make());
            }
        }
        for (int from = 0; from < n; from += 1_000) {
            store().save(Batch.ofEvents(events.subList(from, from + 1_000)));
        }
        saveAll(Batch.ofIncidents(incidents));
        assertThat(new TreeSet<>(pages(OccurrenceRequest.latest(OccurrenceRequest.MAX_LIMIT)))).hasSize(n);
        assertThat(pages(OccurrenceRequest.of("f7", 30))).hasSize(200).doesNotHaveDuplicates();
        assertThat(occurrences(new Filter.Text("needle"))).hasSize(100);
        assertThat(occurrences(new Filter.Text("\"number 4711\""))).containsExactly("t-0-4711-1");
        assertThat(store().occurrences(OccurrenceRequest.latest(1, Filter.has(Field.SERVICE, "s3"))).total()).isEqualTo(1_429);
        assertThat(pages(IncidentRequest.latest(300).sortedBy(IncidentSort.COUNT, false))).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(store().size().events()).isEqualTo(n);
    }
}
