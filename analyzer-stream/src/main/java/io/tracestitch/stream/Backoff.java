package io.tracestitch.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Pauses that grow twofold up to a limit, each shortened at random by up to a half, so that many clients do not come back together. */
final class Backoff {

    private static final long SLICE_MILLIS = 100;

    private final long max;
    private long next;

    Backoff(Duration first, Duration max) {
        this.next = first.toMillis();
        this.max = max.toMillis();
    }

    /**
     * Waits.
     *
     * @param stop asked many times meanwhile; ends the pause when it is true
     */
    void pause(BooleanSupplier stop) {
        long millis = next - ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(next * 2, max);
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (!stop.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(Math.min(SLICE_MILLIS, millis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
