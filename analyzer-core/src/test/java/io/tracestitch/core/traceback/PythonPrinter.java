package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints exceptions as CPython 3.11 and later do, step by step: {@code TracebackException.format} in {@code Lib/traceback.py}, or, for
 * what nobody caught before 3.13, {@code Python/pythonrun.c}. They differ in where a group's end is drawn.
 */
final class PythonPrinter {

    private static final String CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
    private static final String CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean needClose;

    private final boolean inC;

    private PythonPrinter(boolean inC) {
        this.inC = inC;
    }

    /** @param inC whether {@code pythonrun.c} prints */
    static String print(ExceptionTree tree, boolean inC) {
        PythonPrinter printer = new PythonPrinter(inC);
        printer.chain(tree);
        return printer.out.toString();
    }

    private void chain(ExceptionTree tree) {
        List<ExceptionTree> chain = tree.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            ExceptionTree one = chain.get(i);
            boolean before = needClose;
            if (one.origin() != null) {
                emit(one.cause() != null ? CAUSE : CONTEXT, '|');
            }
            if (one.exceptions().isEmpty()) {
                plain(one);
            } else {
                group(one);
            }
            needClose = inC && i > 0 ? before : needClose;
        }
    }

    private void plain(ExceptionTree one) {
        if (!one.frames().isEmpty()) {
            emit("Traceback (most recent call last):\n", '|');
            frames(one.frames());
        }
        emit(exceptionOnly(one, one.message()), '|');
    }

    private void group(ExceptionTree one) {
        boolean top = depth == 0;
        depth += top ? 1 : 0;
        if (!one.frames().isEmpty()) {
            emit("Exception Group Traceback (most recent call last):\n", top ? '+' : '|');
            frames(one.frames());
        }
        int n = one.exceptions().size();
        emit(exceptionOnly(one, one.message() + " (" + n + " sub-exception" + (n == 1 ? "" : "s") + ")"), '|');
        needClose = false;
        for (int i = 0; i < n; i++) {
            boolean last = i == n - 1;
            needClose |= last;
            out.append(indent()).append(i == 0 ? "+-" : "  ").append("+---------------- ").append(i + 1).append(" ----------------\n");
            depth++;
            chain(one.exceptions().get(i));
            if (last && needClose) {
                out.append(indent()).append("+------------------------------------\n");
                needClose = false;
            }
            depth--;
        }
        depth = top ? 0 : depth;
    }

    private static String exceptionOnly(ExceptionTree one, String message) {
        List<String> lines = new ArrayList<>();
        lines.add(message.isEmpty() ? one.type() : one.type() + ": " + message);
        lines.addAll(one.notes());
        return String.join("\n", lines) + "\n";
    }

    private void frames(List<Frame> frames) {
        for (Frame f : frames) {
            emit("  File \"" + f.file() + "\", line " + f.line() + ", in " + f.function() + "\n", '|');
            if (f.code() != null) {
                emit("    " + f.code() + "\n", '|');
                if (f.line() % 2 == 0) {
                    emit("    " + "~".repeat(Math.max(0, f.code().length() - 2)) + "^^\n", '|');
                }
            }
            if (f.repeated() > 0) {
                emit("  [Previous line repeated " + f.repeated() + " more time" + (f.repeated() == 1 ? "" : "s") + "]\n", '|');
            }
        }
    }

    private String indent() {
        return "  ".repeat(depth);
    }

    private void emit(String text, char margin) {
        String prefix = depth == 0 ? "" : indent() + margin + ' ';
        text.lines().forEach(line -> out.append(prefix).append(line).append('\n'));
    }
}
