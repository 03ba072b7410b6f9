package io.tracestitch.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What somebody decides about an incident. */
public sealed interface Decision {

    /** It is to be dealt with. */
    record Open() implements Decision {
    }

    /** It is done with: any later occurrence is a regression. */
    record Resolved() implements Decision {
    }

    /**
     * It is done with in a release. Later occurrences in releases that are known at the time of the decision are expected, unless
     * they are in this one; later occurrences in this release or in one that was not known are regressions.
     *
     * @param release name of the release, known or not
     */
    record ResolvedInRelease(String release) implements Decision {
    }

    /** It is done with in the next release: a later occurrence in any release that is not known yet is a regression. */
    record ResolvedInNextRelease() implements Decision {
    }

    /**
     * Nobody wants to hear of it.
     *
     * @param until when it is open again; null: when somebody opens it
     */
    record Muted(@Nullable Instant until) implements Decision {
    }
}
