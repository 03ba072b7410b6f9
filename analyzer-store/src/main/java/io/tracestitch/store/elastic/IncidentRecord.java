package io.tracestitch.store.elastic;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.StatusChange;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the index holds of one incident.
 *
 * @param id its id
 * @param aggregate its aggregate in the newest version; null if retention took it away and only what people decided is left, or if
 *        it was never seen
 * @param history what was decided, oldest first
 * @param parts ids of the incidents that were merged into it, sorted
 * @param root id of the incident that it was merged into, or null
 * @param place which state of the document this is; null if there is no document
 */
record IncidentRecord(String id, @Nullable IncidentDocument aggregate, List<StatusChange> history, List<String> parts,
        @Nullable String root, @Nullable Place place) {

    IncidentRecord {
        history = List.copyOf(history);
        parts = List.copyOf(parts);
    }

    /** A state of a document: a write that names it fails if somebody else wrote meanwhile. */
    record Place(long sequenceNumber, long primaryTerm) {
    }

    static IncidentRecord absent(String id) {
        return new IncidentRecord(id, null, List.of(), List.of(), null, null);
    }

    IncidentRecord withAggregate(@Nullable IncidentDocument newAggregate) {
        return new IncidentRecord(id, newAggregate, history, parts, root, place);
    }

    IncidentRecord withChange(StatusChange change) {
        List<StatusChange> changes = new ArrayList<>(history);
        changes.add(change);
        int from = Math.max(0, changes.size() - StatusChange.MAX_HISTORY);
        return new IncidentRecord(id, aggregate, changes.subList(from, changes.size()), parts, root, place);
    }

    IncidentRecord withParts(List<String> newParts) {
        return new IncidentRecord(id, aggregate, history, newParts, root, place);
    }

    IncidentRecord withRoot(@Nullable String newRoot) {
        return new IncidentRecord(id, aggregate, history, parts, newRoot, place);
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
