package io.tracestitch.cli.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.core.incident.Severity;

/** Takes the events of one stream as the analyzer finds them, encodes them and hands them on in batches. One thread. */
final class StreamSink implements Consumer<Event> {

    private static final int BATCH_BYTES = 1 << 16;
    private static final int BATCH_EVENTS = 256;
    /** What a line of an event takes in memory, roughly: its text, its frame. */
    private static final int BYTES_PER_LINE = 300;

    private final int stream;
    private final Turnstile<Batch> turnstile;
    private final Wanted wanted;
    private final EventWriter writer = new EventWriter();
    private ByteArrayOutputStream json = new ByteArrayOutputStream();
    private List<Event> events = new ArrayList<>();
    private long weight;
    private long count;
    private Severity worst = Severity.INFO;

    StreamSink(int stream, Turnstile<Batch> turnstile, Wanted wanted) {
        this.stream = stream;
        this.turnstile = turnstile;
        this.wanted = wanted;
    }

    @Override
    public void accept(Event event) {
        if (event.severity().compareTo(wanted.minSeverity()) < 0) {
            return;
        }
        count++;
        worst = event.severity().compareTo(worst) > 0 ? event.severity() : worst;
        try {
            if (wanted.json()) {
                writer.write(event, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
        if (wanted.events()) {
            events.add(event);
        }
        weight += (event.lastLine() - event.firstLine() + 1) * BYTES_PER_LINE;
        if (json.size() >= BATCH_BYTES || events.size() >= BATCH_EVENTS || weight >= BATCH_BYTES * 4L) {
            flush(false);
        }
    }

    /** Hands on what is there; if it is urgent, all the way to the reader of the output. */
    void flush(boolean urgent) {
        if (json.size() == 0 && events.isEmpty() && !urgent) {
            return;
        }
        Batch batch = new Batch(json, events, urgent);
        long size = json.size() + (events.isEmpty() ? 0 : weight);
        json = new ByteArrayOutputStream(Math.max(32, batch.json().size() * 5 / 4)); // the next one is as long, more or less
        events = new ArrayList<>();
        weight = 0;
        try {
            turnstile.submit(stream, batch, size);
        } catch (OutputException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(e);
        }
    }

    /** How many events were let through. */
    long count() {
        return count;
    }

    /** The worst of them; INFO if there is none. */
    Severity worst() {
        return worst;
    }
}
