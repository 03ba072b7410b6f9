package io.tracestitch.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import org.jspecify.annotations.Nullable;

/** How an incident stands. It follows from what was decided last, what was seen since, and the time. */
public enum IncidentStatus {
    /** Nobody has decided anything, or it was opened again, or its time of being muted is over. */
    OPEN,
    /** Somebody says that it is done with, and it was not seen since. */
    RESOLVED,
    /** Nobody wants to hear of it now. */
    MUTED,
    /** It was resolved, and was seen since. */
    REGRESSED;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its name in JSON and filters. */
    public String id() {
        return id;
    }

    /** The status of that name; empty if there is none. */
    public static Optional<IncidentStatus> of(String name) {
        for (IncidentStatus status : values()) {
            if (status.id.equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /**
     * How an incident stands.
     *
     * @param change what was decided last, or null
     * @param parts the incident and those merged into it
     * @param now the time
     */
    public static IncidentStatus of(@Nullable StatusChange change, List<IncidentDocument> parts, Instant now) {
        if (change == null) {
            return OPEN;
        }
        return switch (change.decision()) {
            case Decision.Open() -> OPEN;
            case Decision.Muted(Instant until) -> until == null || now.isBefore(until) ? MUTED : OPEN;
            case Decision.Resolved() -> seenSince(change, parts) ? REGRESSED : RESOLVED;
            case Decision.ResolvedInRelease(String release) -> seenInAnother(change, parts) ? REGRESSED : RESOLVED;
            case Decision.ResolvedInNextRelease() -> seenInAnother(change, parts) ? REGRESSED : RESOLVED;
        };
    }

    private static boolean seenSince(StatusChange change, List<IncidentDocument> parts) {
        for (IncidentDocument part : parts) {
            if (part.lastSeen().isAfter(change.at())) {
                return true;
            }
        }
        return false;
    }

    /** In a release in which it may not occur any more; where no release is told, time alone decides. */
    private static boolean seenInAnother(StatusChange change, List<IncidentDocument> parts) {
        boolean told = false;
        for (IncidentDocument part : parts) {
            for (ReleaseSeen seen : part.releases()) {
                told = true;
                if (seen.lastSeen().isAfter(change.at()) && !change.tolerated().contains(seen.release())) {
                    return true;
                }
            }
        }
        return !told && seenSince(change, parts);
    }
}
