package io.tracestitch.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.tracestitch.core.asyncio.LoopMessage;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Fingerprinter;
import io.tracestitch.core.incident.Occurrences;
import io.tracestitch.core.incident.Redactor;
import io.tracestitch.core.record.FormatString;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.record.LineHeader;
import io.tracestitch.core.record.Literals;
import io.tracestitch.core.record.LogRecord;
import io.tracestitch.core.record.RecordReader;
import io.tracestitch.core.record.RecordTime;
import io.tracestitch.core.stitch.MemoryBudget;
import io.tracestitch.core.stitch.StallDetector;
import io.tracestitch.core.stitch.Stitcher;
import io.tracestitch.core.traceback.TextLines;
import org.jspecify.annotations.Nullable;

/**
 * The one way in: bytes of logs, source by source, in any portions; events out. No I/O, no threads, no clock. Not thread-safe: one
 * for each thread.
 */
public final class Analyzer {

    /** A record that nothing was added to for this long is closed by {@link #tick}. */
    public static final Duration FLUSH_INTERVAL = Duration.ofSeconds(2);

    private final AnalyzerOptions options;
    private final Consumer<Event> sink;
    private final @Nullable LineListener listener;
    private final Limits limits;
    private final Counting counting = new Counting();
    private final MemoryBudget memory;
    private final EventBuilder builder;
    private final Redactor redactor = new Redactor();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Map<String, Source> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, SourceSummary> done = new LinkedHashMap<>();
    private final @Nullable FormatString declared;
    private final Literals telling;

    /**
     * @param sink gets each event when it ends, in the order in which events end in the log
     */
    public Analyzer(AnalyzerOptions options, Consumer<Event> sink) {
        this(options, sink, null);
    }

    /**
     * @param listener is told how each line was read, or null; telling costs much
     */
    public Analyzer(AnalyzerOptions options, Consumer<Event> sink, @Nullable LineListener listener) {
        this.options = options;
        this.sink = sink;
        this.listener = listener;
        this.limits = new Limits(options.maxLineBytes(), options.maxRecordBytes());
        this.memory = new MemoryBudget(options.stitchBytes(), () -> limits.hit(Limits.STITCH_MEMORY));
        this.builder = new EventBuilder(options.zone(), options.raw(), limits);
        this.declared = options.logFormat() == null ? null : FormatString.parse(options.logFormat());
        this.telling = new Literals(telling(options));
    }

    /** What a record of one line must hold to be an event: the patterns' texts, asyncio's messages and logger, a warning. */
    private static List<String> telling(AnalyzerOptions options) {
        List<String> texts = new ArrayList<>(options.taxonomy().recordLiterals());
        texts.addAll(LoopMessage.literals());
        texts.add("asyncio");
        texts.add("<Task pending "); // a list of tasks may show who waits for whom
        texts.add("Warning: ");
        return texts;
    }

    /** What is kept of one open source. */
    final class Source {
        final String name;
        final RecordReader reader;
        final MemoryBudget.Share share;
        final @Nullable Stitcher stitcher;
        StallDetector stalls = new StallDetector();
        Occurrences occurrences = new Occurrences();
        /** When bytes came last, as far as ticks told; null if they came since the last one. */
        @Nullable Instant active;
        /** Whether nothing came since its open records were closed. */
        boolean flushed;
        @Nullable String firstTime;
        @Nullable String lastTime;
        long eventLines;
        /** Position of the last line that was counted as an event's; several records may stand in one line. */
        long counted;
        /** Whether records were closed since the last time that the reading was saved. */
        boolean unsaved;
        /** Lines read when the reading and the stitching were saved. */
        long savedReading = -1;
        long savedStitching = -1;

        Source(String name, MemoryBudget.Share share) {
            this.name = name;
            this.share = share;
            RecordReader.Observer observer = listener == null ? null : (number, text, prefix, header, writer, state) ->
                    listener.line(new LineTrace(number, text, describe(), prefix, header, writer, state));
            this.stitcher = options.stitch() ? new Stitcher(this::header, options.zone(), share) : null;
            if (stitcher != null) {
                stitcher.tellStalls(name, this::stall);
            }
            this.reader = new RecordReader(declared, limits, telling, this::record, stitcher, observer);
        }

        /** Whether lines came that matter only because they were many. */
        boolean countsLines() {
            return reader.lines() != savedReading && (savedReading < 0 || reader.countsLines() || occurrences.reachTo(savedReading));
        }

        private @Nullable LineHeader header(byte[] text) {
            return reader.headed(text);
        }

        private String describe() {
            return reader.envelope();
        }

        void record(LogRecord record) {
            unsaved = true;
            if (record.time() != null) {
                firstTime = firstTime == null ? record.time() : firstTime;
                lastTime = record.time();
            }
            Event event = builder.build(name, record);
            if (event != null) {
                Event known = options.taxonomy().classify(event);
                if (publish(known, occurrences, record.lines().position(0), stitcher, record.context().failedTaskId())) {
                    count(record.lines());
                }
                if (stitcher != null) {
                    TextLines lines = record.lines();
                    Instant near = known.timestamp() == null ? time(lastTime) : known.timestamp();
                    stalls.observe(known, near, lines.position(0), lines.position(EventBuilder.lastLine(lines)))
                            .forEach(this::concluded);
                }
            }
        }

        private void count(TextLines lines) {
            long kept = lines.position(0) == counted && lines.position(lines.count() - 1) == counted ? 0 : inputLines(lines);
            counted = lines.position(lines.count() - 1);
            eventLines += kept + lines.dropped();
            counting.eventLines += kept;
            counting.shed(Limits.RECORD_BYTES, lines.dropped());
        }

        /** A standstill has been concluded from events that went out before. */
        private void concluded(Event event) {
            if (stitcher != null) {
                stitcher.know(event);
            }
            stall(event);
        }

        private void stall(Event event) {
            publish(options.taxonomy().classify(event), occurrences, 0, null, null);
        }

        void timeOut() {
            reader.flush(LogRecord.End.TIMEOUT);
            settle();
            flushed = true;
        }

        void settle() {
            stalls.settle().forEach(this::concluded);
            if (stitcher != null) {
                stitcher.settle();
            }
        }
    }

    /** How many lines of the input the record holds; an envelope's one line may hold many. */
    private static long inputLines(TextLines lines) {
        long count = 0;
        for (int i = 0; i < lines.count(); i++) {
            count += i == 0 || lines.position(i) != lines.position(i - 1) ? 1 : 0;
        }
        return count;
    }

    /** Whether the event is one: a plain record counts only if a pattern explains it. */
    private boolean publish(Event event, Occurrences occurrences, long position, @Nullable Stitcher stitcher, @Nullable String taskId) {
        if (event.kind() == EventKind.LOG && event.pattern() == null) {
            return false;
        }
        Event known = stitcher == null ? event : stitcher.stitch(event, taskId);
        Event clean = options.redact() ? redactor.redact(known) : known;
        Event grouped = clean.withFingerprint(fingerprinter.id(clean));
        counting.event(grouped.kind());
        sink.accept(grouped.kind() == EventKind.STALL ? grouped : occurrences.assign(grouped, position));
        return true;
    }

    /** Takes the next bytes of a source. The array may be reused afterwards. */
    public void feed(String source, byte[] buffer, int offset, int length) {
        RecordReader reader = source(source).reader;
        long before = reader.lines();
        reader.feed(buffer, offset, length);
        counting.lines += reader.lines() - before;
        counting.bytes += length;
    }

    /**
     * Takes whole lines that the caller numbers, as records of Kafka by their offsets: {@code offset << 20 | line}. Events name their
     * lines by these numbers, also in the ids of their occurrences. Numbers may jump; {@link SourceSummary} counts the lines.
     *
     * @param firstNumber number of the first line, 0 or more; the next ones have the numbers behind it
     * @param b the lines; may be reused afterwards
     * @param length bytes from {@code offset} on. The last line may lack its line end, it is complete all the same; no bytes are one
     *     empty line
     * @throws IllegalArgumentException if the number is not beyond those of all lines of the source that came before
     */
    public void feed(String source, long firstNumber, byte[] b, int offset, int length) {
        RecordReader reader = source(source).reader;
        long before = reader.lines();
        reader.feed(firstNumber, b, offset, length);
        counting.lines += reader.lines() - before;
        counting.bytes += length;
    }

    private Source source(String name) {
        Source known = open.get(name);
        if (known == null) {
            known = new Source(name, memory.share());
            admit(known);
        }
        return known;
    }

    private void admit(Source source) {
        if (open.size() >= options.maxSources()) {
            limits.hit(Limits.SOURCES);
            finish(open.keySet().iterator().next());
        }
        open.put(source.name, source);
    }

    /**
     * Tells the time: closes the records of sources that were silent for {@link #FLUSH_INTERVAL}.
     *
     * @return the sources of which nothing is open any more since this call; until they are fed again, time does not matter to them
     */
    public List<String> tick(Instant now) {
        List<String> settled = new ArrayList<>();
        for (Source s : open.values()) {
            if (s.reader.wasTouched() || s.active == null) {
                s.active = now;
                s.flushed = false;
            } else if (!s.flushed && Duration.between(s.active, now).compareTo(FLUSH_INTERVAL) >= 0) {
                s.timeOut();
                settled.add(s.name);
            }
        }
        return settled;
    }

    /** Closes the records of a source that is known to be silent, as {@link #tick} does. */
    public void timeOut(String source) {
        Source s = open.get(source);
        if (s != null) {
            s.timeOut();
        }
    }

    /** Ends a source: its open records are closed and its state is given up. */
    public void finish(String source) {
        Source s = open.get(source);
        if (s == null) {
            return; // never fed, or finished already because others needed its place
        }
        String newest = s.reader.pendingTime();
        String oldest = s.reader.openingTime();
        long before = s.reader.lines();
        s.reader.flush(LogRecord.End.END_OF_INPUT);
        counting.lines += s.reader.lines() - before;
        s.settle();
        Instant last = time(newest == null ? s.lastTime : newest);
        done.put(source, new SourceSummary(source, s.reader.lines(), s.reader.bytes(), Math.max(0, s.reader.lines() - s.eventLines),
                s.reader.format(), s.reader.envelope(), time(oldest == null ? s.firstTime : oldest), last));
        if (done.size() > options.maxSources()) {
            done.remove(done.keySet().iterator().next());
        }
        open.remove(source);
        s.share.close();
    }

    /** The open sources, the one first that was fed longest ago. */
    public Set<String> sources() {
        return Collections.unmodifiableSet(open.keySet());
    }

    /**
     * Gives up a source without ending it: what is open of it is not told. For sources that were {@link #save saved} and go on elsewhere, or
     * here, later.
     */
    public void forget(String source) {
        Source s = open.remove(source);
        if (s != null) {
            counting.moved += s.reader.openLines();
            s.share.close();
        }
    }

    /**
     * Whether a part of what is known of a source changed since it was saved or restored, so that a state saved then would not do. Cheap. A
     * source that is not open has not changed.
     */
    public boolean changed(String source, StatePart part) {
        Source s = open.get(source);
        return s != null && switch (part) {
            case READING -> s.unsaved || s.reader.isUnsaved() || s.countsLines();
            case STALLS -> s.stalls.isUnsaved() || s.stitcher != null && s.stitcher.hasUnsavedTold();
            case STITCHING -> s.reader.lines() != s.savedStitching;
        };
    }

    /**
     * A part of what is known of an open source, as bytes, for another analyzer with the same options to {@link #restore}.
     *
     * @throws IllegalArgumentException if the source is not open
     */
    public byte[] save(String source, StatePart part) {
        Source s = open.get(source);
        if (s == null) {
            throw new IllegalArgumentException(source + " is not open");
        }
        return SourceState.save(s, part);
    }

    /**
     * Takes over a part of what another analyzer knew of a source, before its next line. {@link StatePart#READING} comes first.
     *
     * @throws IOException with a sentence for people, if that is no such state, one of another version or with other options, or damaged. The
     *     source is then as it was before
     * @throws IllegalStateException if the part is {@link StatePart#READING} and the source is open
     */
    public void restore(String source, StatePart part, byte[] state) throws IOException {
        if (part == StatePart.READING) {
            if (open.containsKey(source)) {
                throw new IllegalStateException(source + " is open");
            }
            Source fresh = new Source(source, memory.share()); // takes nothing for its reading
            SourceState.restore(fresh, part, state);
            admit(fresh);
            counting.restored += fresh.reader.openLines();
            return;
        }
        SourceState.restore(new Source(source, MemoryBudget.unlimited().share()), part, state); // tells whether it can be read
        SourceState.restore(source(source), part, state);
    }

    private @Nullable Instant time(@Nullable String text) {
        return text == null ? null : RecordTime.parse(text, options.zone());
    }

    /** What was read of a finished source; zeros if the name is unknown. */
    public SourceSummary summary(String source) {
        return done.getOrDefault(source, new SourceSummary(source, 0, 0, 0, "no header", "", null, null));
    }

    /** What was read and told so far, of all sources together. Looks at each open source. */
    public Counters counters() {
        long waiting = 0;
        for (Source s : open.values()) {
            waiting += s.reader.openLines();
        }
        return counting.counters(waiting, limits);
    }

    /** How often each limit cut something; limits that never did are absent. */
    public Map<String, Long> limitsHit() {
        return limits.hits();
    }
}
