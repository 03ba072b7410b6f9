package io.tracestitch.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final EventBuilder builder;
    private final Redactor redactor = new Redactor();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Occurrences occurrences = new Occurrences();
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
    private final class Source {
        final String name;
        final RecordReader reader;
        final @Nullable Stitcher stitcher;
        StallDetector stalls = new StallDetector();
        @Nullable Instant active;
        @Nullable String firstTime;
        @Nullable String lastTime;
        long eventLines;

        Source(String name) {
            this.name = name;
            RecordReader.Observer observer = listener == null ? null : (number, text, prefix, header, writer, state) ->
                    listener.line(new LineTrace(number, text, describe(), prefix, header, writer, state));
            this.stitcher = options.stitch() ? new Stitcher(this::header, options.zone()) : null;
            if (stitcher != null) {
                stitcher.tellStalls(name, this::stall);
            }
            this.reader = new RecordReader(declared, limits, telling, this::record, stitcher, observer);
        }

        private @Nullable LineHeader header(byte[] text) {
            return reader.headed(text);
        }

        private String describe() {
            return reader.envelope();
        }

        void record(LogRecord record) {
            if (record.time() != null) {
                firstTime = firstTime == null ? record.time() : firstTime;
                lastTime = record.time();
            }
            Event event = builder.build(name, record);
            long input = inputLines(record.lines());
            if (event != null) {
                Event known = options.taxonomy().classify(event);
                if (publish(known, record.lines().position(0), stitcher, record.context().failedTaskId())) {
                    eventLines += input;
                }
                if (stitcher != null) {
                    TextLines lines = record.lines();
                    Instant near = known.timestamp() == null ? time(lastTime) : known.timestamp();
                    stalls.observe(known, near, lines.position(0), lines.position(EventBuilder.lastLine(lines)))
                            .forEach(this::concluded);
                }
            }
        }

        /** A standstill has been concluded from events that went out before. */
        private void concluded(Event event) {
            if (stitcher != null) {
                stitcher.know(event);
            }
            stall(event);
        }

        private void stall(Event event) {
            publish(options.taxonomy().classify(event), 0, null, null);
        }

        void settle() {
            stalls.settle().forEach(this::concluded);
            if (stitcher != null) {
                stitcher.settle();
            }
        }
    }

    /** How many lines of the input the record took; an envelope's one line may hold many, and a limit may have cut some out. */
    private static long inputLines(TextLines lines) {
        long count = lines.dropped();
        for (int i = 0; i < lines.count(); i++) {
            count += i == 0 || lines.number(i) != lines.number(i - 1) ? 1 : 0;
        }
        return count;
    }

    /** Whether the event is one: a plain record counts only if a pattern explains it. */
    private boolean publish(Event event, long position, @Nullable Stitcher stitcher, @Nullable String taskId) {
        if (event.kind() == EventKind.LOG && event.pattern() == null) {
            return false;
        }
        Event known = stitcher == null ? event : stitcher.stitch(event, taskId);
        Event clean = options.redact() ? redactor.redact(known) : known;
        Event grouped = clean.withFingerprint(fingerprinter.id(clean));
        sink.accept(grouped.kind() == EventKind.STALL ? grouped : occurrences.assign(grouped, position));
        return true;
    }

    /** Takes the next bytes of a source. The array may be reused afterwards. */
    public void feed(String source, byte[] buffer, int offset, int length) {
        source(source).reader.feed(buffer, offset, length);
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
        source(source).reader.feed(firstNumber, b, offset, length);
    }

    private Source source(String name) {
        Source known = open.get(name);
        if (known == null) {
            if (open.size() >= options.maxSources()) {
                limits.hit(Limits.SOURCES);
                finish(open.keySet().iterator().next());
            }
            known = new Source(name);
            open.put(name, known);
        }
        return known;
    }

    /** Tells the time: closes the records of sources that were silent for {@link #FLUSH_INTERVAL}. */
    public void tick(Instant now) {
        for (Source s : open.values()) {
            if (s.reader.wasTouched() || s.active == null) {
                s.active = now;
            } else if (Duration.between(s.active, now).compareTo(FLUSH_INTERVAL) >= 0) {
                s.reader.flush(LogRecord.End.TIMEOUT);
                s.settle();
            }
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
        s.reader.flush(LogRecord.End.END_OF_INPUT);
        s.settle();
        Instant last = time(newest == null ? s.lastTime : newest);
        done.put(source, new SourceSummary(source, s.reader.lines(), s.reader.bytes(), Math.max(0, s.reader.lines() - s.eventLines),
                s.reader.format(), s.reader.envelope(), time(oldest == null ? s.firstTime : oldest), last));
        if (done.size() > options.maxSources()) {
            done.remove(done.keySet().iterator().next());
        }
        open.remove(source);
        occurrences.forget(source);
    }

    /**
     * Writes what is known of a source beyond its open records: how far it was read, its tasks and what they wrote, who waits for whom.
     * Another analyzer can {@link #restore} it and go on with the source's next line.
     *
     * @throws IOException if {@code out} does
     */
    public void save(String source, DataOutput out) throws IOException {
        Source s = source(source);
        out.writeLong(s.reader.lines());
        out.writeLong(s.reader.bytes());
        out.writeBoolean(s.stitcher != null);
        if (s.stitcher != null) {
            s.stitcher.save(out);
        }
        s.stalls.save(out);
    }

    /**
     * Takes over a source that another analyzer with the same options {@link #save saved}. Only before its first byte.
     *
     * @throws IOException if {@code in} does, or if it holds no such state
     */
    public void restore(String source, DataInput in) throws IOException {
        Source s = source(source);
        s.reader.resume(in.readLong(), in.readLong());
        boolean stitched = in.readBoolean();
        if (stitched != (s.stitcher != null)) {
            throw new IOException("the state of " + source + " was saved with stitching " + (stitched ? "on" : "off"));
        }
        if (s.stitcher != null) {
            s.stitcher.restore(in);
        }
        s.stalls = StallDetector.restore(in);
    }

    private @Nullable Instant time(@Nullable String text) {
        return text == null ? null : RecordTime.parse(text, options.zone());
    }

    /** What was read of a finished source; zeros if the name is unknown. */
    public SourceSummary summary(String source) {
        return done.getOrDefault(source, new SourceSummary(source, 0, 0, 0, "no header", "", null, null));
    }

    /** How often each limit cut something; limits that never did are absent. */
    public Map<String, Long> limitsHit() {
        return limits.hits();
    }
}
