package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.List;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;

/**
 * What two reports of one and the same exception object have in common, in a few words of memory: its leaves' types and
 * messages, and the innermost frames with their line numbers. Whoever catches an exception further out prints more frames in
 * front, never other frames at the end.
 */
final class Sameness {
    /** Is the same as nothing. */
    static final Sameness NOTHING = new Sameness(0, new int[0]);
    private static final int FRAMES = 8;

    private final long leaves;
    private final int[] frames;

    private Sameness(long leaves, int[] frames) {
        this.leaves = leaves;
        this.frames = frames;
    }

    static Sameness of(Event event) {
        ExceptionTree exception = event.exception();
        if (exception == null) {
            long hash = mix(mix(event.kind().ordinal(), event.message().hashCode()), event.message().length());
            return new Sameness(hash, innermost(event.stack()));
        }
        List<ExceptionTree> found = leaves(exception);
        long hash = 1;
        for (ExceptionTree leaf : found) {
            hash = mix(mix(mix(hash, ExceptionTypes.canonical(leaf.type()).hashCode()), leaf.message().hashCode()),
                    leaf.message().length());
        }
        return new Sameness(hash, innermost(found.getFirst().frames()));
    }

    void save(StateOutput out) throws IOException {
        out.writeLong(leaves);
        out.number(frames.length);
        for (int frame : frames) {
            out.writeInt(frame);
        }
    }

    static Sameness restore(StateInput in) throws IOException {
        long leaves = in.readLong();
        int[] frames = new int[in.count(FRAMES)];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = in.readInt();
        }
        return new Sameness(leaves, frames);
    }

    /** A hash of the leaves' types and messages. */
    long leaves() {
        return leaves;
    }

    boolean matches(Sameness other) {
        if (leaves != other.leaves) {
            return false;
        }
        int n = Math.min(frames.length, other.frames.length);
        for (int i = 0; i < n; i++) {
            if (frames[i] != other.frames[i]) {
                return false;
            }
        }
        return n > 0 || frames.length == other.frames.length;
    }

    /** The exceptions raised last below the groups; chains are left to the leaf that they end in. */
    private static List<ExceptionTree> leaves(ExceptionTree tree) {
        ExceptionTree e = tree;
        int depth = 0;
        while (e.exceptions().size() == 1 && depth < Culprit.MAX_VISITED) {
            e = e.exceptions().getFirst();
            depth++;
        }
        return e.exceptions().isEmpty() ? List.of(e) : Culprit.of(e).stream().map(Culprit::head).toList();
    }

    private static int[] innermost(List<Frame> frames) {
        int n = Math.min(FRAMES, frames.size());
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = FrameHash.of(frames.get(frames.size() - 1 - i));
        }
        return out;
    }

    private static long mix(long hash, long value) {
        long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 32;
    }
}
