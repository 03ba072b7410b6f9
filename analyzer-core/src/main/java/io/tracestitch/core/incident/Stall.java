package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A standstill that was concluded from several records. Immutable.
 *
 * @param what its kind
 * @param tasks who takes part, in the order in which each waits for the next; threads where no task can be named
 * @param since time of the first record that shows it, or null
 * @param evidence what it was concluded from, in words
 */
public record Stall(What what, List<Party> tasks, @Nullable Instant since, List<String> evidence) {

    /** What stands still, and why. */
    public enum What {
        /** Each waits for what another one holds, or for itself: nobody can end it. */
        DEADLOCK,
        /** Work is repeated for ever without progress. */
        LIVELOCK,
        /** A wait that did not end while it was watched. */
        HANG,
        /** A process that wrote nothing more in the middle of its work. */
        SILENCE;

        private final String id = name().toLowerCase(Locale.ROOT);

        /** Name in JSON. */
        public String id() {
            return id;
        }
    }

    /**
     * A task or thread that takes part.
     *
     * @param name its name
     * @param holds what it holds that others wait for, or null where the log does not tell
     * @param waitsFor what it waits for: a task's name, a lock, a call; null where the log does not tell
     */
    public record Party(String name, @Nullable String holds, @Nullable String waitsFor) {
    }
}
