package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import io.tracestitch.core.incident.Event;

import static org.assertj.core.api.Assertions.assertThat;

/** A log of any length that is made while it is read: nothing but one portion of it is ever in memory. */
final class Flood {

    /** How much longer the second of two logs is when times are compared. */
    private static final int FACTOR = 4;
    /** A time that grows quadratically grows {@link #FACTOR} times as much as the log; this is far below it. */
    private static final double LINEAR = 2.5;
    private static final int ATTEMPTS = 3;
    private static final long NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final int EVENTS_KEPT = 10;

    private final byte[] portion = new byte[1 << 16];
    private final List<Event> events = new ArrayList<>();
    private final Analyzer analyzer;
    private String source = Reading.SOURCE;
    private int filled;
    private long bytes;
    private long lines;
    private long count;
    private long truncated;

    private Flood() {
        analyzer = new Analyzer(Reading.OPTIONS.withRedact(true), this::take);
    }

    /** Writes a log whose length grows with {@code n}. */
    interface Log {
        void write(Flood out, int n);
    }

    /**
     * What was read.
     *
     * @param events the first ones
     * @param count how many there were
     * @param truncated how many of them say that a limit cut them
     * @param limits how often each limit cut something
     * @param linesWritten how many line ends the log had
     * @param linesRead how many lines were counted in the source that was written last
     */
    record Result(List<Event> events, long count, long truncated, Map<String, Long> limits, long linesWritten, long linesRead,
            long bytes, long nanos) {

        /** The only event. */
        Event event() {
            assertThat(count).as("events").isOne();
            return events.getFirst();
        }

        /** Every event says that it was cut, and so does the limit's counter. */
        Result marked(String limit) {
            assertThat(truncated).as("events that say that they were cut").isEqualTo(count);
            return counted(limit);
        }

        /** The limit's counter says that it cut something. */
        Result counted(String limit) {
            assertThat(limits).containsKey(limit);
            return this;
        }
    }

    /** Reads a log of size {@code n}, and one four times as long in at most a little more than four times the time. */
    static Result nearLinear(int n, Log log) {
        run(Math.ceilDiv(n, FACTOR), log);
        Result large = null;
        double worst = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Result small = run(n, log);
            large = run(n * FACTOR, log);
            worst = (double) (large.nanos() - NOISE_NANOS) / small.nanos() / ((double) large.bytes() / small.bytes());
            if (worst < LINEAR) {
                return large;
            }
        }
        assertThat(worst).as("growth of time by growth of the log, %s", large).isLessThan(LINEAR);
        throw new AssertionError();
    }

    private static Result run(int n, Log log) {
        Flood flood = new Flood();
        long start = System.nanoTime();
        log.write(flood, n);
        return flood.finish(start);
    }

    private void take(Event event) {
        count++;
        truncated += event.truncated() ? 1 : 0;
        if (events.size() < EVENTS_KEPT) {
            events.add(event);
        }
    }

    Flood text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    Flood text(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (filled == portion.length) {
                send();
            }
            portion[filled++] = text[i];
            lines += text[i] == '\n' ? 1 : 0;
        }
        bytes += text.length;
        return this;
    }

    Flood times(int n, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < n; i++) {
            text(encoded);
        }
        return this;
    }

    Flood each(int n, IntFunction<String> text) {
        for (int i = 0; i < n; i++) {
            text(text.apply(i));
        }
        return this;
    }

    /** What follows belongs to another source. */
    Flood source(String name) {
        send();
        source = name;
        lines = 0;
        return this;
    }

    private void send() {
        analyzer.feed(source, portion, 0, filled);
        filled = 0;
    }

    private Result finish(long start) {
        send();
        analyzer.finish(source);
        long nanos = System.nanoTime() - start;
        return new Result(events, count, truncated, analyzer.limitsHit(), lines, analyzer.summary(source).lines(), bytes, nanos);
    }
}
