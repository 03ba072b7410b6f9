package io.tracestitch.core.asyncio;

import java.util.List;

import io.tracestitch.core.asyncio.DumpStack.Form;
import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code python -m asyncio ps} (CPython 3.14 {@code Lib/asyncio/tools.py}). Columns are padded to a width, and one that is
 * longer pushes the rest to the right.
 */
final class TaskTable {

    private static final int NAME = 20;
    private static final int CHAIN = 50;
    private static final int AWAITER = 15;
    private static final String ARROW = " -> ";

    private final String row;
    private int at;

    private TaskTable(String row) {
        this.row = row;
    }

    /** Whether the line names the columns. */
    static boolean isHead(String line) {
        return line.startsWith("tid ") && line.contains(" task id ") && line.contains(" coroutine stack ")
                && line.contains(" awaiter chain ");
    }

    /** The task in a row, and who awaits it; null if the line is no row. */
    static @Nullable OpenStack row(String line) {
        TaskTable table = new TaskTable(line);
        String thread = table.column(10);
        String id = table.column(20);
        if (thread.isEmpty() || Names.digitsEnd(thread, 0, thread.length()) < thread.length() || !id.startsWith("0x")) {
            return null;
        }
        String name = table.column(NAME);
        String chain = table.column(CHAIN);
        table.column(CHAIN);
        String awaiter = table.column(AWAITER);
        String awaiterId = table.column(AWAITER);
        OpenStack stack = new OpenStack(Form.TABLE, name.isEmpty() ? null : name, id, null);
        for (String function : List.of(chain.split(ARROW))) {
            if (!function.isBlank()) {
                stack.add(new StackFrame(new Place("", 0), function.strip(), null, 0));
            }
        }
        if (awaiterId.startsWith("0x") && !awaiterId.equals("0x0")) {
            stack.awaitedBy.add(new Ref(awaiter.isEmpty() ? null : awaiter, awaiterId));
        }
        return stack;
    }

    /** The next column, which is at least {@code width} wide. */
    private String column(int width) {
        int from = Math.min(at, row.length());
        int end = Math.min(from + width, row.length());
        while (end < row.length() && !endsAt(end)) {
            end++;
        }
        at = end + 1;
        return row.substring(from, end).strip();
    }

    /** A blank that is not part of an arrow. */
    private boolean endsAt(int i) {
        return row.charAt(i) == ' ' && !row.startsWith(ARROW, i) && !(i >= 3 && row.startsWith(ARROW, i - 3));
    }
}
