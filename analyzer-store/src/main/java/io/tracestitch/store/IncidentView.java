package io.tracestitch.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An incident as people see it: its aggregate, those merged into it, and what was decided.
 *
 * @param id its id
 * @param parts the incident itself in front, then those merged into it, in the order of their ids; never empty. A part that
 *        retention took away is missing until it is seen again
 * @param status how it stands
 * @param history what was decided, oldest first; the last one is in force
 */
public record IncidentView(String id, List<IncidentDocument> parts, IncidentStatus status, List<StatusChange> history) {

    public IncidentView {
        parts = List.copyOf(parts);
        history = List.copyOf(history);
    }

    /** The incident without what was merged into it; if retention took it away, the first of its parts. */
    public IncidentDocument incident() {
        return parts.getFirst();
    }

    /** Occurrences in all parts. */
    public long count() {
        return parts.stream().mapToLong(IncidentDocument::count).sum();
    }

    /** Time of the earliest occurrence in any part. */
    public Instant firstSeen() {
        return parts.stream().map(IncidentDocument::firstSeen).min(Instant::compareTo).orElseThrow();
    }

    /** Time of the latest occurrence in any part. */
    public Instant lastSeen() {
        return parts.stream().map(IncidentDocument::lastSeen).max(Instant::compareTo).orElseThrow();
    }

    /** The worst of all parts. */
    public Severity severity() {
        return parts.stream().map(IncidentDocument::severity).max(Severity::compareTo).orElseThrow();
    }

    /** The services that report any part. */
    public Set<String> services() {
        Set<String> out = new LinkedHashSet<>();
        parts.forEach(part -> out.addAll(part.services()));
        return out;
    }

    /** What was decided last, or null. */
    public @Nullable StatusChange decided() {
        return history.isEmpty() ? null : history.getLast();
    }
}
