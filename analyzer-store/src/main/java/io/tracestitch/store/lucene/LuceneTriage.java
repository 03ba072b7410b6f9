package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.tracestitch.store.Decision;
import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.Triage;
import io.tracestitch.store.TriageResult;
import org.jspecify.annotations.Nullable;

/** What people change. Each change is written as a whole. */
final class LuceneTriage {
    private final IncidentIndex incidents;

    LuceneTriage(IncidentIndex incidents) {
        this.incidents = incidents;
    }

    TriageResult decide(String id, StatusChange change) throws IOException {
        return incidents.change((writer, states) -> {
            IncidentState named = states.get(id);
            IncidentState root = named == null || named.root() == null ? named : states.get(named.root());
            if (isUnknown(root, states)) {
                return new TriageResult.Unknown(id);
            }
            Collection<String> releases = switch (change.decision()) {
                case Decision.ResolvedInRelease _, Decision.ResolvedInNextRelease _ -> releases(states, states.parts(root));
                case Decision.Open _, Decision.Resolved _, Decision.Muted _ -> Set.of();
            };
            IncidentState next = root.withChange(change.tolerating(releases));
            states.put(writer, Map.of(next.id(), next));
            return done(next, states);
        });
    }

    /** The releases in which incidents of these services were seen. */
    private Collection<String> releases(IncidentStates states, List<IncidentDocument> parts) throws IOException {
        Set<String> out = new LinkedHashSet<>();
        Set<String> services = new LinkedHashSet<>();
        for (IncidentDocument part : parts) {
            part.releases().forEach(seen -> out.add(seen.release()));
            services.addAll(part.services());
        }
        states.refresh();
        for (FacetCount release : incidents.values(Field.RELEASE, Field.SERVICE, services, StatusChange.MAX_RELEASES)) {
            out.add(release.value());
        }
        out.remove(Field.NONE);
        return out.stream().limit(StatusChange.MAX_RELEASES).toList();
    }

    TriageResult merge(String id, List<String> others) throws IOException {
        return incidents.change((writer, states) -> {
            IncidentState root = states.get(id);
            if (isUnknown(root, states)) {
                return new TriageResult.Unknown(id);
            }
            if (root.root() != null) {
                return new TriageResult.Refused("The incident " + id + " is part of " + root.root() + ".");
            }
            Set<String> parts = new TreeSet<>(root.parts());
            Map<String, IncidentState> changed = new LinkedHashMap<>();
            for (String other : others) {
                IncidentState state = states.get(other);
                if (isUnknown(state, states)) {
                    return new TriageResult.Unknown(other);
                }
                if (other.equals(id)) {
                    return new TriageResult.Refused("The incident " + id + " cannot be part of itself.");
                }
                if (state.root() != null && !state.root().equals(id)) {
                    return new TriageResult.Refused("The incident " + other + " is part of " + state.root()
                            + ". Split it first.");
                }
                adopt(state, id, states, changed);
            }
            parts.addAll(changed.keySet());
            if (parts.size() > Triage.MAX_MERGED) {
                return new TriageResult.Refused("An incident has at most " + Triage.MAX_MERGED + " parts.");
            }
            IncidentState next = root.withParts(List.copyOf(parts));
            changed.put(id, next);
            states.put(writer, changed);
            return done(next, states);
        });
    }

    /** Makes an incident and its parts part of another one. */
    private static void adopt(IncidentState state, String root, IncidentStates states, Map<String, IncidentState> changed)
            throws IOException {
        changed.put(state.id(), state.withParts(List.of()).withRoot(root));
        for (String id : state.parts()) {
            IncidentState part = states.get(id);
            if (part != null) {
                changed.put(id, part.withRoot(root));
            }
        }
    }

    TriageResult split(String id, List<String> out) throws IOException {
        return incidents.change((writer, states) -> {
            IncidentState root = states.get(id);
            if (isUnknown(root, states)) {
                return new TriageResult.Unknown(id);
            }
            List<String> parts = new ArrayList<>(root.parts());
            Map<String, IncidentState> changed = new LinkedHashMap<>();
            for (String other : out) {
                IncidentState state = states.get(other);
                if (parts.remove(other) && state != null) {
                    changed.put(other, state.withRoot(null));
                }
            }
            IncidentState next = root.withParts(parts);
            if (states.parts(next).isEmpty()) {
                return new TriageResult.Refused("Nothing would be left of the incident " + id
                        + ": its own part is no longer kept.");
            }
            changed.put(id, next);
            states.put(writer, changed);
            return done(next, states);
        });
    }

    private static boolean isUnknown(@Nullable IncidentState state, IncidentStates states) throws IOException {
        return state == null || state.root() == null && states.parts(state).isEmpty();
    }

    private TriageResult done(IncidentState state, IncidentStates states) throws IOException {
        IncidentView view = incidents.view(state, states.parts(state), incidents.now());
        return new TriageResult.Done(view);
    }
}
