package io.tracestitch.cli.report;

import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** What happened, in one sentence. Words of the log are kept as they are. */
final class Headline {

    private static final int LONGEST = 160;

    private Headline() {
    }

    /**
     * The sentence for an incident.
     *
     * @param latest its latest event
     * @param count how often it occurred
     * @param seconds median of the durations that its events tell, or null
     */
    static String of(Event latest, long count, @Nullable Double seconds) {
        String sentence = sentence(latest, count, seconds);
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST - 1).stripTrailing() + "…";
    }

    private static String sentence(Event event, long count, @Nullable Double seconds) {
        String failure = failure(event);
        String message = firstLine(event.message());
        boolean many = count > 1;
        return switch (event.kind()) {
            case TASK_EXCEPTION_NEVER_RETRIEVED -> failure + ": " + (many ? Amounts.count(count) + " tasks" : "a task")
                    + " failed and nobody looked";
            case FUTURE_EXCEPTION_NEVER_RETRIEVED -> failure + ": " + (many ? Amounts.count(count) + " futures" : "a future")
                    + " failed and nobody looked";
            case TASK_DESTROYED_PENDING -> many
                    ? Amounts.count(count) + " tasks" + of(event) + " were destroyed while still pending"
                    : "A task" + of(event) + " was destroyed while still pending";
            case SLOW_CALLBACK -> blocker(event, message) + " blocks the event loop"
                    + (seconds == null ? "" : " for " + Amounts.seconds(seconds) + (many ? " at the median" : ""));
            case COROUTINE_NEVER_AWAITED -> "Coroutine " + quoted(message, "coroutine ") + " was called and never awaited";
            case EXCEPTION_UNCAUGHT -> failure + ": nobody caught it";
            case EXCEPTION_PRINTED -> failure + ", printed past the logging";
            case EXCEPTION_IN_THREAD -> failure + " ended " + (event.thread() == null ? "a thread" : "thread " + event.thread());
            case EXCEPTION_UNRAISABLE -> failure + ", which Python could not raise and ignored";
            case LOGGING_ERROR -> "A logging call failed and its record was lost: " + failure;
            case LOOP_ERROR -> event.exception() == null ? message : failure + ": " + lowerFirst(message);
            case EXCEPTION_LOGGED -> message.isEmpty() ? failure : failure + ": " + message;
            case STACK_DUMP -> dump(event);
            case STALL -> message.isEmpty() && event.stall() != null ? "A " + event.stall().what().id() : message;
            case RESOURCE_UNCLOSED, LOG -> message.isEmpty() ? failure : message;
        };
    }

    /** {@code PaymentDeclined in charge()}: the leaf exception and the application's function that raised it. */
    private static String failure(Event event) {
        ExceptionTree leaf = event.exception();
        if (leaf == null) {
            return event.kind().id();
        }
        while (leaf.exceptions().size() == 1 && leaf.hidden() == 0) {
            leaf = leaf.exceptions().getFirst();
        }
        if (!leaf.exceptions().isEmpty()) {
            List<String> types = leaf.exceptions().stream().map(ExceptionTree::simpleType).distinct().toList();
            int all = leaf.exceptions().size() + leaf.hidden();
            return String.join(" and ", types.subList(0, Math.min(2, types.size()))) + (types.size() > 2 ? " and others" : "")
                    + in(Place.decisive(leaf.frames())) + " (" + Amounts.count(all, "failure") + " in one group)";
        }
        return leaf.simpleType() + in(Place.decisive(leaf.frames()));
    }

    private static String in(@Nullable Frame frame) {
        if (frame == null) {
            return "";
        }
        boolean callable = !frame.function().startsWith("<");
        return " in " + (callable ? frame.function() + "()" : Place.shortPath(frame.file()));
    }

    private static String of(Event event) {
        String coroutine = event.task() == null ? null : event.task().coroutine();
        return coroutine == null ? "" : " of " + shortName(coroutine) + "()";
    }

    private static String blocker(Event event, String message) {
        if (event.task() != null && event.task().coroutine() != null) {
            return shortName(event.task().coroutine()) + "()";
        }
        // "Executing <Handle Service.tick() created at ...> took 0.3 seconds": CPython Lib/asyncio/base_events.py, _run_once.
        int start = message.indexOf("Handle ");
        int end = start < 0 ? -1 : message.indexOf('(', start);
        return end < 0 ? "A callback" : message.substring(start + "Handle ".length(), end) + "()";
    }

    private static String dump(Event event) {
        Frame frame = Place.decisive(event.stack());
        return "A stack was dumped" + (frame == null ? "" : ": it stands" + in(frame));
    }

    private static String quoted(String message, String before) {
        int start = message.indexOf(before + "'");
        int end = start < 0 ? -1 : message.indexOf('\'', start + before.length() + 1);
        return end < 0 ? "" : message.substring(start + before.length() + 1, end) + "()";
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** {@code watcher} of {@code Service.watch.<locals>.watcher}; other qualified names as they are. */
    static String shortName(String qualified) {
        int locals = qualified.lastIndexOf("<locals>.");
        return locals < 0 ? qualified : qualified.substring(locals + "<locals>.".length());
    }

    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
