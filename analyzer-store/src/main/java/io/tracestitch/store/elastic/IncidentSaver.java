package io.tracestitch.store.elastic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.SaveResult.DocumentKind;
import io.tracestitch.store.SaveResult.Rejection;
import io.tracestitch.store.elastic.BulkWriter.Outcome;

/**
 * Saves aggregates: a newer version takes the place of an older one, and what people decided stays. Each document is read and then
 * written unless somebody wrote it meanwhile; then both are done again.
 */
final class IncidentSaver {

    /** Incidents read and written together. */
    private static final int AT_ONCE = 500;

    private final IncidentIndex index;

    IncidentSaver(IncidentIndex index) {
        this.index = index;
    }

    /** How many were written, and how many passed over because they were no newer than what is kept. */
    record Saved(int written, int stale) {

        Saved plus(Saved other) {
            return new Saved(written + other.written, stale + other.stale);
        }
    }

    Saved save(List<IncidentDocument> incidents, List<Rejection> rejected, Backoff backoff) throws RequestFailure {
        Saved out = new Saved(0, 0);
        for (int from = 0; from < incidents.size(); from += AT_ONCE) {
            out = out.plus(saveSome(incidents.subList(from, Math.min(from + AT_ONCE, incidents.size())), rejected, backoff));
        }
        return out;
    }

    private Saved saveSome(List<IncidentDocument> incidents, List<Rejection> rejected, Backoff backoff) throws RequestFailure {
        Map<String, IncidentDocument> open = new LinkedHashMap<>();
        for (IncidentDocument incident : incidents) {
            open.merge(incident.id(), incident, (a, b) -> b.version() > a.version() ? b : a);
        }
        int written = 0;
        int stale = incidents.size() - open.size();
        Set<String> roots = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Map<String, IncidentRecord> known = backoff.persist(() -> index.get(open.keySet()));
            List<IncidentRecord> next = new ArrayList<>();
            for (IncidentDocument incident : List.copyOf(open.values())) {
                IncidentRecord now = known.get(incident.id());
                if (now.root() != null) {
                    // Also for one that is kept already: whoever wrote it may have died before it wrote the root.
                    roots.add(now.root());
                }
                if (now.aggregate() != null && now.aggregate().version() >= incident.version()) {
                    open.remove(incident.id());
                    stale++;
                } else {
                    next.add(now.withAggregate(incident));
                }
            }
            Map<String, List<IncidentDocument>> merged = backoff.persist(() -> index.merged(next));
            List<Outcome> outcomes = index.write(next, merged, backoff);
            boolean conflict = false;
            for (int i = 0; i < next.size(); i++) {
                String id = next.get(i).id();
                switch (outcomes.get(i)) {
                    case Outcome.Written() -> {
                        written++;
                        open.remove(id);
                    }
                    case Outcome.Conflict() -> conflict = true;
                    case Outcome.Rejected(String why) -> {
                        rejected.add(new Rejection(DocumentKind.INCIDENT, id, why));
                        open.remove(id);
                    }
                }
            }
            if (conflict) {
                backoff.pause(IncidentIndex.conflict());
            }
        }
        index.refresh(roots, backoff);
        return new Saved(written, stale);
    }
}
