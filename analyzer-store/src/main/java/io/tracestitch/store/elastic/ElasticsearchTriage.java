package io.tracestitch.store.elastic;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.tracestitch.store.Decision;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.Triage;
import io.tracestitch.store.TriageResult;
import org.jspecify.annotations.Nullable;

/**
 * What people change. A merge writes several documents, one after the other: the root first and its parts then, so that nothing is
 * ever missing from lists. Where it was interrupted, doing it again completes it.
 */
final class ElasticsearchTriage {

    private final IncidentIndex index;
    private final IncidentSearches searches;
    private final InstantSource clock;

    ElasticsearchTriage(IncidentIndex index, IncidentSearches searches, InstantSource clock) {
        this.index = index;
        this.searches = searches;
        this.clock = clock;
    }

    /** Ends a change that cannot be done, wherever that turns out. */
    private static final class Ended extends RuntimeException {
        private final transient TriageResult result;

        Ended(TriageResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    /** A change that may end early. */
    interface Change {
        TriageResult run() throws RequestFailure;
    }

    private static TriageResult attempt(Change change) throws RequestFailure {
        try {
            return change.run();
        } catch (Ended e) {
            return e.result;
        } catch (RequestFailure e) {
            if (e.kind() == RequestFailure.Kind.INVALID || e.kind() == RequestFailure.Kind.TOO_LARGE) {
                return new TriageResult.Refused(e.text());
            }
            throw e;
        }
    }

    TriageResult decide(String id, StatusChange change, Backoff backoff) throws RequestFailure {
        return attempt(() -> {
            String named = backoff.persist(() -> index.get(id)).root();
            return done(index.change(named == null ? id : named, now -> {
                List<IncidentDocument> group = IncidentSource.group(now, index.merged(now));
                if (group.isEmpty()) {
                    throw new Ended(new TriageResult.Unknown(id));
                }
                if (isSame(now.decided(), change)) {
                    // It was written before, and the answer was lost.
                    return now;
                }
                Set<String> releases = switch (change.decision()) {
                    case Decision.ResolvedInRelease _, Decision.ResolvedInNextRelease _ -> releases(group);
                    case Decision.Open _, Decision.Resolved _, Decision.Muted _ -> Set.of();
                };
                return now.withChange(change.tolerating(releases));
            }, backoff));
        });
    }

    /** Whether it is the same decision of the same moment. */
    private static boolean isSame(@Nullable StatusChange decided, StatusChange change) {
        return decided != null && new StatusChange(decided.at(), decided.by(), decided.comment(), decided.decision(),
                change.tolerated()).equals(change);
    }

    /** The releases in which incidents of these services were seen. */
    private Set<String> releases(List<IncidentDocument> group) throws RequestFailure {
        Set<String> all = new LinkedHashSet<>();
        Set<String> services = new LinkedHashSet<>();
        for (IncidentDocument part : group) {
            part.releases().forEach(seen -> all.add(seen.release()));
            services.addAll(part.services());
        }
        all.addAll(searches.releases(services, StatusChange.MAX_RELEASES));
        Set<String> out = new LinkedHashSet<>();
        all.stream().limit(StatusChange.MAX_RELEASES).forEach(out::add);
        return out;
    }

    TriageResult merge(String id, List<String> others, Backoff backoff) throws RequestFailure {
        return attempt(() -> {
            List<String> ids = new ArrayList<>(others);
            ids.add(id);
            Map<String, IncidentRecord> known = backoff.persist(() -> index.get(ids));
            Set<String> parts = new TreeSet<>();
            for (String other : others) {
                IncidentRecord record = known.get(other);
                checkMergeable(id, record);
                parts.add(other);
                parts.addAll(record.parts());
            }
            IncidentRecord root = index.change(id, now -> {
                checkKnown(now);
                if (now.root() != null) {
                    throw new Ended(new TriageResult.Refused("The incident " + id + " is part of " + now.root() + "."));
                }
                Set<String> all = new TreeSet<>(now.parts());
                all.addAll(parts);
                if (all.size() > Triage.MAX_MERGED) {
                    throw new Ended(new TriageResult.Refused("An incident has at most " + Triage.MAX_MERGED + " parts."));
                }
                return now.withParts(List.copyOf(all));
            }, backoff);
            for (String part : parts) {
                index.change(part, now -> now.withParts(List.of()).withRoot(id), backoff);
            }
            return done(root);
        });
    }

    private void checkMergeable(String id, IncidentRecord other) throws RequestFailure {
        checkKnown(other);
        if (other.id().equals(id)) {
            throw new Ended(new TriageResult.Refused("The incident " + id + " cannot be part of itself."));
        }
        if (other.root() != null && !other.root().equals(id)) {
            throw new Ended(new TriageResult.Refused("The incident " + other.id() + " is part of " + other.root()
                    + ". Split it first."));
        }
    }

    TriageResult split(String id, List<String> parts, Backoff backoff) throws RequestFailure {
        return attempt(() -> {
            IncidentRecord root = backoff.persist(() -> index.get(id));
            checkKnown(root);
            List<String> left = new ArrayList<>(root.parts());
            left.removeAll(parts);
            if (IncidentSource.group(root, index.merged(root.withParts(left))).isEmpty()) {
                throw new Ended(new TriageResult.Refused(
                        "Nothing would be left of the incident " + id + ": its own part is no longer kept."));
            }
            for (String part : root.parts()) {
                if (parts.contains(part)) {
                    index.change(part, now -> id.equals(now.root()) ? now.withRoot(null) : now, backoff);
                }
            }
            return done(index.change(id, now -> {
                List<String> still = new ArrayList<>(now.parts());
                still.removeAll(parts);
                return now.withParts(still);
            }, backoff));
        });
    }

    /** A part is known, too; of an incident at least one aggregate must be kept. */
    private void checkKnown(IncidentRecord incident) throws RequestFailure {
        if (incident.place() == null || incident.root() == null
                && IncidentSource.group(incident, index.merged(incident)).isEmpty()) {
            throw new Ended(new TriageResult.Unknown(incident.id()));
        }
    }

    private TriageResult done(IncidentRecord incident) throws RequestFailure {
        IncidentView view = IncidentSearches.view(incident, index.merged(incident), clock.instant()).orElseThrow();
        return new TriageResult.Done(view);
    }
}
