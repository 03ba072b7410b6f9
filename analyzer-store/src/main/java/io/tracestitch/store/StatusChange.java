package io.tracestitch.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A decision, as the history of an incident shows it.
 *
 * @param at when it was taken
 * @param by who took it
 * @param comment what they said to it, or null; at most {@value #MAX_COMMENT} characters
 * @param decision what was decided
 * @param tolerated releases in which the incident may still occur without being a regression; the store fills them in for
 *        decisions about releases, up to {@value #MAX_RELEASES} in which incidents of its services were seen, its own first
 */
public record StatusChange(Instant at, String by, @Nullable String comment, Decision decision, Set<String> tolerated) {

    /** Characters of a comment, and of a name. */
    public static final int MAX_COMMENT = 4_000;
    /** Releases that are tolerated. */
    public static final int MAX_RELEASES = 1_000;
    /** Changes kept of one incident, the newest ones. */
    public static final int MAX_HISTORY = 50;

    public StatusChange {
        tolerated = Set.copyOf(tolerated);
        if (by.length() > MAX_COMMENT || comment != null && comment.length() > MAX_COMMENT) {
            throw new InvalidRequestException("A comment has at most " + MAX_COMMENT + " characters.");
        }
    }

    /** A decision without a comment. */
    public static StatusChange of(Instant at, String by, Decision decision) {
        return new StatusChange(at, by, null, decision, Set.of());
    }

    /**
     * The same decision with the releases that it tolerates.
     *
     * @param known the releases that are known now, at most {@value #MAX_RELEASES}
     */
    public StatusChange tolerating(Collection<String> known) {
        Set<String> releases = new HashSet<>();
        switch (decision) {
            case Decision.Open(), Decision.Resolved(), Decision.Muted(var _) -> {
                // Nothing about releases.
            }
            case Decision.ResolvedInRelease(String release) -> {
                releases.addAll(known);
                releases.remove(release);
            }
            case Decision.ResolvedInNextRelease() -> releases.addAll(known);
        }
        return new StatusChange(at, by, comment, decision, releases);
    }
}
