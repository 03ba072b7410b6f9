package io.tracestitch.core.asyncio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.asyncio.DumpStack.Form;
import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.jspecify.annotations.Nullable;

/** A stack while its lines come in. */
final class OpenStack {

    final Form form;
    final @Nullable String name;
    final @Nullable String id;
    final @Nullable TaskRepr repr;
    final Set<Ref> awaitedBy = new LinkedHashSet<>();
    boolean current;
    boolean idle;
    private final ArrayDeque<StackFrame> frames = new ArrayDeque<>();

    OpenStack(Form form, @Nullable String name, @Nullable String id, @Nullable TaskRepr repr) {
        this.form = form;
        this.name = name;
        this.id = id;
        this.repr = repr;
    }

    /** What names it in this dump: tasks and threads that are printed twice are the same. */
    String key() {
        String kind = form == Form.FAULTHANDLER || form == Form.PY_SPY ? "thread " : "task ";
        return kind + (id != null ? id : name != null ? "named " + name : repr != null ? repr.text() : "");
    }

    int depth() {
        return frames.size();
    }

    /** Takes the next frame in the printed order; of very deep stacks the innermost frames stay. Says whether all were kept. */
    boolean add(StackFrame frame) {
        boolean newestFirst = isNewestFirst();
        if (frames.size() < Dump.MAX_FRAMES) {
            frames.addLast(frame);
            return true;
        }
        if (!newestFirst) {
            frames.removeFirst();
            frames.addLast(frame);
        }
        return false;
    }

    /** Takes the source line of the newest frame. */
    void code(String text) {
        StackFrame last = frames.peekLast();
        if (last != null && last.code() == null) {
            frames.removeLast();
            frames.addLast(new StackFrame(last.place(), last.function(), text, last.repeated()));
        }
    }

    private boolean isNewestFirst() {
        return switch (form) {
            case CALL_GRAPH, TABLE, FAULTHANDLER, PY_SPY -> true;
            case TREE, TASK_STACK, REPR -> false;
        };
    }

    DumpStack close() {
        List<StackFrame> list = new ArrayList<>(frames);
        if (isNewestFirst()) {
            Collections.reverse(list);
        }
        return new DumpStack(form, name, id, repr, current, idle, List.copyOf(list), List.copyOf(awaitedBy));
    }
}
