package io.tracestitch.core.record;

import java.util.Arrays;

import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.traceback.LineKind;
import io.tracestitch.core.traceback.StackDump;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackLine;
import org.jspecify.annotations.Nullable;

/**
 * A record while its lines come in: what it holds, and what its traceback's grammar expects next. The automaton follows the order in
 * which CPython's {@code Lib/traceback.py} prints. Reused; not thread-safe.
 */
final class OpenRecord {

    /** Where in the grammar the record stands. */
    enum State {
        /** No traceback yet: the message, or a stack. */
        HEAD,
        /** A traceback has begun. */
        START,
        /** Inside of what rich or IPython draw; ends with the exception's line. */
        BOX,
        /** A frame's line was last. */
        FRAME,
        /** A source line was last. */
        SOURCE,
        /** Carets, or a "repeated" mark, were last. */
        CARETS,
        /** The exception's line or more of its message was last. */
        EXCEPTION,
        /** A blank line stands behind the exception. */
        BLANK,
        /** A link to the next exception of the chain was last, or a rule of a group. */
        LINK
    }

    /** Lines of text without a header that may still turn out to be the head of a traceback. */
    private static final int MAX_PLAIN = 64;

    final TextLines lines = new TextLines();
    private final int maxBytes;
    @Nullable HeaderFormat format;
    State state = State.HEAD;
    /** Index of the first of the newest lines in a row that may name an exception, while there is no traceback yet; or -1. */
    int named = -1;
    /** Index of the traceback's first line, or -1. */
    int traceback = -1;
    /** Index of the line that names the newest exception; meaningful in {@link State#EXCEPTION}. */
    int exception;
    int level;
    int frameIndent;
    /** How far a drawn traceback is indented as a whole, as below the columns of rich's handler. */
    int boxIndent;
    /** How far the traceback's first line is indented: its other lines are too, and lose as much. */
    int shift;
    int margin;
    boolean quoted;
    boolean viaHeader;
    /** The header that stands on every line of the traceback, and how many blanks stand between it and the text. */
    @Nullable HeaderFormat repeated;
    int gap;
    /** Whether a ruler stands above the traceback: one below it ends the record. */
    boolean ruled;
    /** Whether a ruler stands above the header, so that the one below the record is the next one's. */
    boolean afterRuler;
    boolean cut;
    /** Whether one of its lines lost its end. */
    boolean lineCut;
    /** Whether the first line, without a header, is known to begin a block of its own, such as a report of asyncio. */
    boolean block;
    /** Whether that block is a stack dump. */
    boolean dump;
    double confidence = 1;
    /** The envelope of the first line, if there was one. */
    @Nullable Envelope envelope;
    long touched;
    /** Why the record ended, and at which position in the input; meaningful once it has. */
    LogRecord.End end = LogRecord.End.GRAMMAR;
    long closed;

    /** @param maxBytes of a longer record the middle is cut out */
    OpenRecord(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    OpenRecord reset(@Nullable HeaderFormat header, int headerLevel, @Nullable Envelope from) {
        lines.clear();
        format = header;
        level = headerLevel;
        envelope = from;
        state = State.HEAD;
        traceback = -1;
        frameIndent = 2;
        margin = 0;
        quoted = false;
        viaHeader = false;
        repeated = header;
        gap = 0;
        ruled = false;
        afterRuler = false;
        cut = false;
        lineCut = false;
        named = -1;
        shift = 0;
        block = false;
        dump = false;
        confidence = 1;
        return this;
    }

    /** Whether more must come: the traceback has begun and its exception has not been named. */
    boolean isUnfinished() {
        return switch (state) {
            case START, BOX, FRAME, SOURCE, CARETS, LINK -> true;
            case HEAD, EXCEPTION, BLANK -> false;
        };
    }

    /** Whether an exception has been named, and the text or a chain may go on. */
    boolean hasException() {
        return state == State.EXCEPTION || state == State.BLANK;
    }

    /** Whether a link between exceptions may stand below what the record holds: a line that names an exception, or nothing known. */
    boolean mayLink() {
        return format == null || exceptionBefore(lines.count()) >= 0;
    }

    /** Whether a traceback that begins with this line belongs to this record and not to a new one. */
    boolean takesStart(TracebackLine line) {
        return switch (state) {
            case HEAD, LINK -> true;
            case START, FRAME, SOURCE, CARETS -> line.margin() > 0 && margin > 0;
            case BOX -> false;
            case EXCEPTION -> quoted || line.margin() > 0 && margin > 0 || announced();
            case BLANK -> quoted || format != null && announced();
        };
    }

    /** Whether the message's last line ends in a colon: what follows is quoted, not printed for itself. */
    private boolean announced() {
        int last = lines.count() - 1;
        while (last > 0 && lines.kind(last) == LineKind.BLANK) {
            last--;
        }
        int end = lines.end(last);
        return last > traceback && end > lines.content(last) && lines.data()[end - 1] == ':';
    }

    /** Appends a line and moves on in the grammar. */
    void add(byte[] b, int from, int end, long number, long position, TracebackLine line) {
        int start = from;
        if (shift > 0 && line.margin() == 0 && line.indent() >= shift) {
            start = from + shift; // the traceback is indented as a whole
            line.classify(b, start, end);
        }
        if (state == State.HEAD && format == null && !block && lines.count() >= MAX_PLAIN) {
            lines.remove(0, MAX_PLAIN / 2);
            named = named < MAX_PLAIN / 2 ? -1 : named - MAX_PLAIN / 2;
            lines.forgetDropped();
        }
        if (lines.size() + (end - start) > maxBytes && lines.count() > 8) {
            cutMiddle();
        }
        int stop = Math.min(end, start + maxBytes);
        cut |= stop < end;
        lines.add(b, start, stop, number, position, line);
        advance(line);
    }

    /** Keeps the beginning and the newest part: the exception's line stands at the end. */
    private void cutMiddle() {
        int from = 0;
        while (from < lines.count() && lines.start(from) < maxBytes / 4) {
            from++;
        }
        from = Math.max(from, Math.min(4, lines.count()));
        int to = from;
        while (to < lines.count() && lines.start(to) - lines.start(from) < maxBytes / 2) {
            to++;
        }
        for (int i = to; i < lines.count() && traceback >= 0; i++) {
            if (lines.margin(i) == 0 && (lines.kind(i) == LineKind.START || lines.kind(i) == LineKind.GROUP_START)) {
                to = i; // the chain goes on with a whole exception
                break;
            }
        }
        if (traceback >= from) {
            traceback = traceback < to ? from : traceback - (to - from);
        }
        named = named < to ? Math.min(named, from - 1) : named - (to - from);
        lines.remove(from, to);
        cut = true;
    }

    private void advance(TracebackLine line) {
        LineKind kind = line.kind();
        if (kind == LineKind.QUOTE) {
            quote();
            return;
        }
        if (quoted) {
            return;
        }
        if (line.margin() > 0) {
            margin = line.margin();
        }
        State before = state;
        switch (state) {
            case HEAD -> fromHead(line);
            case START -> state = kind == LineKind.FRAME ? frame(line) : kind == LineKind.BLANK ? State.START
                    : kind == LineKind.START || kind == LineKind.GROUP_START ? State.START
                    : State.EXCEPTION;
            case BOX -> state = line.indent() <= boxIndent && line.isTitled() ? State.EXCEPTION : State.BOX;
            case FRAME, SOURCE, CARETS -> state = inFrames(line);
            case EXCEPTION, BLANK -> state = behindException(line);
            case LINK -> state = kind == LineKind.BLANK ? State.LINK
                    : kind == LineKind.START || kind == LineKind.GROUP_START ? State.START
                    : kind == LineKind.BOX_START ? box(line) : State.EXCEPTION;
        }
        if (state == State.EXCEPTION && before != State.EXCEPTION && before != State.BLANK) {
            exception = lines.count() - 1;
        }
    }

    private State box(TracebackLine line) {
        boxIndent = line.indent();
        return State.BOX;
    }

    private State frame(TracebackLine line) {
        frameIndent = line.indent();
        return State.FRAME;
    }

    private void quote() {
        int last = lines.count() - 1;
        if (!quoted && state == State.HEAD && last > 0 && lines.kind(last - 1) == LineKind.EXCEPTION) {
            traceback = last - 1;
            state = State.EXCEPTION;
        }
        quoted = state == State.EXCEPTION && !quoted;
    }

    private void fromHead(TracebackLine line) {
        noteName();
        int last = lines.count() - 1;
        switch (line.kind()) {
            case START, GROUP_START -> {
                traceback = last;
                state = State.START;
                shift = line.kind() == LineKind.START && line.margin() == 0 ? line.indent() : 0;
            }
            case BOX_START -> {
                traceback = last;
                state = box(line);
            }
            case STACK_START -> {
                if (StackDump.hasException(lines.slice(lines.content(last), lines.end(last)))) {
                    traceback = last;
                    state = State.START;
                }
            }
            case TEXT -> {
                if (TracebackLine.endsInStart(lines.data(), lines.content(last), lines.end(last))) {
                    lines.setKind(last, LineKind.START);
                    traceback = last;
                    state = State.START;
                }
            }
            case CAUSE_LINK, CONTEXT_LINK -> {
                int found = exceptionBefore(last);
                if (found >= 0) {
                    traceback = found;
                    state = State.LINK;
                }
            }
            case RULE -> {
                int found = last;
                while (found > 0 && lines.margin(found - 1) > 0) {
                    found--;
                }
                if (found < last) {
                    traceback = found;
                    state = State.LINK;
                }
            }
            default -> { }
        }
    }

    /** The line that names an exception without a traceback, which stands before a link. */
    private int exceptionBefore(int link) {
        if (named < 0 || named >= link) {
            return -1;
        }
        int last = named;
        while (format == null && last + 1 < link && isName(last + 1)) {
            last++;
        }
        return last;
    }

    private boolean isName(int i) {
        return lines.kind(i) == LineKind.EXCEPTION && lines.indent(i) == 0;
    }

    /** Remembers where the newest lines that may name an exception begin. */
    private void noteName() {
        int last = lines.count() - 1;
        if (last >= (format == null ? 0 : 1) && isName(last) && !(named >= 0 && isName(last - 1))) {
            named = last;
        }
    }

    private State inFrames(TracebackLine line) {
        switch (line.kind()) {
            case FRAME -> {
                return frame(line);
            }
            case CARETS, REPEAT -> {
                return State.CARETS;
            }
            case BLANK -> {
                return state;
            }
            case CAUSE_LINK, CONTEXT_LINK -> {
                return State.LINK;
            }
            default -> {
                boolean source = line.indent() > frameIndent
                        || frameIndent == 0 && state == State.FRAME && !line.isTitled();
                return source ? State.SOURCE : State.EXCEPTION;
            }
        }
    }

    private State behindException(TracebackLine line) {
        return switch (line.kind()) {
            case BLANK -> State.BLANK;
            case CAUSE_LINK, CONTEXT_LINK -> State.LINK;
            case RULE -> isNumbered() ? State.LINK : State.EXCEPTION;
            case START, GROUP_START -> margin > 0 && line.margin() > 0 ? State.START : State.EXCEPTION;
            default -> State.EXCEPTION;
        };
    }

    /** Whether the last line, a rule, announces another child of the group. */
    private boolean isNumbered() {
        int last = lines.count() - 1;
        for (int i = lines.content(last); i < lines.end(last); i++) {
            byte c = lines.data()[i];
            if (c >= '0' && c <= '9' || c == '.') {
                return true;
            }
        }
        return false;
    }

    /** How well the line fits what the grammar expects next; higher is better, 0 and less not at all. */
    int fit(TracebackLine line, byte[] b, int start, int end) {
        LineKind kind = line.kind();
        boolean marked = line.margin() > 0 || kind == LineKind.RULE;
        int margins = margin > 0 == marked ? 0 : -8;
        return margins + switch (state) {
            case HEAD -> 1;
            case START -> kind == LineKind.FRAME ? 10 : 2;
            case BOX -> 2;
            case FRAME -> kind == LineKind.FRAME || kind == LineKind.EXCEPTION && line.indent() == 0 ? 3
                    : line.indent() > frameIndent && kind != LineKind.CARETS ? 10 : 0;
            case SOURCE -> switch (kind) {
                case CARETS -> caretsFit(line, end - start) ? 10 : -4;
                case FRAME -> 6 + (calls(b, line.content(), end) ? 5 : 0);
                case EXCEPTION -> line.indent() == 0 ? 6 + (raises(b, line.content(), end) ? 5 : 0) : 1;
                case REPEAT -> 6;
                default -> line.indent() > frameIndent ? 1 : 2;
            };
            case CARETS -> switch (kind) {
                case FRAME -> 7 + (calls(b, line.content(), end) ? 5 : 0);
                case EXCEPTION -> line.indent() == 0 ? 7 + (raises(b, line.content(), end) ? 5 : 0) : 1;
                case CARETS -> -2;
                default -> line.indent() > frameIndent ? 3 : 2;
            };
            case EXCEPTION -> kind == LineKind.BLANK ? 3 : kind == LineKind.TEXT && line.indent() < 4 ? 2
                    : kind == LineKind.RULE ? 9 : kind == LineKind.FRAME || kind == LineKind.CARETS ? -4 : 1;
            case BLANK -> kind == LineKind.CAUSE_LINK || kind == LineKind.CONTEXT_LINK ? 10 : 0;
            case LINK -> kind == LineKind.BLANK ? 9 : kind == LineKind.START || kind == LineKind.GROUP_START ? 10 : 1;
        };
    }

    /** Carets never reach beyond the source line above them. */
    private boolean caretsFit(TracebackLine line, int length) {
        int last = lines.count() - 1;
        return length <= lines.end(last) - lines.start(last) + 1 && line.indent() >= lines.indent(last);
    }

    /** Whether the newest source line calls the function that the frame's line names. */
    private boolean calls(byte[] b, int start, int end) {
        int name = end;
        while (name > start && b[name - 1] != ' ' && b[name - 1] != '.') {
            name--;
        }
        return mentions(b, name, end);
    }

    /** Whether the newest source line names the exception's type. */
    private boolean raises(byte[] b, int start, int end) {
        int to = start;
        int from = start;
        while (to < end && b[to] != ':') {
            from = b[to] == '.' ? to + 1 : from;
            to++;
        }
        return mentions(b, from, to);
    }

    private boolean mentions(byte[] b, int from, int to) {
        if (to - from < 2) {
            return false;
        }
        int last = lines.count() - 1;
        while (last > 0 && lines.kind(last) == LineKind.CARETS) {
            last--;
        }
        byte[] data = lines.data();
        for (int i = lines.content(last); i + (to - from) <= lines.end(last); i++) {
            if (Arrays.equals(data, i, i + (to - from), b, from, to)) {
                return true;
            }
        }
        return false;
    }
}
