package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The newest failures of one source, to see that a report is of a failure that was reported before: by the task itself, by a handler,
 * or through the task that waited for it. Bounded; not thread-safe.
 */
final class Failures {

    /** Failures that are remembered. */
    static final int MAX = 1024;

    /**
     * A report of a failure.
     *
     * @param leaf what failed innermost: type, message and frame, hashed
     * @param depth number of frames: who waited for the failed task prints more
     * @param task the failed task, or the one that was running when the application logged it; or null
     * @param coroutine the failed task's coroutine, or null
     */
    record Failure(long leaf, int depth, long line, int instance, @Nullable String task, @Nullable String coroutine, boolean lost) {
    }

    private static final int FIRST = 8;
    /** What a failure takes, in bytes: itself and the names of its task and its coroutine. */
    private static final int FAILURE = 160;

    private final MemoryBudget.Share memory;
    private Failure[] ring = new Failure[FIRST];
    private int next;
    private boolean full;

    Failures(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    /** Earlier reports of the same failure, oldest first. */
    List<Failure> same(Failure failure) {
        List<Failure> out = new ArrayList<>();
        for (int i = 0; i < ring.length; i++) {
            Failure f = ring[(next + i) % ring.length];
            if (f != null && f.leaf == failure.leaf && f.instance == failure.instance && f.line < failure.line) {
                out.add(f);
            }
        }
        return out;
    }

    /** Tasks of the same coroutine whose failures were reported right before this one. */
    List<String> neighbours(Failure failure, int most) {
        List<String> out = new ArrayList<>();
        for (int i = 1; i <= ring.length && out.size() < most; i++) {
            Failure f = ring[Math.floorMod(next - i, ring.length)];
            if (f == null || !f.lost || f.instance != failure.instance || failure.coroutine == null
                    || !failure.coroutine.equals(f.coroutine)) {
                break;
            }
            if (f.task != null && !f.task.equals(failure.task) && !out.contains(f.task)) {
                out.add(f.task);
            }
        }
        return out;
    }

    void add(Failure failure) {
        if (ring[next] != null && ring.length < MAX && !full) {
            grow();
        }
        ring[next] = failure;
        next = (next + 1) % ring.length;
    }

    /** Nothing has been overwritten yet, so the oldest stands first. */
    private void grow() {
        if (memory.take((long) ring.length * FAILURE)) {
            next = ring.length;
            ring = Arrays.copyOf(ring, ring.length * 2);
        } else {
            full = true;
        }
    }

    List<Failure> all() {
        List<Failure> out = new ArrayList<>();
        for (int i = 0; i < ring.length; i++) {
            Failure f = ring[(next + i) % ring.length];
            if (f != null) {
                out.add(f);
            }
        }
        return out;
    }

    /** The event as a failure; null if it has no exception. */
    static @Nullable Failure of(Event event, int instance, boolean lost) {
        ExceptionTree leaf = event.exception();
        if (leaf == null) {
            return null;
        }
        for (int i = 0; i < 64 && leaf.exceptions().size() == 1; i++) {
            leaf = leaf.exceptions().getFirst();
        }
        long hash = Bytes.mix(leaf.type().hashCode(), leaf.message().hashCode());
        List<Frame> frames = leaf.frames();
        if (!frames.isEmpty()) {
            Frame innermost = frames.getLast();
            hash = Bytes.mix(Bytes.mix(hash, innermost.file().hashCode()), innermost.line());
        }
        String task = lost && event.task() != null ? event.task().name() : event.recordTask();
        return new Failure(hash, frames.size(), event.firstLine(), instance, task,
                event.task() == null ? null : event.task().coroutine(), lost);
    }
}
