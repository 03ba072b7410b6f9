package io.tracestitch.core.asyncio;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One stack of a dump: of a task, or of a thread. Immutable.
 *
 * @param form which tool printed it
 * @param name name of the task or thread, or null
 * @param id id of the task or thread as printed, or null
 * @param repr repr of the task, where the dump prints it; or null
 * @param current whether the tool says that it runs at this moment: the current thread, the one that holds the GIL
 * @param idle whether the tool says that it does nothing
 * @param frames oldest call first; empty where the dump has none
 * @param awaitedBy tasks that await this one
 */
public record DumpStack(Form form, @Nullable String name, @Nullable String id, @Nullable TaskRepr repr, boolean current,
        boolean idle, List<StackFrame> frames, List<Ref> awaitedBy) {

    /** Which tool printed a stack. */
    public enum Form {
        /** {@code asyncio.print_call_graph}, {@code format_call_graph} (3.14). */
        CALL_GRAPH,
        /** {@code python -m asyncio ps} (3.14). */
        TABLE,
        /** {@code python -m asyncio pstree} (3.14). */
        TREE,
        /** {@code Task.print_stack}. */
        TASK_STACK,
        /** A task's repr alone, as in a logged {@code asyncio.all_tasks()}. */
        REPR,
        /** {@code faulthandler}. */
        FAULTHANDLER,
        /** {@code py-spy dump}. */
        PY_SPY
    }

    /** Another task, by its name or id, of which one may be null. */
    public record Ref(@Nullable String name, @Nullable String id) {
    }

    /** Whether it is a thread's stack. */
    public boolean isThread() {
        return form == Form.FAULTHANDLER || form == Form.PY_SPY;
    }

    /** Whether its repr tells that somebody waits for its end: a task that awaits it, a {@code gather}, a group, a {@code wait}. */
    public boolean isAwaited() {
        if (!awaitedBy.isEmpty()) {
            return true;
        }
        if (repr != null) {
            for (Callback callback : repr.callbacks()) {
                String name = callback.name();
                if (name.contains("_done_callback") || name.contains("_on_completion") || name.contains("_on_task_done")
                        || name.contains("akeup") || name.contains("_inner_done")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The task that this one waits for as its repr tells, or null. */
    public @Nullable TaskRepr waitsForTask() {
        return repr != null && repr.waitFor() instanceof TaskRepr other ? other : null;
    }
}
