package io.tracestitch.core;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.tracestitch.core.asyncio.HookFailure;
import io.tracestitch.core.asyncio.LoggingError;
import io.tracestitch.core.asyncio.LoopMessage;
import io.tracestitch.core.asyncio.Place;
import io.tracestitch.core.asyncio.PythonWarning;
import io.tracestitch.core.asyncio.Reprs;
import io.tracestitch.core.asyncio.StackFrame;
import io.tracestitch.core.asyncio.TaskRepr;
import io.tracestitch.core.asyncio.Unraisable;
import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.record.Level;
import io.tracestitch.core.record.Limits;
import io.tracestitch.core.record.LogRecord;
import io.tracestitch.core.record.RecordTime;
import io.tracestitch.core.traceback.ExceptionLine;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.LineKind;
import io.tracestitch.core.traceback.ParsedTraceback;
import io.tracestitch.core.traceback.StackDump;
import io.tracestitch.core.traceback.TextLines;
import io.tracestitch.core.traceback.TracebackParser;
import org.jspecify.annotations.Nullable;

/** Turns closed records into events: parses the traceback, reads asyncio's message, and says what it is. Not thread-safe. */
final class EventBuilder {

    /** A dump begins in the first lines of a record, or it is part of a message. */
    private static final int DUMP_LINES = 4;

    private final TracebackParser parser = new TracebackParser();
    private final Limits limits;
    private final ZoneId zone;
    private final boolean raw;

    EventBuilder(ZoneId zone, boolean raw, Limits limits) {
        this.limits = limits;
        this.zone = zone;
        this.raw = raw;
    }

    /** The event that the record is, or may be if a pattern explains it (kind {@link EventKind#LOG}); null for a plain record. */
    @Nullable Event build(String source, LogRecord record) {
        TextLines lines = record.lines();
        int count = lines.count();
        int start = record.traceback();
        if (start < 0 && record.isQuiet() && count == 1) {
            return null;
        }
        if (start < 0) {
            start = bareException(record);
        }
        int messageEnd = start < 0 ? count : start;
        String message = start == 0 ? headOf(record) : text(record, messageEnd);
        ParsedTraceback parsed = start < 0 ? null : parser.parse(lines, start, count);
        if (parsed != null && parsed.limited()) {
            limits.hit(Limits.TRACEBACK);
        }
        ExceptionTree tree = parsed == null ? null : parsed.tree();
        if (parsed != null && start > 0 && record.isQuiet() && unwindsAll(parsed)) {
            return build(source, record.withoutHead(start));
        }
        List<Frame> stack = parsed == null ? List.of() : parsed.stack();
        if (tree != null && parsed.last() < count && lines.kind(parsed.last()) == LineKind.STACK_START) {
            stack = parser.parse(lines, parsed.last(), count).stack();
        }
        boolean shown = start >= 0 && lines.kind(start) == LineKind.STACK_START;
        int dump = shown ? start : dump(lines, messageEnd);
        if (shown) {
            message = (message + '\n' + lines.text(start)).strip();
        }
        if (dump >= 0 && tree == null) {
            stack = StackDump.frames(lines, dump, count);
        }
        Optional<LoopMessage> loop = dump >= 0 ? Optional.empty() : loopMessage(record, message);
        Optional<PythonWarning> warning = dump >= 0 || loop.isPresent() || parsed != null ? Optional.empty() : warning(message);
        EventKind kind = dump >= 0 ? EventKind.STACK_DUMP : kind(record, message, parsed, loop, warning);
        if (kind == null) {
            return null;
        }
        TaskRef task = loop.map(m -> taskRef(m)).orElse(null);
        if (dump >= 0 && Reprs.parse(StackDump.task(lines.text(dump))) instanceof TaskRepr repr) {
            task = taskRef(repr, repr.createdAt());
        }
        if (warning.isPresent()) {
            stack = frames(warning.get());
            String coroutine = warning.get().coroutine();
            task = coroutine == null ? null : new TaskRef(null, coroutine, null, null, null, null);
        } else if (loop.isPresent() && stack.isEmpty()) {
            stack = frames(loop.get().creationStack());
        }
        boolean truncated = record.cut() || parsed != null && (parsed.truncated() || tree == null);
        long first = lines.number(0);
        Instant time = record.time() == null ? null : RecordTime.parse(record.time(), zone);
        return new Event(source, first, lines.number(lastLine(lines)), time, record.time(), record.levelText(), record.logger(),
                record.process(), record.thread(), "None".equals(record.task()) ? null : record.task(), kind, message, tree,
                stack, task, loop.map(LoopMessage::seconds).orElse(null), null, null, Severity.ERROR, List.of(),
                EndedBy.valueOf(record.end().name()), truncated, record.confidence(), source + ":" + first, "",
                raw ? lines.text(0, count) : null);
    }

    /**
     * Index of the line that names an exception without a traceback, or -1. {@code logging} prints nothing but this line below the
     * message where an exception was set but never raised, as on a future that nobody looks at.
     */
    private static int bareException(LogRecord record) {
        TextLines lines = record.lines();
        boolean bad = record.level() >= Level.ERROR;
        if (lines.count() < 2 || !bad && !LoopMessage.mayBe(text(record, 1)) && LoopMessage.find(text(record, 1)) < 0) {
            return -1;
        }
        int last = lines.count() - 1;
        for (int i = 1; i <= last; i++) {
            if (i == last && i > 1 && lines.indent(i) == 0 && ExceptionLine.isDotted(lines.text(i))) {
                return i;
            }
            if (lines.kind(i) == LineKind.EXCEPTION && lines.indent(i) == 0 && lines.margin(i) == 0
                    && ExceptionLine.isNamed(lines.text(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the line that begins a stack dump in the message, or -1. */
    private static int dump(TextLines lines, int messageEnd) {
        for (int i = 0; i < Math.min(messageEnd, DUMP_LINES); i++) {
            if (StackDump.begins(lines.text(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the last line that is not blank. */
    static int lastLine(TextLines lines) {
        int last = lines.count() - 1;
        while (last > 0 && lines.kind(last) == LineKind.BLANK) {
            last--;
        }
        return last;
    }

    /** The message before a traceback that begins on the header's own line. */
    private static String headOf(LogRecord record) {
        String text = record.headed() ? text(record, 1) : "";
        int at = text.indexOf("Traceback (most recent call last):");
        return at > 0 ? text.substring(0, at).strip() : "";
    }

    private static String text(LogRecord record, int to) {
        TextLines lines = record.lines();
        return lines.slice(record.messageStart(), lines.end(to - 1)).stripTrailing();
    }

    private static Optional<LoopMessage> loopMessage(LogRecord record, String message) {
        if (LoopMessage.mayBe(message)) {
            return LoopMessage.parse(message);
        }
        int line = message.indexOf('\n');
        int at = LoopMessage.find(line < 0 ? message : message.substring(0, line));
        if (at > 0) {
            // the pairs of structlog's key-value renderer are reprs, line ends and all
            String text = message.substring(at);
            return LoopMessage.parse(line < 0 ? text.replace("\\n", "\n") : text);
        }
        if (line > 0 && LoopMessage.mayBe(message.substring(line + 1).lines().findFirst().orElse(""))) {
            return LoopMessage.parse(message.substring(line + 1)); // the header fills the first line
        }
        boolean itsLogger = record.logger() == null || record.logger().equals("asyncio");
        return line > 0 && itsLogger ? LoopMessage.parse(message) : Optional.empty();
    }

    private static Optional<PythonWarning> warning(String message) {
        int line = message.indexOf('\n');
        return PythonWarning.mayBe(line < 0 ? message : message.substring(0, line)) ? PythonWarning.parse(message)
                : Optional.empty();
    }

    private static @Nullable EventKind kind(LogRecord record, String message, @Nullable ParsedTraceback parsed,
            Optional<LoopMessage> loop, Optional<PythonWarning> warning) {
        if (loop.isPresent()) {
            return EventKind.valueOf(loop.get().kind().name());
        }
        int line = message.indexOf('\n');
        String first = line < 0 ? message : message.substring(0, line);
        if (!record.headed() || parsed != null) {
            if (LoggingError.begins(first)) {
                return EventKind.LOGGING_ERROR;
            }
            Optional<Unraisable> unraisable = Unraisable.parse(first);
            if (unraisable.isPresent()) {
                return unraisable.get().kind() == Unraisable.Kind.THREAD && !first.startsWith("Exception ignored") ? EventKind.EXCEPTION_IN_THREAD
                        : EventKind.EXCEPTION_UNRAISABLE;
            }
        }
        if (parsed != null) {
            boolean crashed = record.end() == LogRecord.End.END_OF_INPUT && unwindsAll(parsed);
            if (!record.headed() && HookFailure.begins(first)) {
                return EventKind.EXCEPTION_UNCAUGHT;
            }
            if (isLambdaCrash(record, message, parsed.tree())) {
                return EventKind.EXCEPTION_UNCAUGHT;
            }
            if (record.headed() || !message.isEmpty() && !crashed) {
                return "asyncio".equals(record.logger()) ? EventKind.LOOP_ERROR : EventKind.EXCEPTION_LOGGED;
            }
            return record.end() == LogRecord.End.END_OF_INPUT ? EventKind.EXCEPTION_UNCAUGHT : EventKind.EXCEPTION_PRINTED;
        }
        if ("asyncio".equals(record.logger()) && record.level() >= Level.ERROR) {
            return EventKind.LOOP_ERROR;
        }
        if (warning.isPresent()) {
            return switch (warning.get().kind()) {
                case COROUTINE_NEVER_AWAITED -> EventKind.COROUTINE_NEVER_AWAITED;
                case RESOURCE_UNCLOSED -> EventKind.RESOURCE_UNCLOSED;
                default -> EventKind.LOG;
            };
        }
        return record.isQuiet() ? null : EventKind.LOG;
    }

    /** AWS Lambda's runtime names what its handler did not catch before the traceback: {@code [ERROR] KeyError: 'id'}. */
    private static boolean isLambdaCrash(LogRecord record, String message, @Nullable ExceptionTree tree) {
        return tree != null && record.headed() && record.time() == null && record.logger() == null && tree.type().indexOf('.') < 0
                && message.equals(tree.message().isEmpty() ? tree.type() : tree.type() + ": " + tree.message());
    }

    /** Whether the exception went through all of the program: its oldest frame is the module's. */
    private static boolean unwindsAll(ParsedTraceback parsed) {
        ExceptionTree tree = parsed.tree();
        return tree != null && !tree.frames().isEmpty() && tree.frames().getFirst().function().equals("<module>");
    }

    private static @Nullable TaskRef taskRef(LoopMessage message) {
        TaskRepr task = message.task();
        return task == null ? null : taskRef(task, message.createdAt() != null ? message.createdAt() : task.createdAt());
    }

    private static TaskRef taskRef(TaskRepr task, @Nullable Place created) {
        return new TaskRef(task.name(), task.coroutineName(), task.state() == null ? null : task.state().id(), place(task.place()),
                place(created), task.waitFor() == null ? null : task.waitFor().text());
    }

    private static TaskRef.@Nullable Place place(@Nullable Place place) {
        return place == null ? null : new TaskRef.Place(place.file(), place.line());
    }

    /** Where the warning points at, and the coroutine's creation behind it, oldest call first. */
    private static List<Frame> frames(PythonWarning warning) {
        List<Frame> out = new ArrayList<>(frames(warning.createdAt()));
        if (out.isEmpty()) {
            out.add(Frame.of(warning.place().file(), warning.place().line(), "", warning.source()));
        }
        return out;
    }

    private static List<Frame> frames(List<StackFrame> stack) {
        List<Frame> out = new ArrayList<>(stack.size());
        for (StackFrame f : stack) {
            out.add(Frame.of(f.place().file(), f.place().line(), f.function() == null ? "" : f.function(), f.code()));
        }
        return out;
    }
}
