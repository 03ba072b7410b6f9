package io.tracestitch.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.tracestitch.store.Cursor;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Field;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.store.Timeline;
import io.tracestitch.store.TimelineRequest;
import io.tracestitch.store.Times;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** The index of events. Each is a document; those that reported their occurrence first are listed. Thread-safe. */
final class EventIndex implements Closeable {
    /** Of how many occurrences the sightings are looked up in one search. */
    private static final int SIGHTINGS_AT_ONCE = 100;

    private static final Queries QUERIES = new Queries() {
        @Override
        Query within(long from, long to) {
            return range(Fields.TIME, from, to);
        }
    };

    private final LuceneIndex index;
    private final int maxEvents;

    /**
     * Events in an index.
     *
     * @param maxEvents events beyond which none is taken; those that were replaced count until they are merged away
     */
    EventIndex(LuceneIndex index, int maxEvents) {
        this.index = index;
        this.maxEvents = maxEvents;
    }

    LuceneIndex index() {
        return index;
    }

    /** Keeps events in place of those with the same ids. */
    void save(List<EventDocument> events) throws IOException {
        index.write(writer -> {
            if (writer.getDocStats().maxDoc + events.size() > maxEvents) {
                throw new IOException("it has no place for more than " + maxEvents + " events; forget some");
            }
            for (EventDocument event : events) {
                writer.updateDocument(new Term(Fields.ID, event.id()), document(event));
            }
            return events.size();
        });
    }

    private static Document document(EventDocument event) throws IOException {
        Document out = Fields.document(event.id(), EventCodec.encode(event));
        Fields.time(out, Fields.TIME, event.time());
        Fields.term(out, Fields.OCCURRENCE, event.occurrence());
        if (event.isSighting()) {
            return out;
        }
        Fields.term(out, Fields.LISTED, "1");
        Fields.number(out, Fields.POSITION, event.position());
        Fields.term(out, Fields.FINGERPRINT, event.fingerprint());
        Fields.keyword(out, Field.SERVICE, event.service());
        Fields.keyword(out, Field.SOURCE, event.source());
        Fields.keyword(out, Field.RELEASE, event.release());
        Fields.keyword(out, Field.CATEGORY, event.category());
        Fields.keyword(out, Field.PATTERN, event.pattern());
        Fields.keyword(out, Field.SEVERITY, event.severity().id());
        Fields.keyword(out, Field.KIND, event.kind().id());
        Fields.keywords(out, Field.EXCEPTION, event.exceptions());
        Fields.keywords(out, Field.TASK, event.tasks());
        Fields.text(out, event.text());
        return out;
    }

    /**
     * A page of occurrences.
     *
     * @param fingerprints incidents whose occurrences are shown; null: all
     */
    OccurrencePage search(OccurrenceRequest request, @Nullable Collection<String> fingerprints) throws IOException {
        boolean down = request.newestFirst();
        String order = down ? "time-desc" : "time-asc";
        Sort sort = Sorts.by(down, Fields.TIME, Fields.POSITION);
        FieldDoc after = Sorts.after(request.cursor(), order, 2);
        Query query = of(QUERIES.of(request.filters()), fingerprints);
        return index.read(searcher -> {
            TopDocs top = Sorts.search(searcher, query, sort, after, request.limit());
            List<EventDocument> events = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < Math.min(top.scoreDocs.length, request.limit()) && bytes < Sorts.MAX_PAGE_BYTES; i++) {
                events.add(load(searcher, top.scoreDocs[i].doc));
                bytes += events.getLast().json().length;
            }
            String next = null;
            if (top.scoreDocs.length > events.size()) {
                EventDocument last = events.getLast();
                next = new Cursor(order, List.of(Times.millis(last.time()), last.position()), last.id()).encode();
            }
            return new OccurrencePage(views(searcher, events), next, searcher.count(query));
        });
    }

    Optional<OccurrenceView> occurrence(String id) throws IOException {
        return index.read(searcher -> {
            EventDocument event = find(searcher, id);
            if (event != null && event.isSighting()) {
                event = find(searcher, event.occurrence());
            }
            return event == null ? Optional.empty() : Optional.of(views(searcher, List.of(event)).getFirst());
        });
    }

    Timeline timeline(TimelineRequest request, @Nullable Collection<String> fingerprints) throws IOException {
        Query found = of(QUERIES.of(request.filters()), fingerprints);
        Query query = Queries.both(found, Queries.range(Fields.TIME, Times.millis(request.from()), Times.millis(request.to())));
        return index.read(searcher -> TimelineCounter.of(searcher, query, request));
    }

    private static Query of(Query query, @Nullable Collection<String> fingerprints) {
        return fingerprints == null ? query : Queries.both(query, Queries.terms(Fields.FINGERPRINT, fingerprints));
    }

    /** The occurrences with their sightings. */
    private static List<OccurrenceView> views(IndexSearcher searcher, List<EventDocument> events) throws IOException {
        Map<String, List<EventDocument>> sightings = new HashMap<>();
        for (int from = 0; from < events.size(); from += SIGHTINGS_AT_ONCE) {
            List<EventDocument> some = events.subList(from, Math.min(from + SIGHTINGS_AT_ONCE, events.size()));
            sightings(searcher, some.stream().map(EventDocument::id).toList(), sightings);
        }
        return events.stream().map(event -> new OccurrenceView(event, sightings.getOrDefault(event.id(), List.of()))).toList();
    }

    /** Finds the sightings of some occurrences, oldest first. */
    private static void sightings(IndexSearcher searcher, List<String> ids, Map<String, List<EventDocument>> out)
            throws IOException {
        Query query = Queries.both(Queries.terms(Fields.OCCURRENCE, ids), Queries.not(Queries.term(Fields.LISTED, "1")));
        int limit = ids.size() * OccurrenceView.MAX_SIGHTINGS;
        ScoreDoc[] hits = searcher.search(query, limit, Sorts.by(false, Fields.TIME)).scoreDocs;
        if (hits.length == limit && ids.size() > 1) {
            // Some occurrences have so many that those of others may be missing.
            sightings(searcher, ids.subList(0, ids.size() / 2), out);
            sightings(searcher, ids.subList(ids.size() / 2, ids.size()), out);
            return;
        }
        for (ScoreDoc hit : hits) {
            EventDocument event = load(searcher, hit.doc);
            List<EventDocument> known = out.computeIfAbsent(event.occurrence(), _ -> new ArrayList<>());
            if (known.size() < OccurrenceView.MAX_SIGHTINGS) {
                known.add(event);
            }
        }
    }

    private static @Nullable EventDocument find(IndexSearcher searcher, String id) throws IOException {
        ScoreDoc[] hits = searcher.search(Queries.term(Fields.ID, id), 1).scoreDocs;
        return hits.length == 0 ? null : load(searcher, hits[0].doc);
    }

    private static EventDocument load(IndexSearcher searcher, int doc) throws IOException {
        return EventCodec.decode(Fields.stored(searcher, doc));
    }

    /** Forgets what happened before a time. */
    long forgetBefore(long millis) throws IOException {
        index.refresh();
        Query old = Queries.range(Fields.TIME, Long.MIN_VALUE, millis);
        int count = index.read(searcher -> searcher.count(old));
        if (count > 0) {
            index.write(writer -> writer.deleteDocuments(old));
            index.refresh();
        }
        return count;
    }

    /** The time before which about that many events happened. */
    long timeOf(int events) throws IOException {
        return index.read(searcher -> {
            long low = Long.MIN_VALUE;
            long high = Long.MAX_VALUE;
            while (low < high) {
                // The mean, rounded down, of numbers whose sum may be too large.
                long middle = (low & high) + ((low ^ high) >> 1);
                if (searcher.count(Queries.range(Fields.TIME, Long.MIN_VALUE, middle)) < events) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        });
    }

    /** Gives the room of what was forgotten back to the disk. */
    void reclaim() throws IOException {
        index.write(writer -> {
            writer.forceMergeDeletes(true);
            return true;
        });
        index.refresh();
    }

    int count() throws IOException {
        return index.read(searcher -> searcher.getIndexReader().numDocs());
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
