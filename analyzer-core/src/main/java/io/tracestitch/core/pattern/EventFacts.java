package io.tracestitch.core.pattern;

import java.util.List;
import java.util.Locale;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** The facts of one event, seen from the pattern that explains it. */
final class EventFacts {
    /** Facts are quotes from the log inside a sentence; a long one would bury it. */
    private static final int MAX_LENGTH = 160;
    private static final int MAX_LINKS = 32;
    private static final List<FramePoint> LIBRARIES = List.of(FramePoint.parse("asyncio/"), FramePoint.parse("site-packages/"),
            FramePoint.parse("dist-packages/"));

    private final Event event;
    /** The exception that the pattern explains, or null. */
    private final @Nullable ExceptionTree exception;
    private final List<FramePoint> places;

    EventFacts(Event event, @Nullable ExceptionTree explained, List<FramePoint> places) {
        this.event = event;
        this.exception = explained == null ? event.exception() : explained;
        this.places = places;
    }

    @Nullable String value(Fact fact) {
        String text = text(fact);
        if (text == null || text.isBlank()) {
            return null;
        }
        int newline = text.indexOf('\n');
        String line = newline < 0 ? text : text.substring(0, newline);
        if (line.endsWith(".")) {
            line = line.substring(0, line.length() - 1);
        }
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    private @Nullable String text(Fact fact) {
        Frame app = innermost();
        TaskRef task = event.task();
        return switch (fact) {
            case PLACE -> place(app);
            case APP_FILE -> app == null ? null : app.file();
            case APP_LINE -> app == null ? null : Integer.toString(app.line());
            case APP_FUNCTION -> app == null ? null : app.function();
            case APP_CODE -> app == null ? null : app.code();
            case ENTRY_PLACE -> place(outermost());
            case WAIT_PLACE -> place(waiting());
            case WAIT_FUNCTION -> {
                Frame frame = waiting();
                yield frame == null ? null : frame.function();
            }
            case LIBRARY_CALL -> libraryCall();
            case COROUTINE -> task == null || task.coroutine() == null ? neverAwaited() : task.coroutine();
            case TASK -> task == null ? null : task.name();
            case EXCEPTION -> exception == null ? null : exception.headline();
            case EXCEPTION_TYPE -> exception == null ? null : exception.simpleType();
            case MESSAGE -> event.message();
            case SECONDS -> event.seconds() == null ? null : seconds(event.seconds());
            case CREATED_AT -> place(createdAt());
            case DEFINED_AT -> place(definedAt());
            case WAITS_FOR -> task == null ? null : task.waitFor();
            case THREAD -> event.thread();
        };
    }

    /** Where the application created the task; null where that is unknown or inside asyncio, as debug mode tells it up to 3.8. */
    TaskRef.@Nullable Place createdAt() {
        return event.task() == null ? null : ours(event.task().createdAt());
    }

    /** Where the task's coroutine stands in the application; null where that is unknown or in a library. */
    TaskRef.@Nullable Place definedAt() {
        return event.task() == null ? null : ours(event.task().definedAt());
    }

    private static TaskRef.@Nullable Place ours(TaskRef.@Nullable Place place) {
        if (place != null) {
            for (FramePoint library : LIBRARIES) {
                if (library.covers(new Frame(place.file(), place.line(), "", null, false, 0))) {
                    return null;
                }
            }
        }
        return place;
    }

    /** The application's innermost frame of the explained exception, else of those it came from, else of the event's stack. */
    @Nullable Frame innermost() {
        ExceptionTree e = exception;
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            Frame frame = lastApp(e.frames());
            if (frame != null) {
                return frame;
            }
        }
        return lastApp(event.stack());
    }

    /** The application's outermost frame of the exception raised last, else of the event's stack. */
    @Nullable Frame outermost() {
        ExceptionTree head = event.exception();
        for (Frame frame : head == null ? event.stack() : head.frames()) {
            if (frame.inApp()) {
                return frame;
            }
        }
        return innermost();
    }

    /** The application's frame that called into one of the pattern's places. */
    @Nullable Frame waiting() {
        if (exception != null) {
            ExceptionTree e = CompiledRule.waiting(exception, places);
            Frame frame = e == null ? null : lastApp(e.frames());
            return frame == null ? innermost() : frame;
        }
        return lastApp(event.stack());
    }

    /** Whether any stack of the event goes through the place. */
    boolean goesThrough(FramePoint place) {
        for (Frame frame : event.stack()) {
            if (place.covers(frame)) {
                return true;
            }
        }
        return anyCovers(event.exception(), place) || anyCovers(exception, place);
    }

    private static boolean anyCovers(@Nullable ExceptionTree start, FramePoint place) {
        ExceptionTree e = start;
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            for (Frame frame : e.frames()) {
                if (place.covers(frame)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The name in {@code coroutine 'NAME' was never awaited} (CPython Python/_warnings.c). */
    private @Nullable String neverAwaited() {
        String before = "coroutine '";
        int start = event.message().indexOf(before);
        int end = event.message().indexOf("' was never awaited");
        return start < 0 || end < start + before.length() ? null : event.message().substring(start + before.length(), end);
    }

    private @Nullable String libraryCall() {
        if (exception == null) {
            return null;
        }
        ExceptionTree e = places.isEmpty() ? exception : CompiledRule.waiting(exception, places);
        Frame frame = e == null || e.frames().isEmpty() ? null : e.frames().getLast();
        if (e != null && !places.isEmpty()) {
            frame = CompiledRule.endsIn(e.frames(), places);
        }
        return frame == null || frame.inApp() ? null : frame.function() + "() in " + base(frame.file());
    }

    private static @Nullable Frame lastApp(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).inApp()) {
                return frames.get(i);
            }
        }
        return null;
    }

    private static @Nullable String place(@Nullable Frame frame) {
        return frame == null ? null : base(frame.file()) + ":" + frame.line();
    }

    private static @Nullable String place(TaskRef.@Nullable Place place) {
        return place == null ? null : base(place.file()) + ":" + place.line();
    }

    private static String base(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    /** Whole seconds without a fraction, others to the millisecond, as asyncio prints them. */
    private static String seconds(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
