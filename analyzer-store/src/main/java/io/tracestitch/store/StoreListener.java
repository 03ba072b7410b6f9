package io.tracestitch.store;

import java.time.Duration;

/** Hears of what a store does, for metrics. Called by the threads that use the store; must not block or throw. */
public interface StoreListener {

    /** Hears nothing. */
    StoreListener NONE = new StoreListener() {
    };

    /**
     * A batch was saved, or could not be.
     *
     * @param result what came of it
     * @param took how long it took, retries included
     */
    default void saved(SaveResult result, Duration took) {
    }

    /**
     * A request to the server, or a write, is tried again.
     *
     * @param why one of a few fixed words, such as {@code 429}, {@code 503} or {@code connection}
     */
    default void retried(String why) {
    }
}
