package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Lines of {@code python -m asyncio pstree} (CPython 3.14 {@code Lib/asyncio/tools.py}): below a task stand its frames, oldest call
 * first, and below these the tasks that it awaits. Mutable, for one tree.
 */
final class TaskTree {

    private static final int MAX_DEPTH = 1_000;
    private static final String LAST = "\u2514\u2500\u2500 ";
    private static final String BRANCH = "\u251c\u2500\u2500 ";
    private static final String TASK = "(T) ";
    static final String CYCLES = "ERROR: await-graph contains cycles";
    static final String CYCLE = "cycle: ";
    private static final String ARROW = " \u2192 ";

    /** A node of the tree on the path to the newest line: a task, or a frame of the one above it. */
    private record Node(int column, OpenStack task, int depth) {
    }

    private final List<Node> path = new ArrayList<>();

    /** Column at which the line's branch begins; -1 if it is no line of a tree. */
    static int column(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\u2502')) {
            i++;
        }
        return line.startsWith(LAST, i) || line.startsWith(BRANCH, i) ? i : -1;
    }

    /** Name of the task in the line; null if it shows a frame. */
    static @Nullable String task(String line, int column) {
        int at = column + LAST.length();
        return line.startsWith(TASK, at) ? line.substring(at + TASK.length()).strip() : null;
    }

    /** Takes a task. */
    void task(int column, OpenStack task) {
        Node above = above(column);
        if (above != null) {
            task.awaitedBy.add(new Ref(above.task.name, above.task.id));
        }
        push(new Node(column, task, 0));
    }

    /** Takes a frame of the task above it; of a task that awaits several others along different ways, the first way stays. */
    void frame(int column, String line) {
        Node above = above(column);
        if (above != null) {
            StackFrame frame = DumpFrames.tree(line.substring(column + LAST.length()).strip());
            if (above.task.depth() == above.depth) {
                above.task.add(frame);
            }
            push(new Node(column, above.task, above.depth + 1));
        }
    }

    private @Nullable Node above(int column) {
        while (!path.isEmpty() && path.getLast().column >= column) {
            path.removeLast();
        }
        return path.isEmpty() ? null : path.getLast();
    }

    private void push(Node node) {
        if (path.size() < MAX_DEPTH) {
            path.add(node);
        }
    }

    /** The tasks of {@code cycle: a → b → a}, each once. */
    static List<String> cycle(String line) {
        List<String> names = new ArrayList<>();
        for (String name : line.substring(CYCLE.length()).split(ARROW)) {
            names.add(name.strip());
        }
        if (names.size() > 1 && names.getFirst().equals(names.getLast())) {
            names.removeLast();
        }
        return List.copyOf(names);
    }
}
