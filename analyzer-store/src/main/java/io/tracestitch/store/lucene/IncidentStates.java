package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tracestitch.store.IncidentDocument;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * The incidents as they were written last, whether a search sees that already or not: what was written since the last refresh is
 * held in memory. Used by one thread at a time.
 */
final class IncidentStates {
    /** Incidents that are held; then searches are made to see them. */
    private static final int MAX_HELD = 2_000;

    private final LuceneIndex index;
    /** By id; empty for those that were deleted. */
    private final Map<String, Optional<IncidentState>> held = new LinkedHashMap<>();

    IncidentStates(LuceneIndex index) {
        this.index = index;
    }

    /** The incident, or null. */
    @Nullable
    IncidentState get(String id) throws IOException {
        Optional<IncidentState> state = held.get(id);
        return state != null ? state.orElse(null) : index.read(searcher -> find(searcher, id));
    }

    /** The incident as a search sees it, or null. */
    static @Nullable IncidentState find(IndexSearcher searcher, String id) throws IOException {
        ScoreDoc[] hits = searcher.search(Queries.term(Fields.ID, id), 1).scoreDocs;
        return hits.length == 0 ? null : IncidentCodec.decode(Fields.stored(searcher, hits[0].doc));
    }

    /** Writes incidents, and anew those that they are part of. */
    void put(IndexWriter writer, Map<String, IncidentState> changed) throws IOException {
        changed.forEach((id, state) -> held.put(id, Optional.of(state)));
        Set<String> roots = new LinkedHashSet<>();
        for (IncidentState state : changed.values()) {
            if (state.root() == null) {
                roots.add(state.id());
            } else {
                roots.add(state.root());
                writer.updateDocument(new Term(Fields.ID, state.id()), IncidentDocuments.unlisted(state));
            }
        }
        for (String id : roots) {
            IncidentState root = get(id);
            if (root != null) {
                List<IncidentDocument> parts = parts(root);
                writer.updateDocument(new Term(Fields.ID, id),
                        parts.isEmpty() ? IncidentDocuments.unlisted(root) : IncidentDocuments.listed(root, parts));
            }
        }
    }

    /** Its aggregate and those of what was merged into it, as far as they are there. */
    List<IncidentDocument> parts(IncidentState root) throws IOException {
        return parts(root, this::get);
    }

    /** Looks an incident up. */
    @FunctionalInterface
    interface Lookup {
        @Nullable
        IncidentState get(String id) throws IOException;
    }

    static List<IncidentDocument> parts(IncidentState root, Lookup states) throws IOException {
        List<IncidentDocument> out = new ArrayList<>();
        if (root.aggregate() != null) {
            out.add(root.aggregate());
        }
        for (String id : root.parts()) {
            IncidentState part = states.get(id);
            if (part != null && part.aggregate() != null) {
                out.add(part.aggregate());
            }
        }
        return out;
    }

    /** Lets searches see what was written. */
    void refresh() throws IOException {
        index.refresh();
        held.clear();
    }

    /** Keeps memory bounded. */
    void refreshIfMany() throws IOException {
        if (held.size() > MAX_HELD) {
            refresh();
        }
    }

    /** An incident that was deleted is not known until it is seen again. */
    void forget(String id) {
        held.put(id, Optional.empty());
    }

    /** Forgets what may not have been written; the next write begins with what was committed. */
    void clear() {
        held.clear();
    }
}
