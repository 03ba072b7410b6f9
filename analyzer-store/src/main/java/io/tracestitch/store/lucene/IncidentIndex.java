package io.tracestitch.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tracestitch.store.Cursor;
import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentPage;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.Times;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** The index of incidents: one document for each, with its aggregate and what was decided. Thread-safe; writes are one at a time.
 * */
final class IncidentIndex implements Closeable {
    /** Incidents that retention looks at in one go. */
    private static final int FORGET_AT_ONCE = 500;

    private final LuceneIndex index;
    private final IncidentStates states;
    private final InstantSource clock;

    IncidentIndex(LuceneIndex index, InstantSource clock) {
        this.index = index;
        this.states = new IncidentStates(index);
        this.clock = clock;
    }

    /** Changes incidents; what it reads are the incidents as they were written last. */
    @FunctionalInterface
    interface Change<T> {
        T make(IndexWriter writer, IncidentStates states) throws IOException;
    }

    /** Makes a change as a whole or, when this throws, not at all. */
    synchronized <T> T change(Change<T> change) throws IOException {
        boolean done = false;
        try {
            T result = index.write(writer -> change.make(writer, states));
            done = true;
            states.refreshIfMany();
            return result;
        } finally {
            if (!done) {
                states.clear();
            }
        }
    }

    synchronized void refresh() throws IOException {
        states.refresh();
    }

    /** Keeps aggregates that are newer than those that are kept; returns how many were not. */
    int save(List<IncidentDocument> incidents) throws IOException {
        return change((writer, known) -> {
            Map<String, IncidentState> changed = new LinkedHashMap<>();
            int stale = 0;
            for (IncidentDocument incident : incidents) {
                IncidentState old = changed.containsKey(incident.id()) ? changed.get(incident.id()) : known.get(incident.id());
                if (old != null && old.aggregate() != null && old.aggregate().version() >= incident.version()) {
                    stale++;
                } else {
                    changed.put(incident.id(), old == null ? IncidentState.of(incident) : old.withAggregate(incident));
                }
            }
            known.put(writer, changed);
            return stale;
        });
    }

    IncidentPage search(IncidentRequest request) throws IOException {
        List<String> keys = keys(request);
        String order = request.sort().id() + (request.descending() ? "-desc" : "-asc");
        FieldDoc after = Sorts.after(request.cursor(), order, keys.size());
        Instant now = clock.instant();
        IncidentQueries queries = new IncidentQueries(now);
        Query query = queries.of(request.filters());
        return index.read(searcher -> {
            TopDocs top = Sorts.search(searcher, query, Sorts.by(request.descending(), keys.toArray(String[]::new)), after,
                    request.limit());
            List<IncidentView> views = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < Math.min(top.scoreDocs.length, request.limit()) && bytes < Sorts.MAX_PAGE_BYTES; i++) {
                IncidentState state = IncidentCodec.decode(Fields.stored(searcher, top.scoreDocs[i].doc));
                views.add(view(state, IncidentStates.parts(state, id -> IncidentStates.find(searcher, id)), now));
                bytes += views.getLast().parts().stream().mapToLong(part -> part.json().length).sum();
            }
            String next = views.size() < top.scoreDocs.length ? cursor(order, keys, views.getLast()) : null;
            return new IncidentPage(views, next, searcher.count(query), facets(searcher, query, queries, request.facets()));
        });
    }

    /** The values of one field among the incidents that have certain values of another. */
    List<FacetCount> values(Field field, Field by, Set<String> values, int limit) throws IOException {
        Query query = Queries.both(Queries.term(Fields.LISTED, "1"), new IncidentQueries(clock.instant()).has(by, values));
        return index.read(searcher -> ValueCounter.top(searcher, query, field, limit));
    }

    private static List<String> keys(IncidentRequest request) {
        return switch (request.sort()) {
            case LAST_SEEN -> List.of(Fields.LAST_SEEN);
            case FIRST_SEEN -> List.of(Fields.FIRST_SEEN);
            case COUNT -> List.of(Fields.COUNT);
            case SEVERITY -> List.of(Fields.RANK, Fields.LAST_SEEN);
        };
    }

    private static String cursor(String order, List<String> keys, IncidentView last) {
        List<Long> values = keys.stream().map(key -> switch (key) {
            case Fields.LAST_SEEN -> Times.millis(last.lastSeen());
            case Fields.FIRST_SEEN -> Times.millis(last.firstSeen());
            case Fields.COUNT -> last.count();
            default -> (long) last.severity().ordinal();
        }).toList();
        return new Cursor(order, values, last.id()).encode();
    }

    private static Map<Field, List<FacetCount>> facets(IndexSearcher searcher, Query query, IncidentQueries queries,
            Set<Field> fields) throws IOException {
        Map<Field, List<FacetCount>> out = new EnumMap<>(Field.class);
        for (Field field : fields) {
            out.put(field, field == Field.STATUS ? byStatus(searcher, query, queries)
                    : ValueCounter.top(searcher, query, field, IncidentRequest.MAX_FACET_VALUES));
        }
        return out;
    }

    /** The status of what is muted for a time depends on the time, so it is asked for like a filter. */
    private static List<FacetCount> byStatus(IndexSearcher searcher, Query query, IncidentQueries queries) throws IOException {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (IncidentStatus status : IncidentStatus.values()) {
            long count = searcher.count(Queries.both(query, queries.has(Field.STATUS, List.of(status.id()))));
            if (count > 0) {
                totals.put(status.id(), count);
            }
        }
        return ValueCounter.top(totals, totals.size());
    }

    /** The incident as searches see it, or the one that it is part of. */
    Optional<IncidentView> incident(String id) throws IOException {
        return index.read(searcher -> {
            IncidentState state = root(searcher, id);
            if (state == null) {
                return Optional.empty();
            }
            List<IncidentDocument> parts = IncidentStates.parts(state, part -> IncidentStates.find(searcher, part));
            return parts.isEmpty() ? Optional.empty() : Optional.of(view(state, parts, clock.instant()));
        });
    }

    /** Ids of an incident, or of the one that it is part of, and of all parts; the id alone if nothing is known of it. */
    List<String> group(String id) throws IOException {
        return index.read(searcher -> {
            IncidentState state = root(searcher, id);
            List<String> out = new ArrayList<>();
            out.add(state == null ? id : state.id());
            out.addAll(state == null ? List.of() : state.parts());
            return out;
        });
    }

    private static @Nullable IncidentState root(IndexSearcher searcher, String id) throws IOException {
        IncidentState state = IncidentStates.find(searcher, id);
        return state == null || state.root() == null ? state : IncidentStates.find(searcher, state.root());
    }

    IncidentView view(IncidentState state, List<IncidentDocument> parts, Instant now) {
        return new IncidentView(state.id(), parts, IncidentStatus.of(state.decided(), parts, now), state.history());
    }

    Instant now() {
        return clock.instant();
    }

    /** Forgets the aggregates of what was last seen before a time; what was decided stays. */
    long forgetBefore(long millis) throws IOException {
        Query old = Queries.both(Queries.term(Fields.LISTED, "1"), Queries.range(Fields.LAST_SEEN, Long.MIN_VALUE, millis));
        long forgotten = 0;
        while (true) {
            refresh();
            List<String> ids = index.read(searcher -> {
                List<String> out = new ArrayList<>();
                for (ScoreDoc hit : searcher.search(old, FORGET_AT_ONCE).scoreDocs) {
                    out.add(IncidentCodec.decode(Fields.stored(searcher, hit.doc)).id());
                }
                return out;
            });
            if (ids.isEmpty()) {
                return forgotten;
            }
            forgotten += change((writer, known) -> forget(writer, known, ids, millis));
        }
    }

    private static long forget(IndexWriter writer, IncidentStates known, List<String> ids, long millis) throws IOException {
        Map<String, IncidentState> kept = new LinkedHashMap<>();
        long forgotten = 0;
        for (String id : ids) {
            IncidentState root = known.get(id);
            List<IncidentDocument> parts = root == null ? List.of() : known.parts(root);
            if (root == null || parts.stream().anyMatch(part -> Times.millis(part.lastSeen()) >= millis)) {
                continue;
            }
            forgotten += parts.size();
            List<String> group = new ArrayList<>(root.parts());
            group.add(id);
            for (String member : group) {
                IncidentState state = known.get(member);
                if (state != null && state.isTouched()) {
                    kept.put(member, state.withAggregate(null));
                } else {
                    writer.deleteDocuments(new Term(Fields.ID, member));
                    known.forget(member);
                }
            }
        }
        known.put(writer, kept);
        return forgotten;
    }

    /** Incidents of which there is an aggregate. */
    long count() throws IOException {
        return index.read(searcher -> searcher.count(Queries.term(Fields.KEPT, "1")));
    }

    LuceneIndex index() {
        return index;
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
