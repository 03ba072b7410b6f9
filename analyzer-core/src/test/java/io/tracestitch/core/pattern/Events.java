package io.tracestitch.core.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Events as the tests of this package need them. */
final class Events {
    private Events() {
    }

    static Event event(EventKind kind, String message, @Nullable ExceptionTree exception) {
        return event(kind, message, exception, null, "ERROR", null);
    }

    static Event event(EventKind kind, String message, @Nullable ExceptionTree exception, @Nullable TaskRef task,
            @Nullable String level, @Nullable Double seconds) {
        return new Event("app.log", 1, 9, null, null, level, "app", null, null, null, kind, message, exception, List.of(), task,
                seconds, null, null, Severity.INFO, List.of(), EndedBy.GRAMMAR, false, 1.0, "app.log:1", "", null);
    }

    static Event logged(ExceptionTree exception) {
        return event(EventKind.EXCEPTION_LOGGED, "it failed", exception);
    }

    static ExceptionTree exception(String type, String message, Frame... frames) {
        return new ExceptionTree(type, message, List.of(), List.of(frames), null, null, List.of(), 0, null, false);
    }

    static ExceptionTree from(ExceptionTree e, ExceptionTree cause) {
        return new ExceptionTree(e.type(), e.message(), e.notes(), e.frames(), cause, null, e.exceptions(), 0, null, false);
    }

    static ExceptionTree group(ExceptionTree... children) {
        return new ExceptionTree("ExceptionGroup", "unhandled errors in a TaskGroup", List.of(), List.of(), null, null,
                List.of(children), 0, null, false);
    }

    static Frame app(String function, int line) {
        return new Frame("/srv/app/orders.py", line, function, "await something()", true, 0);
    }

    static Frame library(String file, String function) {
        return new Frame("/usr/local/lib/python3.12/" + file, 100, function, "await fut", false, 0);
    }

    /**
     * Reads one of the examples, which hold one event each and little else: a plain reader of tracebacks, enough to see that the
     * patterns fit what real Pythons print.
     */
    static Event example(String log, EventKind kind) {
        return kind == EventKind.STALL ? stall(log) : printed(log, kind);
    }

    /** A conclusion from several events: only the whole analysis draws it. */
    private static Event stall(String log) {
        List<Event> stalls = new ArrayList<>();
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults(), e -> {
            if (e.kind() == EventKind.STALL) {
                stalls.add(e);
            }
        });
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        analyzer.feed("app.log", bytes, 0, bytes.length);
        analyzer.finish("app.log");
        return stalls.getFirst();
    }

    private static Event printed(String log, EventKind kind) {
        List<ExceptionTree> raised = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        List<Frame> frames = new ArrayList<>();
        boolean inTraceback = false;
        for (String printed : log.split("\n")) {
            String line = printed.startsWith("  | ") ? printed.substring(4) : printed;
            if (line.endsWith("Traceback (most recent call last):")) {
                inTraceback = true;
                frames = new ArrayList<>();
            } else if (inTraceback && line.startsWith("  File \"")) {
                String[] parts = line.substring(8).split("\", line |, in ");
                frames.add(new Frame(parts[0], Integer.parseInt(parts[1]), parts[2], null, parts[0].startsWith("/srv/app"), 0));
            } else if (inTraceback && !line.startsWith(" ")) {
                inTraceback = false;
                int colon = line.indexOf(": ");
                String text = colon < 0 ? "" : line.substring(colon + 2).replaceFirst(" \\(\\d+ sub-exceptions?\\)$", "");
                ExceptionTree e = exception(colon < 0 ? line : line.substring(0, colon), text, frames.toArray(Frame[]::new));
                raised.add(raised.isEmpty() || e.isGroup() ? e : from(e, raised.getLast()));
                if (e.isGroup()) {
                    break;
                }
            } else if (!inTraceback && raised.isEmpty()) {
                message.append(line).append('\n');
            }
        }
        return event(kind, message.toString().strip(), raised.isEmpty() ? null : raised.getLast());
    }
}
