package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.tracestitch.core.asyncio.DumpStack;
import io.tracestitch.core.asyncio.Place;
import io.tracestitch.core.asyncio.StackFrame;
import io.tracestitch.core.asyncio.TaskRepr;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A task or thread as one dump shows it.
 *
 * @param name its name; for a thread without one its id
 * @param id its id in the dump, or null
 * @param form which tool printed it
 * @param idle whether the tool says that it does nothing
 * @param current whether the tool says that it runs at this moment
 * @param frames oldest call first
 * @param waits what it waits for
 * @param waitsForTask name of the task that its repr says it waits for, or null
 * @param awaitedBy tasks that await it
 * @param awaited whether it is known that somebody waits for its end
 */
record Actor(String name, @Nullable String id, DumpStack.Form form, boolean idle, boolean current, List<Frame> frames, Wait waits,
        @Nullable String waitsForTask, List<DumpStack.Ref> awaitedBy, boolean awaited) {

    static Actor of(DumpStack stack, WaitReader reader) {
        List<Frame> frames = new ArrayList<>(stack.frames().size());
        for (StackFrame f : stack.frames()) {
            frames.add(Frame.of(f.place().file(), f.place().line(), Objects.requireNonNullElse(f.function(), ""), f.code()));
        }
        TaskRepr repr = stack.repr();
        Place place = repr == null ? null : repr.place();
        if (frames.isEmpty() && place != null) {
            frames.add(Frame.of(place.file(), place.line(), Objects.requireNonNullElse(repr.coroutineName(), ""), null));
        }
        TaskRepr other = stack.waitsForTask();
        boolean thread = stack.isThread();
        Wait wait = reader.read(frames, repr, repr == null && !thread);
        if (wait.kind() == Wait.Kind.RUNNING && repr == null && !thread && frames.size() > 0 && wait.at() == frames.getLast()
                && wait.at().code() == null) {
            wait = new Wait(Wait.Kind.FUTURE, wait.at(), null, false); // the graphs show tasks that wait, without their code
        }
        return new Actor(nameOf(stack), stack.id(), stack.form(), stack.idle(), stack.current(), List.copyOf(frames),
                wait, other == null ? null : other.name(), stack.awaitedBy(), stack.isAwaited());
    }

    private static String nameOf(DumpStack stack) {
        if (stack.name() != null) {
            return stack.name();
        }
        TaskRepr repr = stack.repr();
        if (repr != null && repr.coroutineName() != null) {
            return repr.coroutineName();
        }
        return stack.id() == null ? "a task" : stack.id();
    }

    /** The same, with another reading of what it waits for. */
    Actor waitingFor(Wait other) {
        return new Actor(name, id, form, idle, current, frames, other, waitsForTask, awaitedBy, awaited);
    }

    boolean isThread() {
        return form == DumpStack.Form.FAULTHANDLER || form == DumpStack.Form.PY_SPY;
    }

    /** What tells it from others in the dumps of one process. */
    String key() {
        return (isThread() ? "thread " : "task ") + (id == null ? name : id);
    }

    /** Whether the event loop runs in it, and called what it does now. */
    boolean isInLoop() {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (WaitCalls.isLoop(frames.get(i))) {
                return i < frames.size() - 1 && !frames.getLast().function().endsWith("select");
            }
        }
        return false;
    }

    /** Whether it is the one that prints the dump. */
    boolean isDumper() {
        for (int i = frames.size() - 1; i >= Math.max(0, frames.size() - 4); i--) {
            Frame f = frames.get(i);
            if (f.code() != null && SourceLine.isDump(f.code()) || f.file().endsWith("asyncio/graph.py")) {
                return true;
            }
        }
        return false;
    }

    /** Where it waits: the line of the application that called what waits, or its innermost line; or null. */
    @Nullable Frame place() {
        return waits.at() == null ? app() : waits.at();
    }

    /** How many of its frames are the application's. */
    int depth() {
        int depth = 0;
        for (Frame f : frames) {
            depth += WaitCalls.isLibrary(f) ? 0 : 1;
        }
        return depth;
    }

    /** The application's outermost frame of a task, or null. */
    @Nullable Frame entry() {
        for (Frame f : frames) {
            if (!WaitCalls.isLibrary(f)) {
                return f;
            }
        }
        return null;
    }

    /** The application's innermost frame, or null. */
    @Nullable Frame app() {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (!WaitCalls.isLibrary(frames.get(i))) {
                return frames.get(i);
            }
        }
        return null;
    }

    /** Where it stands: equal in two dumps if it did not move, as far as they can tell. */
    int standing() {
        int h = waits.kind().ordinal();
        for (Frame f : frames) {
            h = (h * 31 + f.file().hashCode()) * 31 + f.line();
            h = h * 31 + f.function().hashCode();
        }
        return h;
    }
}
