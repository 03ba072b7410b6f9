package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/** The ids in a report of a failed task: in its exceptions' messages and arguments, in the task's and the coroutine's names. */
final class Clues {

    private static final int MAX_NODES = 32;
    /** Names that asyncio gives: the number in them counts tasks and names nothing. */
    private static final Pattern DEFAULT_NAME = Pattern.compile("Task-\\d+");
    private static final String EXCEPTION = " exception=";

    private Clues() {
    }

    /** Whether a name tells tasks of one run of a process apart for sure: asyncio counts them. */
    static boolean isDefault(String name) {
        return DEFAULT_NAME.matcher(name).matches();
    }

    /** The ids, without amounts. */
    static List<Words.Id> of(Event event) {
        List<Words.Id> out = new ArrayList<>();
        List<ExceptionTree> open = new ArrayList<>();
        if (event.exception() != null) {
            open.add(event.exception());
        }
        for (int i = 0; i < open.size() && i < MAX_NODES; i++) {
            ExceptionTree e = open.get(i);
            add(e.message(), out);
            e.notes().forEach(note -> add(note, out));
            addIfPresent(e.cause(), open);
            addIfPresent(e.context(), open);
            open.addAll(e.exceptions());
        }
        TaskRef task = event.task();
        if (task != null && task.name() != null && !isDefault(task.name())) {
            add(task.name(), out);
        }
        if (task != null && task.coroutine() != null) {
            add(task.coroutine().replace("<locals>", "").replace('.', ' ').replace('_', ' '), out);
        }
        int at = event.message().indexOf(EXCEPTION);
        if (at > 0) {
            int end = event.message().indexOf('\n', at);
            add(event.message().substring(at + EXCEPTION.length(), end < 0 ? event.message().length() : end), out);
        }
        return out;
    }

    private static void addIfPresent(@Nullable ExceptionTree e, List<ExceptionTree> open) {
        if (e != null) {
            open.add(e);
        }
    }

    private static void add(String text, List<Words.Id> out) {
        for (Words.Id id : Words.of(text).ids()) {
            boolean known = out.stream().anyMatch(other -> other.value().equals(id.value()) && other.key().equals(id.key()));
            if (!known && (!id.measure() || id.strong())) {
                out.add(id);
            }
        }
    }
}
