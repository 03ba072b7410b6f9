package io.tracestitch.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Forgetting what is old. */
public interface Retention {

    /** Forgets what the policy does not keep. What people decided about an incident outlives the incident's aggregate. */
    Forgotten prune(Policy policy);

    /** How much is kept. */
    Size size();

    /**
     * What to keep.
     *
     * @param keepFrom events before it, and incidents last seen before it, are forgotten; null: none is too old
     * @param maxBytes the oldest events are forgotten until the store takes about this much room on disk, or less; null: no
     *        bound. A store may forget in larger portions, such as days
     */
    record Policy(@Nullable Instant keepFrom, @Nullable Long maxBytes) {
    }

    /**
     * What was forgotten.
     *
     * @param events events
     * @param incidents incidents
     */
    record Forgotten(long events, long incidents) {
    }

    /**
     * How much a store holds.
     *
     * @param events events, sightings included
     * @param incidents incidents, merged ones included
     * @param bytes room on disk
     */
    record Size(long events, long incidents, long bytes) {
    }
}
