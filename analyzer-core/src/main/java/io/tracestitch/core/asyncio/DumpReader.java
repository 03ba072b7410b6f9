package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.asyncio.DumpStack.Form;
import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Reads dumps of stacks line by line, several of them and of several tools in one text. The forms are those of CPython's
 * {@code Lib/asyncio/graph.py}, {@code tools.py} and {@code base_tasks.py}, {@code Python/traceback.c}, and of py-spy 0.3 and 0.4.
 * Every form begins its stacks with a line of its own, so that nothing but the newest stack needs to be kept open. Mutable, for
 * one text.
 */
final class DumpReader {

    private static final int MAX_DEPTH = 1_000;
    private static final int MAX_NAME = 200;
    private static final String NEWEST_FIRST = "(most recent call first):";

    /** A task of a call graph on the way to the newest line. */
    private record Nested(int column, OpenStack task) {
    }

    private final List<Dump> done = new ArrayList<>();
    private final Map<String, OpenStack> stacks = new LinkedHashMap<>();
    private final List<List<String>> cycles = new ArrayList<>();
    private final List<Nested> graph = new ArrayList<>();
    private final TaskTree tree = new TaskTree();
    private @Nullable OpenStack open;
    private int openIndent;
    private boolean table;
    private int links;
    private @Nullable Double timeout;
    private @Nullable String process;
    private boolean cut;
    /** The newest line if it may be the name of a task whose frames follow, or null. */
    private @Nullable String above;
    private int aboveIndent;

    List<Dump> read(String text) {
        int at = 0;
        while (at < text.length()) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline;
            line(text.substring(at, end).stripTrailing());
            at = end + 1;
        }
        close();
        return List.copyOf(done);
    }

    /** Ends a dump: what follows was printed later. */
    private void close() {
        List<DumpStack> out = new ArrayList<>(stacks.size());
        for (OpenStack stack : stacks.values()) {
            out.add(stack.close());
        }
        if (!out.isEmpty() || !cycles.isEmpty()) {
            done.add(new Dump(List.copyOf(out), List.copyOf(cycles), timeout, process, cut));
        }
        stacks.clear();
        cycles.clear();
        graph.clear();
        open = null;
        table = false;
        links = 0;
        timeout = null;
        process = null;
        cut = false;
    }

    private void line(String whole) {
        int indent = StackReader.skipBlanks(whole, 0, whole.length());
        if (indent == whole.length()) {
            return;
        }
        String line = whole.substring(indent);
        switch (line.charAt(0)) {
            case '*' -> {
                if (graphNode(line, indent)) {
                    return;
                }
            }
            case '+', '|' -> {
                StackFrame frame = DumpFrames.file(line.substring(1).strip());
                if (frame != null && open != null && open.form == Form.CALL_GRAPH) {
                    add(open, frame);
                }
                return;
            }
            case '\u2502', '\u2514', '\u251c' -> {
                treeLine(line, indent);
                return;
            }
            case 'F' -> {
                StackFrame frame = DumpFrames.file(line);
                if (frame != null) {
                    named(indent);
                    if (open != null) {
                        add(open, frame);
                    }
                    return;
                }
            }
            default -> {
            }
        }
        if (!head(line, indent)) {
            other(line, indent);
        }
        above = line;
        aboveIndent = indent;
    }

    /**
     * A frame below a line that stands further out and is no frame: programs that walk the coroutines themselves print the task's
     * name there.
     */
    private void named(int indent) {
        String name = above;
        above = null;
        if (name == null || aboveIndent >= indent || name.length() > MAX_NAME || name.contains("most recent call")
                || open != null && open.form != Form.TASK_STACK || open != null && open.depth() == 0) {
            return;
        }
        String plain = name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
        open = again(new OpenStack(Form.TASK_STACK, plain, null, null));
        openIndent = aboveIndent;
    }

    /** A line that begins a stack, or a dump. */
    private boolean head(String line, int indent) {
        if (line.startsWith("Timeout (") && line.endsWith(")!")) {
            close();
            timeout = seconds(line.substring("Timeout (".length(), line.length() - 2));
        } else if (line.startsWith("Process ") && line.indexOf(": ") > 8) {
            close();
            process = line.substring("Process ".length(), line.indexOf(": ")).strip();
        } else if (TaskTable.isHead(line)) {
            close();
            table = true;
        } else if (line.startsWith(TaskTree.CYCLE) && line.length() > TaskTree.CYCLE.length()) {
            if (cycles.size() < Dump.MAX_STACKS) {
                cycles.add(TaskTree.cycle(line));
            }
        } else if (line.startsWith("Thread ") || line.startsWith("Current thread ")) {
            return thread(line, indent);
        } else if (line.startsWith("Stack for <") || line.startsWith("Traceback for <") || line.startsWith("No stack for <")) {
            tasks(line, Form.TASK_STACK);
            openIndent = indent;
        } else {
            return false;
        }
        return true;
    }

    private void other(String line, int indent) {
        OpenStack stack = open;
        if (table) {
            OpenStack row = TaskTable.row(line);
            if (row != null) {
                OpenStack known = put(row);
                row.awaitedBy.forEach(r -> link(known, r));
                open = null;
                return;
            }
        }
        int task = line.indexOf("Task ");
        if (task > 0 && line.lastIndexOf('<', task) >= 0) {
            tasks(line, Form.REPR);
        } else if (stack != null && stack.form == Form.PY_SPY && indent == openIndent + 4) {
            StackFrame frame = DumpFrames.spy(line);
            if (frame != null) {
                add(stack, frame);
            }
        } else if (stack != null && stack.form == Form.TASK_STACK && indent > openIndent) {
            stack.code(line);
        }
    }

    /** {@code * Task(name='x', id=0x7f)}; indented below "Awaited by" it is one that awaits the task above. */
    private boolean graphNode(String line, int indent) {
        boolean task = line.startsWith("* Task(");
        if (!task && !line.startsWith("* Future(")) {
            return false;
        }
        int end = line.length();
        int named = line.indexOf("name=");
        String name = named < 0 ? null : new ReprReader(line, named + 5, end).string();
        int numbered = line.lastIndexOf("id=");
        String id = numbered < 0 || !line.endsWith(")") ? null : line.substring(numbered + 3, end - 1);
        OpenStack node = new OpenStack(Form.CALL_GRAPH, name, id, null);
        OpenStack known = stacks.get(node.key());
        while (!graph.isEmpty() && graph.getLast().column >= indent) {
            graph.removeLast();
        }
        if (!graph.isEmpty()) {
            link(graph.getLast().task, new Ref(name, id));
        }
        OpenStack kept = known == null ? put(node) : known;
        // What was printed before needs not be read again.
        open = known == null || known.depth() == 0 ? kept : null;
        if (graph.size() < MAX_DEPTH) {
            graph.add(new Nested(indent, kept));
        }
        return true;
    }

    private void treeLine(String line, int indent) {
        int column = TaskTree.column(line);
        if (column < 0) {
            return;
        }
        String name = TaskTree.task(line, column);
        if (name == null) {
            tree.frame(column + indent, " ".repeat(indent) + line);
            return;
        }
        OpenStack task = put(new OpenStack(Form.TREE, name, null, null));
        int before = task.awaitedBy.size();
        tree.task(column + indent, task);
        links += task.awaitedBy.size() - before;
        open = null;
    }

    /**
     * {@code Thread 0x7f [name] (most recent call first):} of faulthandler, whose names come with 3.14, and
     * {@code Thread 0x7F (active+gil): "name"} of py-spy.
     */
    private boolean thread(String line, int indent) {
        boolean fault = line.endsWith(NEWEST_FIRST);
        int from = line.indexOf(' ', line.startsWith("Current") ? 8 : 0) + 1;
        int to = line.indexOf(' ', from);
        int close = line.indexOf("):", from);
        if (to < 0 || !Names.isDigit(line.charAt(from)) || !fault && (line.charAt(to + 1) != '(' || close < 0)) {
            return line.startsWith("Current thread's C stack");
        }
        String state = fault ? "" : line.substring(to + 2, close);
        if (!fault && !state.startsWith("idle") && !state.startsWith("active")) {
            return false;
        }
        String name = null;
        if (fault) {
            int bracket = line.indexOf('[', to);
            int end = bracket < 0 ? -1 : line.lastIndexOf(']');
            name = end > bracket ? line.substring(bracket + 1, end) : null;
        } else if (close + 4 < line.length() && line.charAt(close + 3) == '"') {
            name = line.substring(close + 4, line.endsWith("\"") ? line.length() - 1 : line.length());
        }
        OpenStack stack = again(new OpenStack(fault ? Form.FAULTHANDLER : Form.PY_SPY, name, line.substring(from, to), null));
        stack.current = line.startsWith("Current") || state.contains("gil");
        stack.idle = state.startsWith("idle");
        open = stack;
        openIndent = indent;
        return true;
    }

    /** The tasks whose reprs stand in the line; the newest of them is the one that frames below it belong to. */
    private void tasks(String line, Form form) {
        open = null;
        for (AsyncRepr repr : Reprs.findAll(line)) {
            if (repr instanceof TaskRepr task && (task.state() == State.PENDING || task.state() == State.CANCELLING)) {
                OpenStack stack = new OpenStack(form, task.name(), null, task);
                open = form == Form.TASK_STACK ? again(stack) : put(stack);
            }
        }
    }

    private void add(OpenStack stack, StackFrame frame) {
        cut |= !stack.add(frame);
    }

    private void link(OpenStack awaited, Ref by) {
        if (links < Dump.MAX_LINKS) {
            links += awaited.awaitedBy.add(by) ? 1 : 0;
        } else {
            cut = true;
        }
    }

    /** Like {@link #put}, but a stack whose frames were printed already begins the next dump. */
    private OpenStack again(OpenStack stack) {
        OpenStack known = stacks.get(stack.key());
        if (known != null && known.depth() > 0) {
            close();
        }
        return put(stack);
    }

    /** The stack itself, or the one of the same task or thread that came before; not kept beyond the limit. */
    private OpenStack put(OpenStack stack) {
        OpenStack known = stacks.get(stack.key());
        if (known != null) {
            return known;
        }
        if (stacks.size() < Dump.MAX_STACKS) {
            stacks.put(stack.key(), stack);
        } else {
            cut = true;
        }
        return stack;
    }

    /** {@code 0:00:05.500000} as seconds; null if it is none. */
    private static @Nullable Double seconds(String text) {
        double total = 0;
        for (String part : text.split(":", 4)) {
            Double value = Names.decimal(part, 0, part.length());
            if (value == null) {
                return null;
            }
            total = total * 60 + value;
        }
        return total;
    }
}
