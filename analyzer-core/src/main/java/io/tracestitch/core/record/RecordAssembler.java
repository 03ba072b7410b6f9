package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import io.tracestitch.core.asyncio.HookFailure;
import io.tracestitch.core.asyncio.LoggingError;
import io.tracestitch.core.asyncio.LoopMessage;
import io.tracestitch.core.asyncio.PythonWarning;
import io.tracestitch.core.asyncio.Unraisable;
import io.tracestitch.core.input.Context;
import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.record.LogRecord.End;
import io.tracestitch.core.record.OpenRecord.State;
import io.tracestitch.core.traceback.LineKind;
import io.tracestitch.core.traceback.StackDump;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackLine;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of one writer (or of several that nothing tells apart) together to records. Lines come in without their transport's
 * wrapping. Not thread-safe.
 */
public final class RecordAssembler {

    /** The first byte of what {@code python -m asyncio pstree} draws its tree with. */
    private static final byte BRANCH = (byte) 0xE2;

    /** Records that were interrupted and still miss their end. */
    static final int MAX_SUSPENDED = 16;
    /** Heads of records, in a stream of several writers, whose traceback may still come. */
    static final int MAX_WAITING = 8;
    /** A record that another one's header ended is kept for so many lines: a chain of exceptions may go on behind the interruption. */
    static final int LINGERING_LINES = 64;
    /** Records that are kept so at a time. */
    static final int MAX_LINGERING = 16;
    /** An interrupted record is given up after this many lines of others. */
    static final int MAX_ABSENCE = 2000;

    /** A longer line begins no block of the interpreter or of asyncio. */
    private static final int MAX_OPENING = 8192;
    private static final int MIN_RULER = 20;
    /** One above each record may be shorter. */
    private static final int MIN_RULE = 5;

    private final HeaderFormats formats;
    private final Consumer<LogRecord> sink;
    private final @Nullable RecordStarts starts;
    private final Limits limits;
    private final Literals telling;
    private final TracebackLine line = new TracebackLine();
    private final TracebackLine head = new TracebackLine();
    private final Header header = new Header();
    final List<OpenRecord> suspended = new ArrayList<>();
    final List<OpenRecord> waiting = new ArrayList<>();
    /** Ended records in their order, whose chain may still go on, and those that ended behind them. */
    final Deque<OpenRecord> lingering = new ArrayDeque<>();
    private final List<OpenRecord> pool = new ArrayList<>();
    @Nullable OpenRecord current;
    /** A head whose traceback may stand behind headers on every line. */
    @Nullable OpenRecord held;
    /** The position at which several writers were last seen to interrupt each other; 0 if they never were. */
    long interleaved;
    long seen;
    /** Position of the line taken last. Distances are told by positions, because numbers may jump. */
    long newest;
    /** The position up to which the first of the lingering records stays where it is. */
    long lingersUntil = Long.MAX_VALUE;
    private int headerLength;
    /** Whether the line taken last is a short ruler. */
    boolean ruler;

    /**
     * @param formats the header formats of the source, shared by its writers
     * @param limits how many bytes of one record are kept; counts what is cut
     * @param telling texts without one of which a record of one line tells nothing, whatever its level
     * @param sink gets each record when it is closed, but for those that tell nothing
     * @param starts is told of each record's first line, or null
     */
    RecordAssembler(HeaderFormats formats, Limits limits, Literals telling, Consumer<LogRecord> sink,
            @Nullable RecordStarts starts) {
        this.starts = starts;
        this.telling = telling;
        this.formats = formats;
        this.limits = limits;
        this.sink = sink;
    }

    /** Whether a header may come now without anything else to do than closing what is open. */
    boolean isQuiet() {
        return suspended.isEmpty() && waiting.isEmpty() && held == null && (current == null || !current.isUnfinished()
                && !current.viaHeader);
    }

    /** The formats of this writer's headers. */
    HeaderFormats formats() {
        return formats;
    }

    /** Length of the header of the line taken last. */
    int headerLength() {
        return headerLength;
    }

    /** For people: what the line taken last is. */
    String state() {
        OpenRecord open = current;
        if (open == null || open.state == State.HEAD) {
            return headerLength > 0 ? "record" : "continuation";
        }
        return headerLength > 0 && !open.viaHeader ? "record" : "traceback";
    }

    /** Closes what is open because another record begins; only while {@link #isQuiet}. */
    void next() {
        if (current != null) {
            if (mayWait(current)) {
                await(current);
            } else {
                close(current, End.NEXT_RECORD);
            }
            current = null;
        }
    }

    /** Whether several writers interrupted each other not long ago. */
    boolean isInterleaved() {
        return interleaved > 0 && newest - interleaved < MAX_ABSENCE;
    }

    /** Lines in records that are not complete. Most writers have one such record, or none. */
    long openLines() {
        long count = inputLines(current) + inputLines(held);
        for (OpenRecord open : suspended) {
            count += inputLines(open);
        }
        for (OpenRecord open : waiting) {
            count += inputLines(open);
        }
        for (OpenRecord open : lingering) {
            count += inputLines(open);
        }
        return count;
    }

    private static long inputLines(@Nullable OpenRecord open) {
        if (open == null) {
            return 0;
        }
        long count = open.lines.dropped();
        for (int i = 0; i < open.lines.count(); i++) {
            count += i == 0 || open.lines.position(i) != open.lines.position(i - 1) ? 1 : 0;
        }
        return count;
    }

    /** Whether it matters how many lines come next. */
    boolean countsLines() {
        return isInterleaved() || !lingering.isEmpty();
    }

    /** Whether the traceback below a message may come later, behind the lines of other writers. */
    private boolean mayWait(OpenRecord open) {
        return isInterleaved() && open.state == State.HEAD && open.level >= Level.WARNING && open.lines.count() == 1;
    }

    /**
     * Takes the next line: the bytes from {@code start} to {@code end}, without a line end.
     *
     * @param number the line's number
     * @param position which line of the source it is, counted from 1
     */
    void line(byte[] b, int start, int end, long number, long position, @Nullable Envelope envelope) {
        seen++;
        newest = position;
        if (position > lingersUntil) {
            release(false);
        }
        OpenRecord open = current;
        line.classify(b, start, end);
        boolean inside = open != null && (open.format != null || open.traceback >= 0);
        boolean quoted = open != null && open.quoted;
        boolean due = open != null && open.isUnfinished() && isDue(line);
        HeaderFormat format = quoted || due ? null : formats.match(b, start, end, inside, header);
        headerLength = format == null ? 0 : header.message - start;
        if (format != null) {
            header(b, start, end, number, format, envelope);
        } else {
            plain(b, start, end, number, envelope);
        }
        ruler = format == null && start < end && (b[start] == '-' || b[start] == '=') && isRuler(b, start, end, MIN_RULE);
        if (!suspended.isEmpty() || !waiting.isEmpty()) {
            giveUp();
        }
    }

    /** Whether the line can only go on with a traceback that is open: a mark of its grammar, or the exception's name. */
    private static boolean isDue(TracebackLine next) {
        return next.kind().isMark() || next.kind() == LineKind.EXCEPTION && next.indent() == 0 && next.isTitled();
    }

    private void header(byte[] b, int start, int end, long number, HeaderFormat format, @Nullable Envelope envelope) {
        OpenRecord open = current;
        int gap = gap(b, start);
        boolean deeper = open != null && open.repeated == format && open.level == header.level && gap > open.gap;
        int indent = open != null && deeper ? gap - open.gap : 0; // of the text itself
        int message = header.message - indent;
        line.classify(b, message, end);
        boolean ownHeader = open != null && open.repeated == format && open.format != format; // of tracebacks alone
        if (open != null && open.viaHeader && (ownHeader || continues(open))) {
            open.add(b, message, end, number, newest, line);
            return;
        }
        if (open != null && open.state == State.HEAD && open.level >= Level.WARNING && open.level == header.level
                && isContext(open, b, message, end)) {
            open.add(b, message, end, number, newest, line);
            return;
        }
        if (open != null && line.kind() == LineKind.FRAME && open.state == State.START && open.lines.count() == 1) {
            // the header stands on every line: what came before the traceback's first line is its head
            OpenRecord head = held != null ? held : open;
            held = null;
            if (head != open) {
                copyStart(open, head);
                recycle(open);
            }
            head.viaHeader = true;
            head.repeated = format;
            head.gap = open.gap;
            head.add(b, message, end, number, newest, line);
            current = head;
            return;
        }
        int level = header.level; // closing records reads other headers into the same object
        if (this.starts != null) {
            this.starts.headed(number, b, start, end, header, envelope);
            this.starts.release();
        }
        boolean starts = line.kind() == LineKind.START || line.kind() == LineKind.GROUP_START;
        if (held != null) {
            close(held, End.NEXT_RECORD);
            held = null;
        }
        if (open != null) {
            if (open.isUnfinished()) {
                suspend(open);
            } else if (starts && open.state == State.HEAD && open.level >= Level.WARNING && open.lines.count() == 1) {
                held = open;
            } else if (mayWait(open)) {
                await(open);
            } else {
                close(open, End.NEXT_RECORD);
            }
        }
        OpenRecord fresh = take().reset(format, level, envelope);
        LineKind kind = line.kind();
        line.classify(b, start, end);
        fresh.add(b, start, end, number, newest, line);
        fresh.touched = seen;
        fresh.gap = kind == LineKind.GROUP_START && b[message] == '+' ? Math.max(0, gap - 2) : gap - indent;
        fresh.afterRuler = ruler;
        if (starts || kind == LineKind.TEXT && TracebackLine.endsInStart(b, message, end)) {
            fresh.lines.setKind(0, starts ? kind : LineKind.START);
            fresh.traceback = 0;
            fresh.state = State.START;
        }
        current = fresh;
    }

    /** Whether the text goes on with the context of asyncio's report that the record began with, behind a header of its own. */
    private boolean isContext(OpenRecord open, byte[] b, int message, int end) {
        if (message >= end || b[message] < 'a' || b[message] > 'z' || b[end - 1] != '>' && b[end - 1] != ':') {
            return false;
        }
        int first = open.lines.start(0);
        byte[] data = open.lines.data();
        return open.format != null && open.format.match(data, first, open.lines.end(0), new Header())
                && LoopMessage.find(text(data, first, open.lines.end(0))) >= 0 && LoopMessage.isContextLine(text(b, message, end));
    }

    /** Blanks between the header and its message. */
    private int gap(byte[] b, int start) {
        int i = header.message;
        while (i > start && b[i - 1] == ' ') {
            i--;
        }
        return header.message - i;
    }

    private void copyStart(OpenRecord from, OpenRecord to) {
        Header parts = new Header();
        byte[] data = from.lines.data();
        int start = from.lines.start(0);
        int end = from.lines.end(0);
        int message = from.format != null && from.format.match(data, start, end, parts) ? parts.message : start;
        byte[] text = Arrays.copyOfRange(data, message, end);
        TracebackLine begin = new TracebackLine().classify(text, 0, text.length);
        to.add(text, 0, text.length, from.lines.number(0), from.lines.position(0), begin);
    }

    /** Whether the text behind a header belongs to a traceback that has a header on every line. */
    private boolean continues(OpenRecord open) {
        LineKind kind = line.kind();
        return switch (open.state) {
            case START, BOX, FRAME, SOURCE, CARETS, LINK -> true;
            case EXCEPTION -> kind == LineKind.BLANK || kind.isMark() && kind != LineKind.START || line.margin() > 0;
            case BLANK -> kind == LineKind.CAUSE_LINK || kind == LineKind.CONTEXT_LINK || kind == LineKind.BLANK;
            case HEAD -> false;
        };
    }

    /** Takes a line without a header, which has been classified. */
    private void plain(byte[] b, int start, int end, long number, @Nullable Envelope envelope) {
        if (held != null) {
            close(held, End.NEXT_RECORD); // the traceback behind the header is a message of its own
            held = null;
        }
        OpenRecord target = route(b, start, end);
        if (target == null) {
            target = take().reset(null, Level.UNKNOWN, envelope);
            boolean first = line.indent() == 0 && (!line.kind().isMark() || line.kind() == LineKind.STACK_START);
            target.block = first && beginsBlock(b, start, end);
            target.dump = target.block && StackDump.begins(text(b, start, end));
            current = target;
        }
        target.ruled |= target.state == State.HEAD && isRuler(b, start, end, MIN_RULER);
        target.add(b, start, end, number, newest, line);
        target.touched = seen;
    }

    /** The record that the line belongs to; null if it begins one. */
    private @Nullable OpenRecord route(byte[] b, int start, int end) {
        OpenRecord open = current;
        LineKind kind = line.kind();
        boolean starts = kind == LineKind.START || kind == LineKind.GROUP_START || kind == LineKind.BOX_START;
        if (starts && line.margin() == 0) {
            return forStart();
        }
        if ((kind == LineKind.CAUSE_LINK || kind == LineKind.CONTEXT_LINK) && line.margin() == 0 && orphan(open)) {
            OpenRecord first = revive();
            if (first != null) {
                if (open != null) {
                    park(open);
                }
                current = first;
                return first;
            }
        }
        if (!suspended.isEmpty()) {
            OpenRecord best = bestFit(b, start, end);
            if (best != null && best != open) {
                if (open != null) {
                    park(open);
                }
                suspended.remove(best);
                current = best;
                open = best;
            }
        }
        if (open == null) {
            return null;
        }
        if (beginsRecord(open, b, start, end)) {
            close(open, End.GRAMMAR);
            current = null;
            return null;
        }
        return open;
    }

    /** Whether a link between exceptions cannot belong to the open record. */
    private boolean orphan(@Nullable OpenRecord open) {
        return open == null || open.state == State.HEAD && !open.mayLink()
                && suspended.stream().noneMatch(s -> s.hasException());
    }

    /** The ended record that a link continues: the newest one that ended with an exception; null if there is none. */
    private @Nullable OpenRecord revive() {
        Iterator<OpenRecord> newestFirst = lingering.descendingIterator();
        while (newestFirst.hasNext()) {
            OpenRecord ended = newestFirst.next();
            if (ended.hasException() && ended.end == End.NEXT_RECORD) {
                newestFirst.remove();
                lingersUntil = newest; // those behind it may be due
                ended.confidence = Math.min(ended.confidence, 0.8);
                interleaved = newest;
                return ended;
            }
        }
        return null;
    }

    /** Where a line stands that starts a traceback: in the chain that expects it, below a head, or by itself. */
    private @Nullable OpenRecord forStart() {
        OpenRecord open = current;
        if (open != null && open.takesStart(line)) {
            boolean doubtful = open.state == State.HEAD && open.level != Level.UNKNOWN && open.level < Level.WARNING;
            if (!doubtful || waiting.isEmpty() && suspended.stream().noneMatch(s -> s.state == State.LINK)) {
                if (open.state == State.HEAD && open.format == null) {
                    keepHead(open);
                }
                return open;
            }
        }
        for (OpenRecord other : suspended) {
            if (other.state == State.LINK) {
                if (open != null) {
                    park(open);
                }
                suspended.remove(other);
                current = other;
                return other;
            }
        }
        OpenRecord next = null;
        if (open != null) {
            if (open.isUnfinished()) {
                suspend(open);
            } else {
                next = headBehind(open);
                close(open, End.GRAMMAR);
            }
            current = next;
        }
        if (next == null && !waiting.isEmpty()) {
            current = waiting.removeFirst();
            current.confidence = Math.min(current.confidence, 0.8);
            return current;
        }
        return next;
    }

    /**
     * In a log without any headers, the line between an exception and the next traceback is the message that the next one was logged
     * with: {@code logging}'s last resort prints just that. The line moves to a record of its own; null if there is none.
     */
    private @Nullable OpenRecord headBehind(OpenRecord open) {
        int last = open.lines.count() - 1;
        if (open.state != State.EXCEPTION || open.format != null || formats.hasStrong() || last <= open.exception
                || open.lines.indent(last) > 0 || open.lines.margin(last) > 0) {
            return null;
        }
        OpenRecord next = take().reset(null, Level.UNKNOWN, open.envelope);
        int start = open.lines.start(last);
        int end = open.lines.end(last);
        next.add(open.lines.data(), start, end, open.lines.number(last), open.lines.position(last),
                head.classify(open.lines.data(), start, end));
        next.touched = seen;
        open.lines.remove(last, last + 1);
        open.lines.drop(-1); // the line is the other one's
        return next;
    }

    /** Of text without any header, only the line right before a traceback is its head, or a block that began one. */
    private void keepHead(OpenRecord open) {
        if (open.block) {
            return;
        }
        int head = open.lines.count() - 1;
        while (head > 0 && open.lines.kind(head) == LineKind.BLANK) {
            head--;
        }
        open.lines.remove(0, head);
        open.lines.forgetDropped();
    }

    private @Nullable OpenRecord bestFit(byte[] b, int start, int end) {
        OpenRecord best = current;
        int score = current == null ? 0 : current.fit(line, b, start, end) + 1;
        int second = 0;
        for (OpenRecord other : suspended) {
            int fit = other.fit(line, b, start, end);
            if (fit > score) {
                second = score;
                score = fit;
                best = other;
            } else {
                second = Math.max(second, fit);
            }
        }
        if (best != null && second > score - 3 && second > 0) {
            best.confidence = Math.min(best.confidence, 0.6);
        }
        return best;
    }

    /** Whether a line without header begins something of its own although a record is open. */
    private boolean beginsRecord(OpenRecord open, byte[] b, int start, int end) {
        if (open.quoted || line.indent() > 0 || line.margin() > 0 || line.kind() == LineKind.BLANK || open.isUnfinished()) {
            return false;
        }
        if (open.dump) {
            return !StackDump.continues(text(b, start, end));
        }
        if (line.kind().isMark()) {
            return line.kind() == LineKind.STACK_START && StackDump.begins(text(b, start, end));
        }
        if (open.format == null) {
            boolean ended = open.state == State.BLANK && !formats.hasStrong()
                    || open.block && open.state == State.HEAD && line.kind() == LineKind.TEXT
                    || open.state == State.EXCEPTION && isRuler(b, start, end, MIN_RULER);
            return ended || beginsBlock(b, start, end);
        }
        byte c = b[start];
        if (open.ruled && open.state == State.EXCEPTION && isRuler(b, start, end, MIN_RULER)) {
            return true;
        }
        if (c != 'E' && c != 'O' && c != '-' && c != 'T' && c != 'F' && c != 'C' && c != '*' && c != 'P'
                && c != 't' && c != BRANCH && !mayBeWarning(b, start, end)) {
            return false;
        }
        return isPrinted(text(b, start, end));
    }

    /** Whether the line begins what the interpreter prints to standard error. */
    private static boolean isPrinted(String text) {
        return HookFailure.begins(text) || Unraisable.parse(text).isPresent() || LoggingError.begins(text) || PythonWarning.mayBe(text)
                || StackDump.begins(text);
    }

    /** A line of nothing but {@code =} or {@code -}, as test runners and servers print around their reports. */
    private static boolean isRuler(byte[] b, int start, int end, int least) {
        for (int i = start; i < end; i++) {
            if (b[i] != b[start] || b[i] != '=' && b[i] != '-') {
                return false;
            }
        }
        return end - start >= least;
    }

    private static boolean beginsBlock(byte[] b, int start, int end) {
        if (end - start > MAX_OPENING) {
            return false;
        }
        String text = text(b, start, end);
        return isPrinted(text) || LoopMessage.mayBe(text);
    }

    /** {@code path:12: RuntimeWarning: ...} has a colon and a digit behind it early in the line. */
    private static boolean mayBeWarning(byte[] b, int start, int end) {
        int limit = Math.min(end - 1, start + 300);
        for (int i = start + 1; i < limit; i++) {
            if (b[i] == ':' && b[i + 1] >= '0' && b[i + 1] <= '9') {
                return true;
            }
        }
        return false;
    }

    private void suspend(OpenRecord open) {
        interleaved = newest;
        suspended.add(open);
        if (suspended.size() > MAX_SUSPENDED) {
            close(suspended.removeFirst(), End.LIMIT);
        }
    }

    /** The current record gives way to another one for a line. */
    private void park(OpenRecord open) {
        if (open.state == State.HEAD && open.lines.count() == 1 && open.level >= Level.WARNING) {
            await(open);
        } else if (open.state == State.HEAD) {
            close(open, End.NEXT_RECORD);
        } else {
            suspend(open);
        }
    }

    private void await(OpenRecord open) {
        waiting.add(open);
        if (waiting.size() > MAX_WAITING) {
            close(waiting.removeFirst(), End.NEXT_RECORD);
        }
    }

    private void giveUp() {
        for (int i = suspended.size() - 1; i >= 0; i--) {
            if (seen - suspended.get(i).touched > MAX_ABSENCE) {
                close(suspended.remove(i), End.LIMIT);
            }
        }
        while (!waiting.isEmpty() && seen - waiting.getFirst().touched > LINGERING_LINES) {
            close(waiting.removeFirst(), End.NEXT_RECORD);
        }
    }

    /** Closes all that is open. */
    void flush(End reason) {
        for (OpenRecord open : suspended) {
            close(open, reason);
        }
        suspended.clear();
        for (OpenRecord open : waiting) {
            close(open, reason);
        }
        waiting.clear();
        if (held != null) {
            close(held, reason);
            held = null;
        }
        if (current != null) {
            close(current, reason);
            current = null;
        }
        release(true);
    }

    private OpenRecord take() {
        return pool.isEmpty() ? new OpenRecord(limits.recordBytes()) : pool.removeLast();
    }

    private void recycle(OpenRecord open) {
        if (pool.size() < MAX_SUSPENDED) {
            pool.add(open);
        }
    }

    private void close(OpenRecord open, End reason) {
        int last = open.lines.count() - 1;
        if (open.afterRuler && reason == End.NEXT_RECORD && last > 0
                && isRuler(open.lines.data(), open.lines.start(last), open.lines.end(last), MIN_RULE)) {
            open.lines.remove(last, last + 1);
            open.lines.drop(-1); // the line was no part of it
        }
        open.end = reason;
        open.closed = newest;
        boolean mayGoOn = open.hasException() && reason == End.NEXT_RECORD;
        boolean mayMatter = open.traceback >= 0 || open.level == Level.UNKNOWN || open.level >= Level.WARNING;
        if (mayGoOn || mayMatter && !lingering.isEmpty()) {
            lingering.addLast(open);
            release(false);
        } else {
            give(open);
        }
    }

    /** Gives out ended records in their order: those that waited long enough, or all. */
    private void release(boolean all) {
        while (!lingering.isEmpty()) {
            OpenRecord first = lingering.getFirst();
            boolean waits = first.hasException() && first.end == End.NEXT_RECORD
                    && newest - first.closed <= LINGERING_LINES && lingering.size() <= MAX_LINGERING;
            if (waits && !all) {
                lingersUntil = first.closed + LINGERING_LINES;
                return;
            }
            give(lingering.removeFirst());
        }
        lingersUntil = Long.MAX_VALUE;
    }

    private void give(OpenRecord open) {
        if (open.cut) {
            limits.hit(Limits.RECORD_BYTES);
        }
        if (open.end == End.LIMIT) {
            limits.hit(Limits.INTERRUPTED);
        }
        if (open.lines.count() > 0 && !tellsNothing(open)) {
            sink.accept(record(open, open.end));
        }
        recycle(open);
    }

    /** Whether the record is a plain line that no pattern can explain. The last one of a log is given out for its time. */
    private boolean tellsNothing(OpenRecord open) {
        TextLines lines = open.lines;
        return open.end == End.NEXT_RECORD && open.traceback < 0 && lines.count() == 1 && open.format != null
                && open.level != Level.UNKNOWN && !telling.occurIn(lines.data(), lines.start(0), lines.end(0));
    }

    /** Says that the line taken last lost its end. */
    void markCut() {
        if (current != null) {
            current.lineCut = true;
        }
    }

    private LogRecord record(OpenRecord open, End reason) {
        byte[] data = open.lines.data();
        int start = open.lines.start(0);
        Header h = header;
        Envelope envelope = open.envelope;
        boolean headed = open.format != null && open.format.match(data, start, open.lines.end(0), h);
        if (!headed) {
            h.clear();
            h.message = start;
        }
        if (headed) {
            latest(open, data, start, h);
        }
        if (headed && open.format.isTrailed()) {
            int last = (open.traceback < 0 ? open.lines.count() : open.traceback) - 1;
            if (last > 0) {
                Trailer.read(data, open.lines.start(last), open.lines.end(last), h); // behind a message of several lines
            }
        }
        String time = part(data, h.timeStart, h.timeLength);
        String level = part(data, h.levelStart, h.levelLength);
        if (level != null && level.length() == 1) {
            level = Level.name(h.level);
        }
        boolean bare = envelope == null;
        return new LogRecord(open.lines, open.traceback, h.message, headed, h.level, level,
                time == null && !bare ? envelope.time() : time,
                part(data, h.loggerStart, h.loggerLength),
                or(part(data, h.processStart, h.processLength), bare ? null : envelope.process()),
                part(data, h.threadStart, h.threadLength), part(data, h.taskStart, h.taskLength),
                (bare ? Context.NONE : envelope.context()).withRequest(part(data, h.requestStart, h.requestLength)), reason,
                open.cut || open.lineCut, open.confidence);
    }

    /** Reads the header again if more was learnt of its fields since the record began. Its message stays where it was. */
    private void latest(OpenRecord open, byte[] data, int start, Header h) {
        HeaderFormat used = open.format;
        HeaderFormat latest = used == null ? null : formats.latest(used);
        if (used == null || latest == null || latest == used) {
            return;
        }
        int message = h.message;
        if (latest.match(data, start, open.lines.end(0), h) && h.message == message) {
            open.format = latest;
        } else {
            used.match(data, start, open.lines.end(0), h);
        }
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }

    private static @Nullable String part(byte[] data, int start, int length) {
        return length == 0 ? null : new String(data, start, length, StandardCharsets.UTF_8);
    }

    private static String text(byte[] b, int start, int end) {
        return new String(b, start, end - start, StandardCharsets.UTF_8);
    }
}
