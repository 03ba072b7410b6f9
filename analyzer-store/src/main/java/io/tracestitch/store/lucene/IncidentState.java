package io.tracestitch.store.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.StatusChange;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of one incident.
 *
 * @param id its id
 * @param aggregate its aggregate in the newest version; null if retention took it away, and only what people decided is left
 * @param history what was decided, oldest first
 * @param parts ids of the incidents that were merged into it, sorted
 * @param root id of the incident that it was merged into, or null
 */
record IncidentState(String id, @Nullable IncidentDocument aggregate, List<StatusChange> history, List<String> parts,
        @Nullable String root) {

    IncidentState {
        history = List.copyOf(history);
        parts = List.copyOf(parts);
    }

    static IncidentState of(IncidentDocument aggregate) {
        return new IncidentState(aggregate.id(), aggregate, List.of(), List.of(), null);
    }

    IncidentState withAggregate(@Nullable IncidentDocument newAggregate) {
        return new IncidentState(id, newAggregate, history, parts, root);
    }

    /** With one more decision; the same one of the same moment is not added twice. */
    IncidentState withChange(StatusChange change) {
        StatusChange last = decided();
        if (last != null && last.tolerating(Set.of()).equals(change.tolerating(Set.of()))) {
            return this;
        }
        List<StatusChange> changes = new ArrayList<>(history);
        changes.add(change);
        int from = Math.max(0, changes.size() - StatusChange.MAX_HISTORY);
        return new IncidentState(id, aggregate, changes.subList(from, changes.size()), parts, root);
    }

    IncidentState withParts(List<String> newParts) {
        return new IncidentState(id, aggregate, history, newParts, root);
    }

    IncidentState withRoot(@Nullable String newRoot) {
        return new IncidentState(id, aggregate, history, parts, newRoot);
    }

    /** Whether anything but the aggregate is known, which retention leaves alone. */
    boolean isTouched() {
        return !history.isEmpty() || !parts.isEmpty() || root != null;
    }

    /** What was decided last, or null. */
    @Nullable
    StatusChange decided() {
        return history.isEmpty() ? null : history.getLast();
    }
}
