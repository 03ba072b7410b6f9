package io.tracestitch.store;

import java.time.Instant;

/** Times as stores compare them. */
public final class Times {
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Times() {
    }

    /** Milliseconds since the epoch; logs can hold times that are too far away, which become the first and the last one. */
    public static long millis(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli();
    }
}
