package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.Event;

/** Logs through a whole {@link Analyzer}, for tests. */
final class Reading {

    static final String SOURCE = "app.log";
    /** As the corpus's truth wants it: nothing redacted, the same zone on every machine. */
    static final AnalyzerOptions OPTIONS = AnalyzerOptions.defaults().withRedact(false).withZone(ZoneOffset.UTC);

    private final List<Event> events = new ArrayList<>();
    private final Analyzer analyzer;

    Reading(AnalyzerOptions options) {
        analyzer = new Analyzer(options, events::add);
    }

    /** The events of a log that is fed whole. */
    static List<Event> events(byte[] log) {
        return new Reading(OPTIONS).feed(log, 0, log.length).finish();
    }

    /** The events of a log that is fed whole. */
    static List<Event> events(String log) {
        return events(log.getBytes(StandardCharsets.UTF_8));
    }

    /** The events of a log that is fed in portions of {@code size} bytes, all through one array that is reused. */
    static List<Event> inChunks(byte[] log, int size) {
        Reading reading = new Reading(OPTIONS);
        byte[] buffer = new byte[size];
        for (int i = 0; i < log.length; i += size) {
            int length = Math.min(size, log.length - i);
            System.arraycopy(log, i, buffer, 0, length);
            reading.feed(buffer, 0, length);
        }
        return reading.finish();
    }

    Reading feed(byte[] bytes, int from, int length) {
        analyzer.feed(SOURCE, bytes, from, length);
        return this;
    }

    List<Event> finish() {
        analyzer.finish(SOURCE);
        return events;
    }

    SourceSummary summary() {
        return analyzer.summary(SOURCE);
    }
}
