package io.tracestitch.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.tracestitch.cli.input.LogStream;
import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams, several at a time, and hands on their events as if they had been read one after the other: the results do
 * not depend on the number of threads. Each stream has an analyzer of its own.
 */
public final class AnalysisRun {

    private static final int SHARE_OF_MEMORY = 4;

    private final AnalyzerOptions options;
    private final Wanted wanted;
    private final InputStream stdin;
    private final LongConsumer progress;

    /**
     * A run.
     *
     * @param progress is told, by any thread, how many bytes were read
     */
    public AnalysisRun(AnalyzerOptions options, Wanted wanted, InputStream stdin, LongConsumer progress) {
        this.options = options;
        this.wanted = wanted;
        this.stdin = stdin;
        this.progress = progress;
    }

    /**
     * Reads all streams.
     *
     * @param json where events go as lines of JSON, if they are wanted so
     * @param events where events go, if they are wanted; called by one thread at a time
     * @return one result a stream, in their order
     */
    public List<StreamResult> run(List<LogStream> streams, int threads, OutputStream json, Consumer<Event> events)
            throws OutputException {
        StreamResult[] results = new StreamResult[streams.size()];
        long capacity = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
        Turnstile<Batch> turnstile = new Turnstile<>(streams.size(), capacity, batch -> pass(batch, json, events));
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable work = () -> {
            try {
                StreamReader reader = new StreamReader(stdin, progress);
                for (int i = next.getAndIncrement(); i < streams.size(); i = next.getAndIncrement()) {
                    results[i] = read(i, streams.get(i), reader, turnstile);
                    turnstile.finish(i);
                }
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(streams.size());
                turnstile.abort();
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, streams.size()); i++) {
            others.add(Thread.ofPlatform().daemon().name("reader-" + i).start(work));
        }
        work.run();
        join(others);
        rethrow(failure.get());
        return Arrays.asList(results);
    }

    private StreamResult read(int index, LogStream stream, StreamReader reader, Turnstile<Batch> turnstile) {
        long start = System.nanoTime();
        StreamSink sink = new StreamSink(index, turnstile, wanted);
        Analyzer analyzer = new Analyzer(options, sink);
        List<String> errors = reader.read(stream, analyzer, () -> sink.flush(true));
        sink.flush(false);
        return new StreamResult(analyzer.summary(stream.name()), Duration.ofNanos(System.nanoTime() - start), sink.count(),
                sink.worst(), errors, analyzer.limitsHit());
    }

    private static void pass(Batch batch, OutputStream json, Consumer<Event> events) throws OutputException {
        try {
            batch.json().writeTo(json);
            if (batch.urgent()) {
                json.flush();
            }
        } catch (IOException e) {
            throw new OutputException(e);
        }
        batch.events().forEach(events);
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws OutputException {
        switch (failure) {
            case null -> {
            }
            case OutputException e -> throw e;
            case UncheckedIOException e when e.getCause() instanceof OutputException output -> throw output;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
