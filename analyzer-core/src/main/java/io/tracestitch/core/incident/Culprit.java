package io.tracestitch.core.incident;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An exception that decides what failed, found by looking through groups and wrappers.
 *
 * @param root what broke first, as far as the chain tells it
 * @param wrapper the exception raised last, where it says more than the root does; else null
 * @param frames the frames to judge by: those of the deepest exception of the chain that has application frames
 */
record Culprit(ExceptionTree root, @Nullable ExceptionTree wrapper, List<Frame> frames) {
    /** CPython prints 15 children of a group; more distinct leaves than this say nothing new. */
    static final int MAX_LEAVES = 64;
    /** Exceptions looked at below one event: hostile trees end here. */
    static final int MAX_VISITED = 4_096;
    /** Frames joined from a cancellation that was raised anew link by link. */
    private static final int MAX_FRAMES = 4_096;

    /** What its title names: the wrapper where it says something, else the root. */
    ExceptionTree head() {
        return wrapper != null ? wrapper : root;
    }

    /** The leaves of a tree in the order in which they stand; never empty. */
    static List<Culprit> of(ExceptionTree tree) {
        if (tree.exceptions().isEmpty() && tree.origin() == null) {
            return List.of(new Culprit(tree, null, tree.frames()));
        }
        List<Culprit> out = new ArrayList<>();
        Deque<ExceptionTree> open = new ArrayDeque<>();
        open.push(tree);
        int visited = 0;
        while (!open.isEmpty() && out.size() < MAX_LEAVES && visited < MAX_VISITED) {
            ExceptionTree e = open.pop();
            visited++;
            if (e.exceptions().isEmpty()) {
                visited += follow(e, out, open);
            } else {
                pushAll(e, open);
            }
        }
        return out.isEmpty() ? List.of(new Culprit(tree, null, tree.frames())) : out;
    }

    private static void pushAll(ExceptionTree group, Deque<ExceptionTree> open) {
        int shown = Math.min(group.exceptions().size(), MAX_LEAVES);
        for (int i = shown - 1; i >= 0; i--) {
            open.push(group.exceptions().get(i));
        }
    }

    /** Walks from the exception raised last to its root; returns how many links that took. */
    private static int follow(ExceptionTree last, List<Culprit> out, Deque<ExceptionTree> open) {
        ExceptionTree root = last;
        ExceptionTree deepestInApp = last;
        List<Frame> rethrown = new ArrayList<>();
        boolean says = true;
        int links = 0;
        ExceptionTree next = causeOf(root);
        while (next != null && links < MAX_VISITED) {
            if (links == 0) {
                says = saysMore(last, next);
            }
            if (ExceptionTypes.isControlFlow(ExceptionTypes.canonical(next.type())) && rethrown.size() < MAX_FRAMES) {
                rethrown.addAll(root.frames());
            }
            links++;
            root = next;
            if (hasAppFrame(root)) {
                deepestInApp = root;
            }
            next = root.exceptions().isEmpty() ? causeOf(root) : null;
        }
        if (!root.exceptions().isEmpty()) {
            pushAll(root, open);
            if (says) {
                out.add(new Culprit(last, null, last.frames()));
            }
        } else {
            List<Frame> frames = deepestInApp.frames();
            if (!rethrown.isEmpty()) {
                rethrown.addAll(root.frames());
                frames = rethrown;
            }
            out.add(new Culprit(root, root == last || !says ? null : last, frames));
        }
        return links;
    }

    /**
     * What an exception was made from: its explicit cause, or the exception whose handler raised it in its own frame. An
     * exception that came from deeper inside a handler is a failure of its own.
     */
    private static @Nullable ExceptionTree causeOf(ExceptionTree e) {
        ExceptionTree origin = e.origin();
        if (origin == null || ExceptionTypes.isCarrier(origin.type())) {
            return null;
        }
        String type = ExceptionTypes.canonical(origin.type());
        if (ExceptionTypes.isControlFlow(type)) {
            // Up to 3.10 a cancelled task's exception is raised anew in each task that awaits it.
            return type.equals(ExceptionTypes.canonical(e.type())) ? origin : null;
        }
        if (e.cause() != null) {
            return origin;
        }
        if (e.frames().isEmpty() || origin.frames().isEmpty()) {
            return null;
        }
        Frame raised = e.frames().getLast();
        Frame handler = origin.frames().getFirst();
        String code = raised.code();
        boolean isRaise = code == null || code.startsWith("raise");
        return isRaise && raised.function().equals(handler.function()) && raised.file().equals(handler.file()) ? origin : null;
    }

    private static boolean saysMore(ExceptionTree wrapper, ExceptionTree origin) {
        String text = wrapper.message();
        if (text.isEmpty()) {
            String type = ExceptionTypes.canonical(wrapper.type());
            return !isGeneral(type) && !type.equals(ExceptionTypes.canonical(origin.type()));
        }
        boolean repeats = !origin.message().isEmpty() && text.contains(origin.message());
        return !repeats && !text.contains(origin.simpleType());
    }

    private static boolean isGeneral(String type) {
        return type.equals("Exception") || type.equals("RuntimeError") || type.equals("BaseException");
    }

    private static boolean hasAppFrame(ExceptionTree e) {
        for (int i = e.frames().size() - 1; i >= 0; i--) {
            if (e.frames().get(i).inApp()) {
                return true;
            }
        }
        return false;
    }
}
