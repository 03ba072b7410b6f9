package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.apache.lucene.store.AlreadyClosedException;

/**
 * Threads that nobody interrupts. The files of the JDK close themselves under a thread that is interrupted, and Lucene's writer
 * gives up; so those who save wait for one of these threads, and notice an interrupt when it is done.
 */
final class QuietThreads implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("tracestitch-store-write-", 0).factory());

    /** Does some work and waits for it, whether this thread is interrupted or not. */
    <T> T run(Callable<T> work) throws IOException {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new AlreadyClosedException("the store is closed");
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new AssertionError(e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until all work is done; takes no more. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        threads.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
