package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Stacks that somebody asked for, without an exception: {@code faulthandler} (CPython {@code Python/traceback.c}),
 * {@code asyncio.Task.print_stack} ({@code Lib/asyncio/base_tasks.py}), {@code asyncio.print_call_graph} (3.14,
 * {@code Lib/asyncio/graph.py}) and {@code py-spy dump}. The forms differ from tracebacks: the newest call may stand first, a comma
 * may be missing, a frame may have no {@code File}.
 */
public final class StackDump {

    /** Frames of one dump that are kept. */
    public static final int MAX_FRAMES = 500;
    private static final String NEWEST_FIRST = "(most recent call first):";
    private static final String OLDEST_FIRST = "(most recent call last):";

    private StackDump() {
    }

    /** Whether the line begins a dump. */
    public static boolean begins(String line) {
        return line.startsWith("Fatal Python error: ") || line.startsWith("Timeout (") && line.stripTrailing().endsWith(")!")
                || isThread(line) || isOfTask(line) || line.startsWith("* Task(name=") || isTool(line) || isProcess(line);
    }

    /** {@code python -m asyncio ps} and {@code pstree} (3.14, {@code Lib/asyncio/tools.py}). */
    private static boolean isTool(String line) {
        return line.startsWith("tid ") && line.contains(" task id ") && line.contains(" coroutine stack ")
                || line.startsWith("\u2514\u2500\u2500 (T) ") || line.startsWith("ERROR: await-graph contains cycles");
    }

    /** {@code Process 4711: python -m app} of py-spy. */
    private static boolean isProcess(String line) {
        if (!line.startsWith("Process ") || line.length() < 12 || !Character.isDigit(line.charAt(8))) {
            return false;
        }
        int colon = line.indexOf(':');
        return colon > 8 && colon < 20 && line.startsWith(": ", colon) && line.chars().limit(colon).skip(8).allMatch(Character::isDigit);
    }

    /** Rows of {@code ps}, branches of {@code pstree}, and the circles that it found. */
    private static boolean isRow(String line) {
        char first = line.charAt(0);
        if (first == '\u2502' || first == '\u2514' || first == '\u251c' || line.startsWith("cycle: ")) {
            return true;
        }
        return first == '-' && line.startsWith("-".repeat(60)) || first >= '0' && first <= '9' && isTableRow(line);
    }

    /** A thread's number and a task's address, each padded with blanks. */
    private static boolean isTableRow(String line) {
        int i = 0;
        while (i < line.length() && Character.isDigit(line.charAt(i))) {
            i++;
        }
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i >= 10 && line.startsWith("0x", i);
    }

    /** Whether the line goes on with a dump that has begun; blank lines do too. */
    public static boolean continues(String line) {
        return line.isBlank() || line.charAt(0) == ' ' || isThread(line) || line.startsWith("Extension modules: ")
                || line.startsWith("Python runtime state: ") || line.startsWith("Python v") || line.startsWith("* Task(name=")
                || line.startsWith("<") && line.endsWith(">") || line.startsWith("No stack for <") || isRow(line);
    }

    /** {@code Traceback for <Task ...>}, below which an exception may be named. */
    public static boolean hasException(String line) {
        return line.startsWith("Traceback for <") && line.stripTrailing().endsWith(OLDEST_FIRST);
    }

    /** {@code Stack for <Task pending name='x' ...> (most recent call last):}. */
    private static boolean isOfTask(String line) {
        return hasException(line) || line.startsWith("Stack for <") && line.stripTrailing().endsWith(OLDEST_FIRST);
    }

    private static boolean isThread(String line) {
        if (line.startsWith("Thread 0x") || line.startsWith("Current thread ")) {
            return line.stripTrailing().endsWith(NEWEST_FIRST);
        }
        return line.startsWith("Thread ") && line.length() > 8 && Character.isDigit(line.charAt(7))
                && (line.contains(" (idle)") || line.contains(" (active"));
    }

    /** The repr of the task that the dump is about; empty if it is about none. */
    public static String task(String line) {
        int from = line.indexOf('<');
        int to = line.lastIndexOf('>');
        return isOfTask(line) && to > from ? line.substring(from, to + 1) : "";
    }

    /**
     * The frames of the dump's first stack, oldest call first. Of several threads that is the one that Python names first, which is the
     * current one after a fatal error.
     */
    public static List<Frame> frames(TextLines lines, int from, int to) {
        List<Frame> out = new ArrayList<>();
        boolean newestFirst = false;
        for (int i = from; i < to && out.size() < MAX_FRAMES; i++) {
            String text = lines.text(i);
            boolean stack = isThread(text) || text.startsWith("* Task(") || text.strip().startsWith("* Task(");
            if (stack && !out.isEmpty()) {
                break;
            }
            newestFirst |= text.stripTrailing().endsWith(NEWEST_FIRST) || text.startsWith("Thread ") || text.startsWith("* ");
            Frame frame = frame(text.strip());
            if (frame != null) {
                boolean source = !newestFirst && i + 1 < to && lines.kind(i + 1) != LineKind.FRAME
                        && lines.indent(i + 1) > lines.indent(i);
                out.add(source ? Frame.of(frame.file(), frame.line(), frame.function(), lines.text(i + 1).strip()) : frame);
            }
        }
        if (newestFirst) {
            Collections.reverse(out);
        }
        return List.copyOf(out);
    }

    private static @Nullable Frame frame(String text) {
        String line = text.startsWith("|") ? text.substring(1).strip() : text;
        if (line.startsWith("File \"") || line.startsWith("File '")) {
            int quote = line.indexOf(line.charAt(5) + ", line ", 6);
            int in = quote < 0 ? -1 : line.indexOf(" in ", quote);
            return in < 0 ? null : of(line.substring(6, quote), line.substring(quote + 8, in), line.substring(in + 4));
        }
        int open = line.lastIndexOf(" (");
        int colon = line.lastIndexOf(':');
        boolean spy = open > 0 && colon > open && line.endsWith(")") && !line.startsWith("Thread ");
        return spy ? of(line.substring(open + 2, colon), line.substring(colon + 1, line.length() - 1), line.substring(0, open)) : null;
    }

    private static @Nullable Frame of(String file, String number, String function) {
        String digits = number.endsWith(",") ? number.substring(0, number.length() - 1) : number;
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        String name = function.startsWith("async ") ? function.substring("async ".length()) : function;
        return Frame.of(file, Integer.parseInt(digits), name.endsWith("()") ? name.substring(0, name.length() - 2) : name, null);
    }
}
