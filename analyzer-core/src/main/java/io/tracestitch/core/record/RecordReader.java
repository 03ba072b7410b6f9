package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.input.LineDecoder;
import io.tracestitch.core.record.LogRecord.End;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.LineKind;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackLine;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one source to records: lines are found, decoded and given to their writers. A line with a header that tells nothing
 * more, while nothing is open, costs a look and no allocation. Not thread-safe.
 */
public final class RecordReader implements LineDecoder.Output, LineDecoder.Headers {

    /** Writers of one source; beyond it the one that was silent longest is closed. */
    static final int MAX_WRITERS = 1000;
    static final int MAX_CUT_LINES = 64;
    private static final int MAX_OPENING = 512;
    private static final LineDecoder.Headers NO_HEADERS = new LineDecoder.Headers() {
        @Override
        public LineDecoder.Look at(byte[] b, int start, int end) {
            return LineDecoder.Look.NONE;
        }

        @Override
        public void forget() {
        }
    };

    /** Is told how each line was read. */
    public interface Observer {
        /** The line's number, its text behind all that was taken off, the prefix, the header, the writer, and what it is. */
        void line(long number, String text, String prefix, String header, String writer, String state);
    }

    private final @Nullable Observer observer;
    final @Nullable HeaderFormat declared;
    private final HeaderFormats formats;
    final LineDecoder decoder;
    private final Consumer<LogRecord> sink;
    private final Limits limits;
    private final Literals telling;
    final Map<String, RecordAssembler> writers;
    final RecordAssembler single;
    final JsonLevel jsonLevel = new JsonLevel();
    final JsonKeys jsonKeys = new JsonKeys();
    private final @Nullable RecordStarts starts;
    /** The line that is being decoded. */
    private byte[] raw = new byte[0];
    private int rawStart;
    private int rawEnd;
    private final Header header = new Header();
    private final TracebackLine line = new TracebackLine();
    private final TextLines text = new TextLines();
    byte[] carry = new byte[0];
    int carried;
    long lines;
    long bytes;
    long plain;
    /** What a line's number is more than its position, which is its place among all lines of the source. */
    long shift;
    /** Position and number of the line that is being decoded. */
    long position;
    long number;
    private boolean touched;
    boolean longLine;
    /** End of the line at which {@link #pass} stopped, or of the input. */
    private int passedTo;
    /** The beginning of the very first line, which tells when the log begins. */
    byte @Nullable [] opening;
    /** Positions of the lines that lost their end and have not come out of the decoder yet. */
    final Set<Long> cutLines = new HashSet<>();
    /** The newest plain line with a header: it becomes a record only if the next line continues it. */
    byte @Nullable [] pending;
    int pendingStart;
    int pendingEnd;
    long pendingPosition;
    long pendingNumber;
    /** Where the pending line is kept between two calls. */
    byte[] kept = new byte[0];
    /** Whether more changed than counters since the last {@link #save}. */
    private boolean unsaved;
    /** Whether the caller numbers the lines. */
    private boolean numbered;

    /**
     * @param declared a format that the user declared, or null
     * @param limits bounds of lines and records; counts what they cut
     * @param telling texts without one of which a record of one line needs not be given out
     * @param sink gets each record when it is closed; must not keep its lines
     * @param starts is told of each record's first line, or null
     * @param observer is told how each line was read, or null
     */
    public RecordReader(@Nullable FormatString declared, Limits limits, Literals telling, Consumer<LogRecord> sink,
            @Nullable RecordStarts starts, @Nullable Observer observer) {
        this.starts = starts;
        this.telling = telling;
        this.observer = observer;
        this.declared = declared == null ? null : declared.format();
        this.formats = new HeaderFormats(this.declared);
        this.limits = limits;
        this.sink = sink;
        this.decoder = new LineDecoder(this);
        this.single = new RecordAssembler(formats, limits, telling, sink, starts);
        this.writers = new LinkedHashMap<>(4, 0.75f, true);
    }

    @Override
    public void forget() {
        formats.forget();
    }

    @Override
    public LineDecoder.Look at(byte[] b, int start, int end) {
        HeaderFormat format = formats.match(b, start, end, false, header);
        if (format == null) {
            return LineDecoder.Look.NONE;
        }
        return formats.isDeclared(format) ? LineDecoder.Look.DECLARED
                : header.level == Level.UNKNOWN ? LineDecoder.Look.PLAIN : LineDecoder.Look.LEVELLED;
    }

    /** Takes the next bytes, in any portions. */
    public void feed(byte[] b, int offset, int length) {
        unsaved |= pending != null || carried > 0;
        numbered = false;
        int end = offset + length;
        int i = offset;
        bytes += length;
        touched = true;
        if (carried > 0) {
            int stop = Newlines.next(b, i, end);
            carry(b, i, stop);
            if (stop == end) {
                return;
            }
            endLine();
            i = stop + 1;
        }
        i = lines(b, i, end);
        carry(b, i, end);
        keepPending();
    }

    /**
     * Takes whole lines, the last of which may lack its line end: it is complete all the same. No bytes are one empty line.
     *
     * @param first number of the first line; the next ones have the numbers behind it
     * @throws IllegalArgumentException if the number is not beyond that of the newest line
     */
    public void feed(long first, byte[] b, int offset, int length) {
        unsaved |= pending != null;
        numbered = true;
        if (carried > 0) {
            endLine();
            keepPending();
        }
        if (first < 0 || lines > 0 && first <= lines + shift) {
            throw new IllegalArgumentException("line " + first + " comes behind line " + (lines + shift));
        }
        shift = first - lines - 1;
        bytes += length;
        touched = true;
        int end = offset + length;
        int i = lines(b, offset, end);
        if (i < end || length == 0) {
            carry(b, i, end);
            endLine();
        }
        keepPending();
    }

    /** The line that was carried over is complete. */
    private void endLine() {
        if (carry.length == 0) {
            carry = new byte[1];
        }
        int size = carried;
        carried = 0;
        carry[size] = '\n';
        lines(carry, 0, size + 1);
    }

    /** Takes whole lines; gives back where the last one begins, which has no end yet. */
    private int lines(byte[] b, int from, int end) {
        int i = from;
        if (opening == null) {
            int stop = Newlines.next(b, i, end);
            opening = stop == end ? null : Arrays.copyOfRange(b, i, Math.min(stop, i + MAX_OPENING));
        }
        while (i < end) {
            i = pass(b, i, end);
            if (passedTo == end) {
                return i;
            }
            one(b, i, passedTo);
            i = passedTo + 1;
        }
        return end;
    }

    /**
     * Passes over lines that tell nothing, as long as nothing is open: the newest of them may still begin a record. This loop decides
     * how fast logs are read.
     *
     * @return offset of the first line that needs more than a look, which reaches to {@link #passedTo}
     */
    private int pass(byte[] b, int from, int end) {
        int i = from;
        int stop = Newlines.next(b, i, end);
        passedTo = stop;
        if (stop == end || observer != null || longLine || decoder.isHolding() || !single.isQuiet()) {
            return i;
        }
        boolean json = writers.isEmpty();
        boolean headers = !decoder.hasPrefix();
        boolean warningsTell = single.isInterleaved();
        int newest = -1;
        int newestEnd = -1;
        boolean headed = false;
        long passed = 0;
        while (stop < end && stop > i && stop - i <= limits.lineBytes()) {
            if (b[i] == '{') {
                if (!json || !jsonLevel.isBoring(b, i, stop, telling) || starts != null && jsonKeys.wantsLesson()) {
                    break;
                }
                if (starts != null) {
                    jsonKeys.find(b, i, stop);
                    starts.object(lines + shift + passed + 1, b, i, stop, jsonKeys);
                }
            } else {
                int level = headers ? formats.levelOf(b, i, stop) : -1;
                headed = level > 0;
                if (!headed || mayStart(b, i, stop)
                        || level >= Level.WARNING && (warningsTell || telling.occurIn(b, i, stop))) {
                    break;
                }
                if (starts != null && formats.taskOf(b, i, stop, header)) {
                    starts.headed(lines + shift + passed + 1, b, i, stop, header, null);
                }
            }
            passed++;
            newest = i;
            newestEnd = stop;
            i = stop + 1;
            stop = Newlines.next(b, i, end);
            headed = false;
        }
        if (passed > 0) {
            if (starts != null) {
                starts.release();
            }
            single.next();
            lines += passed;
            plain += passed;
            pending = b[newest] == '{' ? null : b;
            pendingStart = newest;
            pendingEnd = newestEnd;
            pendingPosition = lines;
            pendingNumber = lines + shift;
        }
        if (headed) {
            pending = null; // the line that stopped the loop has a header, so the one before it is complete
        }
        passedTo = stop;
        return i;
    }

    /** The buffer belongs to the caller: what is still needed of it is copied. */
    private void keepPending() {
        byte[] from = pending;
        unsaved |= from != null || carried > 0;
        if (from != null && from != kept) {
            int length = pendingEnd - pendingStart;
            if (kept.length < length) {
                kept = new byte[Math.max(length, kept.length * 2)];
            }
            System.arraycopy(from, pendingStart, kept, 0, length);
            pendingEnd = length;
            pendingStart = 0;
            pending = kept;
        }
    }

    private void carry(byte[] b, int from, int to) {
        int room = Math.min(to - from, limits.lineBytes() - carried);
        if (room < to - from && !longLine) {
            longLine = true;
            limits.hit(Limits.LINE_BYTES);
        }
        if (room > 0) {
            if (carry.length <= carried + room || pending == carry) { // with room for the line's end
                carry = Arrays.copyOf(carry, Math.max(carried + room, Math.min(limits.lineBytes(), carry.length * 2)) + 1);
            }
            System.arraycopy(b, from, carry, carried, room);
            carried += room;
        }
    }

    private void one(byte[] b, int start, int stop) {
        unsaved = true;
        lines++;
        boolean cut = longLine;
        longLine = false;
        int end = stop;
        if (end - start > limits.lineBytes()) {
            end = start + limits.lineBytes();
            cut = true;
            limits.hit(Limits.LINE_BYTES);
        }
        if (cut) {
            if (cutLines.size() >= MAX_CUT_LINES) {
                cutLines.clear();
            }
            cutLines.add(lines);
        }
        settle();
        position = lines;
        number = lines + shift;
        raw = b;
        rawStart = start;
        rawEnd = end;
        decoder.line(b, start, end, number, this);
    }

    /** The pending header has a continuation, or something else than a header behind it: it becomes an open record. */
    private void settle() {
        byte[] from = pending;
        if (from != null) {
            pending = null;
            position = pendingPosition;
            number = pendingNumber;
            plain--;
            decoder.line(from, pendingStart, pendingEnd, number, this);
        }
    }

    /** Whether a header's line ends like the first line of a traceback. */
    private static boolean mayStart(byte[] b, int start, int end) {
        int last = b[end - 1] == '\r' && end - 1 > start ? end - 2 : end - 1;
        return b[last] == ':' && last - start > 6 && b[last - 1] == ')' && b[last - 2] == 't'
                || b[last] == '"' || b[last] == '\'' || b[last] == 'm' && coloured(b, start, last);
    }

    /** Whether a colour code ends at {@code last}, so that what stands before it is not seen. */
    private static boolean coloured(byte[] b, int start, int last) {
        int i = last - 1;
        while (i > start && (b[i] >= '0' && b[i] <= '9' || b[i] == ';')) {
            i--;
        }
        return i > start && b[i] == '[' && b[i - 1] == 0x1B;
    }

    @Override
    public void line(byte[] b, int start, int end, @Nullable Envelope envelope) {
        RecordAssembler writer = assembler(envelope);
        long place = position - decoder.lag();
        writer.line(b, start, end, decoder.number(), place, envelope);
        if (!cutLines.isEmpty() && cutLines.remove(place)) {
            writer.markCut();
        }
        plain++;
        if (observer != null) {
            int text = Math.min(end, start + writer.headerLength());
            observer.line(decoder.number(), new String(b, text, end - text, StandardCharsets.UTF_8), decoder.prefix(),
                    new String(b, start, text - start, StandardCharsets.UTF_8), envelope == null ? "" : envelope.writer(),
                    writer.state());
        }
    }

    @Override
    public void record(String message, @Nullable String exception, Envelope envelope) {
        RecordAssembler writer = assembler(envelope);
        writer.flush(End.NEXT_RECORD);
        if (observer != null) {
            observer.line(decoder.number(), message, decoder.prefix(), "", envelope.writer(), "record");
        }
        int level = envelope.level() == null ? Level.UNKNOWN : Level.of(envelope.level());
        plain++;
        if (starts != null) {
            jsonKeys.learn(raw, rawStart, rawEnd, envelope);
            starts.structured(decoder.number(), message, jsonLevel.isLearnt() ? jsonKeys.visible(envelope) : envelope);
        }
        if (exception == null && level != Level.UNKNOWN && level < Level.WARNING && message.indexOf('\n') < 0) {
            return;
        }
        text.clear();
        for (String part : message.split("\r?\n", -1)) {
            add(part);
        }
        int traceback = exception == null ? firstStart(0) : -1;
        if (exception != null) {
            int from = text.count();
            for (String part : exception.split("\r?\n", -1)) {
                add(part);
            }
            while (from < text.count() - 1 && text.kind(from) == LineKind.BLANK) {
                from++;
            }
            int start = firstStart(from);
            boolean named = text.kind(from) == LineKind.EXCEPTION;
            traceback = named || start < 0 ? from : start;
            if (text.kind(traceback) == LineKind.BLANK || text.kind(traceback) == LineKind.TEXT) {
                traceback = -1;
            }
        }
        sink.accept(new LogRecord(text, traceback, text.count() == 0 ? 0 : text.start(0), true, level, envelope.level(),
                envelope.time(), envelope.logger(), envelope.process(), envelope.thread(), envelope.task(), envelope.context(),
                End.GRAMMAR, cutLines.remove(position - decoder.lag()), 1));
    }

    @Override
    public void cut() {
        limits.hit(Limits.PARTIAL_LINES);
    }

    private void add(String part) {
        byte[] b = part.getBytes(StandardCharsets.UTF_8);
        text.add(b, 0, b.length, decoder.number(), position - decoder.lag(), line.classify(b, 0, b.length));
    }

    private int firstStart(int from) {
        for (int i = from; i < text.count(); i++) {
            LineKind kind = text.kind(i);
            if (kind == LineKind.START || kind == LineKind.GROUP_START || kind == LineKind.BOX_START) {
                return i;
            }
        }
        return -1;
    }

    private RecordAssembler assembler(@Nullable Envelope envelope) {
        if (envelope == null || envelope.writer().isEmpty()) {
            return single;
        }
        RecordAssembler writer = writers.get(envelope.writer());
        if (writer == null) {
            if (writers.size() >= MAX_WRITERS) {
                Map.Entry<String, RecordAssembler> oldest = writers.entrySet().iterator().next();
                oldest.getValue().flush(End.LIMIT);
                writers.remove(oldest.getKey());
                limits.hit(Limits.WRITERS);
            }
            writer = assembler();
            writers.put(envelope.writer(), writer);
        }
        return writer;
    }

    RecordAssembler assembler() {
        return new RecordAssembler(new HeaderFormats(declared), limits, telling, sink, starts);
    }

    /** Takes the text of a record's first line apart again, as its header's format says; null if no known format fits. */
    public @Nullable LineHeader headed(byte[] text) {
        Header parts = new Header();
        boolean found = formats.peek(text, 0, text.length, parts);
        for (Iterator<RecordAssembler> i = writers.values().iterator(); !found && i.hasNext();) {
            found = i.next().formats().peek(text, 0, text.length, parts);
        }
        return found ? new LineHeader(part(text, parts.timeStart, parts.timeLength), part(text, parts.levelStart, parts.levelLength),
                part(text, parts.loggerStart, parts.loggerLength), part(text, parts.processStart, parts.processLength),
                part(text, parts.taskStart, parts.taskLength), part(text, parts.requestStart, parts.requestLength),
                new String(text, parts.message, text.length - parts.message, StandardCharsets.UTF_8)) : null;
    }

    private static @Nullable String part(byte[] text, int start, int length) {
        return length == 0 ? null : new String(text, start, length, StandardCharsets.UTF_8);
    }

    /** Takes a structured record apart again; null if it is none. */
    public static @Nullable LineHeader object(byte[] text) {
        LineHeader[] found = new LineHeader[1];
        new LineDecoder(NO_HEADERS).line(text, 0, text.length, 1, new LineDecoder.Output() {
            @Override
            public void line(byte[] b, int start, int end, @Nullable Envelope envelope) {
            }

            @Override
            public void record(String message, @Nullable String exception, Envelope e) {
                found[0] = new LineHeader(e.time(), e.level(), e.logger(), e.process(), e.task(), e.context().request(), message);
            }

            @Override
            public void cut() {
            }
        });
        return found[0];
    }

    /** The time in the header of the very first line; null if it has none. */
    public @Nullable String openingTime() {
        byte[] from = opening;
        if (from == null || !formats.peek(from, 0, from.length, header) || header.timeLength == 0) {
            return null;
        }
        return new String(from, header.timeStart, header.timeLength, StandardCharsets.UTF_8);
    }

    /** The newest header's line, if it is still pending, tells the newest time; null if there is none. */
    public @Nullable String pendingTime() {
        byte[] from = pending;
        if (from == null || formats.match(from, pendingStart, pendingEnd, false, header) == null || header.timeLength == 0) {
            return null;
        }
        return new String(from, header.timeStart, header.timeLength, StandardCharsets.UTF_8);
    }

    /** Whether bytes came since the last call. */
    public boolean wasTouched() {
        boolean was = touched;
        touched = false;
        return was;
    }

    /** Closes all open records; at the end of the input the last line counts without a line end. */
    public void flush(End reason) {
        unsaved = true;
        if (reason == End.END_OF_INPUT && carried > 0) {
            byte[] whole = carry;
            int size = carried;
            carried = 0;
            one(whole, 0, size);
        }
        keepPending();
        decoder.flush(this);
        single.flush(reason);
        for (RecordAssembler writer : writers.values()) {
            writer.flush(reason);
        }
    }

    /** Whether more changed than counters since the last {@link #save}. */
    public boolean isUnsaved() {
        return unsaved;
    }

    /** Whether it matters how many lines come: for their numbers, or for what is open. */
    public boolean countsLines() {
        return !numbered || single.countsLines() || writers.values().stream().anyMatch(RecordAssembler::countsLines);
    }

    /** Writes what is known, for another process to go on with the source; all but {@link #saveTexts}. */
    public void save(StateOutput out) throws IOException {
        ReaderState.write(this, out);
        unsaved = false;
    }

    /**
     * Reads what {@link #save} wrote. Only before the first line.
     *
     * @throws IOException if that is something else; this reader is of no use then
     */
    public void restore(StateInput in) throws IOException {
        ReaderState.read(this, limits.recordBytes(), in);
    }

    /** Writes what the fields of headers held, from which more may be learnt of them; only of the writer that has no name. */
    public void saveTexts(StateOutput out) throws IOException {
        FormatsState.writeTexts(formats, out);
    }

    /**
     * Reads what {@link #saveTexts} wrote, maybe some time before the rest.
     *
     * @throws IOException if that is something else
     */
    public void restoreTexts(StateInput in) throws IOException {
        FormatsState.readTexts(formats, in);
    }

    /** Lines of which it is not known yet to what they belong. */
    public long openLines() {
        long count = decoder.waiting() + (pending == null ? 0 : 1) + single.openLines();
        for (RecordAssembler writer : writers.values()) {
            count += writer.openLines();
        }
        return count;
    }

    /** Lines read so far. */
    public long lines() {
        return lines;
    }

    /** Bytes read so far. */
    public long bytes() {
        return bytes;
    }

    /** Format of the headers, for people. */
    public String format() {
        return formats.describe();
    }

    /** The transport's layers, for people; empty for plain lines. */
    public String envelope() {
        return decoder.describe();
    }
}
