package io.tracestitch.core.stitch;

import java.util.List;

import io.tracestitch.core.asyncio.AsyncRepr;
import io.tracestitch.core.asyncio.FutureRepr;
import io.tracestitch.core.asyncio.TaskRepr;
import io.tracestitch.core.stitch.Wait.Kind;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Says what a stack waits for: by the innermost functions of libraries, else by the source line, else by the task's repr. */
final class WaitReader {

    /** Frames of libraries between the application and what waits. */
    private static final int MAX_DEPTH = 24;

    private final SourceMemory sources;

    WaitReader(SourceMemory sources) {
        this.sources = sources;
    }

    /**
     * @param frames oldest call first
     * @param repr the task's repr, or null
     * @param whole whether the stack goes down to what waits: {@code Task.print_stack} shows the outermost frame only
     */
    Wait read(List<Frame> frames, @Nullable TaskRepr repr, boolean whole) {
        Kind kind = null;
        boolean pool = false;
        Frame app = null;
        for (int i = frames.size() - 1; i >= Math.max(0, frames.size() - MAX_DEPTH); i--) {
            Frame f = frames.get(i);
            boolean loop = WaitCalls.isLoop(f);
            Kind found = WaitCalls.of(f);
            // The outermost call of a library says what the application waits for: Queue.get waits inside of Condition.wait.
            if (found != null && (kind == null || kind == Kind.EVENT || kind == Kind.LOCK || found == Kind.RESULT)) {
                kind = found == Kind.TASKS && kind != null ? kind : found;
            }
            pool |= WaitCalls.isPool(f);
            if (!WaitCalls.isLibrary(f)) {
                if (!WaitCalls.isPool(f)) {
                    app = f;
                    break;
                }
                app = f;
            } else if (loop) {
                break;
            }
        }
        return wait(frames, repr, whole, kind, pool, app);
    }

    private Wait wait(List<Frame> frames, @Nullable TaskRepr repr, boolean whole, @Nullable Kind found, boolean pool, @Nullable Frame app) {
        String code = app == null ? null : code(app);
        SourceLine line = code == null ? null : SourceLine.read(code);
        if (found != null) {
            boolean limited = pool && (found == Kind.LOCK || found == Kind.QUEUE_GET || found == Kind.EVENT);
            Kind kind = limited || line != null && line.kind() == Kind.POOL && (found == Kind.LOCK || found == Kind.QUEUE_GET
                    || found == Kind.EVENT) ? Kind.POOL : found;
            if (found == Kind.TASKS && line != null && line.kind() != Kind.CALL) {
                kind = line.kind(); // before 3.12 wait_for() runs what it waits for in a task of its own
            }
            return new Wait(kind, app, line == null ? null : line.subject(), true);
        }
        if (pool) {
            return new Wait(Kind.POOL, app, line == null ? null : line.subject(), true);
        }
        boolean atApp = app != null && !frames.isEmpty() && frames.getLast() == app;
        if (line != null && atApp) {
            Kind kind = line.kind();
            if (repr != null && repr.waitFor() == null && !repr.truncated() && kind != Kind.CALL) {
                kind = Kind.RUNNING;
            }
            if (kind == Kind.CALL) {
                // What the innermost line awaits is a future or task itself; else what was called would have a frame.
                boolean tasks = whole || repr != null && byRepr(repr.waitFor()) == Kind.TASKS;
                kind = tasks && isAwait(code) ? Kind.TASKS : kind;
            }
            return new Wait(kind, app, line.subject(), false);
        }
        if (repr != null) {
            return new Wait(byRepr(repr.waitFor()), app, null, true);
        }
        return new Wait(Kind.RUNNING, app, null, false);
    }

    private static boolean isAwait(String code) {
        return code.contains("await ") || code.startsWith("async ");
    }

    private static Kind byRepr(@Nullable AsyncRepr waitFor) {
        return switch (waitFor) {
            case null -> Kind.RUNNING;
            case TaskRepr t -> Kind.TASKS;
            case FutureRepr f -> f.type().equals("_GatheringFuture") ? Kind.TASKS : Kind.FUTURE;
            default -> Kind.FUTURE;
        };
    }

    private @Nullable String code(Frame f) {
        return f.code() != null ? f.code() : sources.code(f.file(), f.line());
    }
}
