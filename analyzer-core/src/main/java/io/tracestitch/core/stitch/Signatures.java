package io.tracestitch.core.stitch;

import java.util.List;

import io.tracestitch.core.asyncio.AsyncRepr;
import io.tracestitch.core.asyncio.Reprs;
import io.tracestitch.core.asyncio.TaskRepr;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Exceptions that show a deadlock by themselves. */
final class Signatures {

    /** CPython {@code Modules/_asynciomodule.c} and {@code Lib/asyncio/tasks.py}. */
    private static final String ITSELF = "Task cannot await on itself";
    private static final int MAX_LINKS = 32;
    /** Which of the calls that repeat is the innermost one is chance. */
    private static final int LAST_FRAMES = 24;

    private Signatures() {
    }

    static @Nullable Finding of(Event event) {
        ExceptionTree e = event.exception();
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            if (e.message().startsWith(ITSELF)) {
                return itself(event, e);
            }
            if (e.simpleType().equals("RecursionError") && inGraph(e.frames())) {
                return recursion(event);
            }
        }
        return null;
    }

    private static Finding itself(Event event, ExceptionTree e) {
        List<AsyncRepr> reprs = Reprs.findAll(e.message());
        String name = null;
        if (!reprs.isEmpty() && reprs.getFirst() instanceof TaskRepr task) {
            name = task.name() != null ? task.name() : task.coroutineName();
        }
        List<Stall.Party> parties = name == null ? List.of() : List.of(new Stall.Party(name, null, name));
        List<Frame> app = e.frames().stream().filter(Frame::inApp).toList();
        return new Finding(new Stall(What.DEADLOCK, parties, event.timestamp(), List.of("asyncio refused to let it await itself")), 1,
                "Deadlock: " + (name == null ? "a task" : name) + " awaits itself", app.isEmpty() ? app : List.of(app.getLast()));
    }

    /**
     * Up to 3.14.2 {@code print_call_graph} follows the circle of tasks that await each other until the stack is used up; and so does
     * a task's repr up to 3.10.
     */
    private static boolean inGraph(List<Frame> frames) {
        for (Frame f : frames.subList(Math.max(0, frames.size() - LAST_FRAMES), frames.size())) {
            boolean graph = f.file().endsWith("asyncio/graph.py") && f.function().endsWith("_build_graph_for_future");
            boolean repr = f.file().endsWith("asyncio/base_tasks.py") && f.function().equals("_task_repr_info");
            if ((graph || repr) && f.repeated() > 0) {
                return true;
            }
        }
        return false;
    }

    private static Finding recursion(Event event) {
        return new Finding(new Stall(What.DEADLOCK, List.of(), event.timestamp(), List.of(
                "Python ran out of stack while it followed who awaits whom: that happens in a circle of tasks")), 0.9,
                "Deadlock: tasks await each other in a circle", List.of());
    }
}
