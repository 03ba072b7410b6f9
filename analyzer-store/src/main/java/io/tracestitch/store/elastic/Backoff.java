package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.tracestitch.store.StoreListener;

/**
 * Trying again until a time is over. Pauses double, each a random part of the span, so that many clients do not come back at once. Not
 * thread-safe: one for each operation.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final StoreListener listener;
    private final long end;
    private long span = FIRST.toNanos();

    Backoff(Duration within, StoreListener listener) {
        this.listener = listener;
        end = System.nanoTime() + within.toNanos();
    }

    /** Waits, or throws the failure: because it is none that goes away, or because the time is over. */
    void pause(RequestFailure failure) throws RequestFailure {
        long left = end - System.nanoTime();
        if (failure.kind() != RequestFailure.Kind.TEMPORARY || left <= 0) {
            throw failure;
        }
        long pause = Math.min(left, ThreadLocalRandom.current().nextLong(span / 2, span + 1));
        span = Math.min(2 * span, LONGEST.toNanos());
        listener.retried(failure.label());
        try {
            Thread.sleep(Duration.ofNanos(pause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** A request. */
    interface Call<T> {
        T send() throws RequestFailure;
    }

    /** The answer to a request that can be sent any number of times. */
    <T> T persist(Call<T> call) throws RequestFailure {
        while (true) {
            try {
                return call.send();
            } catch (RequestFailure e) {
                pause(e);
            }
        }
    }

    /** After something succeeded, the next trouble begins with a short pause again. */
    void relax() {
        span = FIRST.toNanos();
    }
}
