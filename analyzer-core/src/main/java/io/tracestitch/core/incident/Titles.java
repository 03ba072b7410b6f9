package io.tracestitch.core.incident;

import java.util.List;
import java.util.Locale;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Says in a few words what an incident is. Not safe for use by several threads. */
final class Titles {
    private static final int MAX_LENGTH = 120;

    private final AppFrames appFrames = new AppFrames();

    String of(Event event, Incident.@Nullable Durations durations) {
        String title = event.exception() != null ? exception(event.exception(), event) : report(event, durations);
        String line = firstLine(title);
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }

    private String exception(ExceptionTree tree, Event event) {
        List<Culprit> leaves = Culprit.of(tree);
        Culprit first = leaves.getFirst();
        long others = leaves.stream().skip(1).map(c -> c.head().simpleType()).filter(t -> !t.equals(first.head().simpleType()))
                .distinct().count();
        String more = others == 0 ? "" : others == 1 ? " and another error" : " and " + others + " other errors";
        return first.head().simpleType() + where(first, event) + more;
    }

    private String where(Culprit culprit, Event event) {
        Frame app = appFrames.innermost(culprit.frames());
        if (app != null) {
            return " in " + function(app);
        }
        Frame library = appFrames.innermostLibrary(culprit.frames());
        Subject subject = Subject.of(event);
        if (subject != null) {
            return " in " + call(subject.name());
        }
        if (library != null) {
            return " in " + AppFrames.simple(library.function()) + "() of " + appFrames.place(library.file()).name();
        }
        String message = culprit.head().message();
        return message.isEmpty() ? "" : ": " + firstLine(message);
    }

    /** {@code charge()}; what has no name of its own is named by its file. */
    private String function(Frame f) {
        String name = AppFrames.simple(f.function());
        return name.startsWith("<") ? (name.equals("<module>") ? "" : name + " of ") + appFrames.place(f.file()).name() : name + "()";
    }

    private String report(Event event, Incident.@Nullable Durations durations) {
        Subject subject = Subject.of(event);
        String who = subject == null ? null : call(subject.name());
        return switch (event.kind()) {
            case SLOW_CALLBACK -> (who == null ? "A callback" : who) + " blocks the event loop" + duration(event, durations);
            case TASK_DESTROYED_PENDING -> who == null ? "A task was destroyed while it was pending"
                    : who + " was destroyed while it was pending";
            case COROUTINE_NEVER_AWAITED -> who == null ? words(event) : who + " was never awaited";
            case TASK_EXCEPTION_NEVER_RETRIEVED -> who == null ? words(event) : who + " failed and nobody looked";
            case RESOURCE_UNCLOSED -> unclosed(event);
            case STALL -> stall(event);
            default -> words(event);
        };
    }

    /** {@code Deadlock between load and unload in take()}. */
    private String stall(Event event) {
        Stall stall = event.stall();
        if (stall == null || stall.tasks().isEmpty() || stall.what() == Stall.What.SILENCE) {
            return words(event);
        }
        List<String> names = stall.tasks().stream().map(Stall.Party::name).toList();
        String kind = stall.what().id().substring(0, 1).toUpperCase(Locale.ROOT) + stall.what().id().substring(1);
        String who = names.size() == 1 ? " of " + names.getFirst()
                : names.size() == 2 ? " between " + names.getFirst() + " and " + names.getLast()
                : " between " + names.getFirst() + " and " + (names.size() - 1) + " others";
        Frame at = appFrames.innermost(event.stack());
        return kind + who + (at == null ? "" : " in " + function(at));
    }

    private static String duration(Event event, Incident.@Nullable Durations durations) {
        if (durations != null && durations.count() > 1) {
            return " for " + seconds(durations.median()) + " at the median";
        }
        return event.seconds() == null ? "" : " for " + seconds(event.seconds());
    }

    /** {@code 1.2 s}, {@code 12 s}, {@code 120 ms}. */
    static String seconds(double value) {
        if (value >= 9.95) {
            return String.format(Locale.ROOT, "%.0f s", value);
        }
        return value >= 0.9995 ? String.format(Locale.ROOT, "%.1f s", value) : String.format(Locale.ROOT, "%.0f ms", value * 1_000);
    }

    private static String unclosed(Event event) {
        String text = words(event);
        int at = text.indexOf("Warning: ");
        String rest = at < 0 ? text : text.substring(at + "Warning: ".length());
        return rest.isEmpty() ? "Something was left unclosed" : Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
    }

    private static String words(Event event) {
        String line = firstLine(event.message().strip());
        return line.isEmpty() ? event.kind().id() : line;
    }

    private static String call(String qualifiedName) {
        String name = AppFrames.simple(qualifiedName);
        return name.startsWith("<") ? name : name + "()";
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).stripTrailing();
    }
}
