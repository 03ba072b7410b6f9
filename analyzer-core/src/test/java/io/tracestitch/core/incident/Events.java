package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Events for tests, with as little as each test says. */
final class Events {
    private Events() {
    }

    static Frame app(String file, int line, String function) {
        return new Frame("/srv/app/" + file, line, function, null, true, 0);
    }

    static Frame library(String path, int line, String function) {
        return new Frame("/usr/local/lib/python3.12/" + path, line, function, null, false, 0);
    }

    static ExceptionTree error(String type, String message, Frame... frames) {
        return new ExceptionTree(type, message, List.of(), List.of(frames), null, null, List.of(), 0, null, false);
    }

    static ExceptionTree from(ExceptionTree e, ExceptionTree cause) {
        return new ExceptionTree(e.type(), e.message(), e.notes(), e.frames(), cause, null, e.exceptions(), 0, null, false);
    }

    static ExceptionTree during(ExceptionTree e, ExceptionTree context) {
        return new ExceptionTree(e.type(), e.message(), e.notes(), e.frames(), null, context, e.exceptions(), 0, null, false);
    }

    static ExceptionTree group(String message, List<Frame> frames, ExceptionTree... children) {
        return new ExceptionTree("ExceptionGroup", message, List.of(), frames, null, null, List.of(children), 0, null, false);
    }

    static TaskRef task(@Nullable String name, @Nullable String coroutine) {
        return new TaskRef(name, coroutine, "finished", null, null, null);
    }

    static Event event(EventKind kind, String message, @Nullable ExceptionTree exception) {
        return at(1, null, "app", kind, message, exception, null);
    }

    static Event logged(ExceptionTree exception) {
        return event(EventKind.EXCEPTION_LOGGED, "it failed", exception);
    }

    static Event at(long line, @Nullable Instant time, @Nullable String logger, EventKind kind, String message,
            @Nullable ExceptionTree exception, @Nullable TaskRef task) {
        return new Event("app.log", line, line + 5, time, null, "ERROR", logger, null, null, null, kind, message, exception,
                List.of(), task, null, null, null, Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 1.0, "", "", null);
    }

    static Event slow(double seconds, String message) {
        return new Event("app.log", 1, 1, null, null, "WARNING", "asyncio", null, null, null, EventKind.SLOW_CALLBACK, message, null,
                List.of(), null, seconds, null, null, Severity.WARNING, List.of(), EndedBy.GRAMMAR, false, 1.0, "", "", null);
    }
}
