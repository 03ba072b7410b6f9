package io.tracestitch.cli.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lets the results of streams that are read at the same time through in the order of the streams. The stream whose turn it
 * is passes straight on; the results of later ones wait here, and once they weigh too much together, so do their threads.
 * The stream in turn never waits, so there is always one that moves.
 *
 * @param <T> a batch of results
 */
final class Turnstile<T> {

    /** Takes the batches, one at a time, in order. */
    interface Exit<T> {
        void accept(T batch) throws OutputException;
    }

    private record Waiting<T>(T batch, long weight) {
    }

    private final List<Deque<Waiting<T>>> waiting = new ArrayList<>();
    private final boolean[] finished;
    private final long capacity;
    private final Exit<T> exit;
    private long weight;
    private int turn;
    private boolean aborted;

    /**
     * A turnstile.
     *
     * @param streams how many there are
     * @param capacity what may wait, in the unit of the weights given to {@link #submit}
     */
    Turnstile(int streams, long capacity, Exit<T> exit) {
        for (int i = 0; i < streams; i++) {
            waiting.add(new ArrayDeque<>());
        }
        this.finished = new boolean[streams];
        this.capacity = capacity;
        this.exit = exit;
    }

    /** Hands over a batch of a stream; waits while too much waits before it. */
    synchronized void submit(int stream, T batch, long batchWeight) throws OutputException, InterruptedException {
        while (stream != turn && weight > capacity && !aborted) {
            wait();
        }
        if (aborted) {
            throw new CancelledException();
        }
        if (stream == turn) {
            drain(stream);
            exit.accept(batch);
        } else {
            waiting.get(stream).add(new Waiting<>(batch, batchWeight));
            weight += batchWeight;
        }
    }

    /** Says that a stream has no more results. */
    synchronized void finish(int stream) throws OutputException {
        finished[stream] = true;
        while (turn < finished.length && finished[turn]) {
            drain(turn);
            turn++;
        }
        if (turn < finished.length) {
            drain(turn);
        }
        notifyAll();
    }

    /** Wakes whoever waits: nothing more comes out. */
    synchronized void abort() {
        aborted = true;
        notifyAll();
    }

    private void drain(int stream) throws OutputException {
        Deque<Waiting<T>> queue = waiting.get(stream);
        for (Waiting<T> next = queue.poll(); next != null; next = queue.poll()) {
            weight -= next.weight();
            exit.accept(next.batch());
        }
    }
}
