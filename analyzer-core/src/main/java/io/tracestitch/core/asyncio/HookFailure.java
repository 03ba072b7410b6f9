package io.tracestitch.core.asyncio;

/**
 * The lines that the interpreter prints before the two tracebacks of a {@code sys.excepthook} that failed itself (CPython
 * {@code Python/pythonrun.c}, {@code PyErr_PrintEx}).
 */
public final class HookFailure {

    private static final String HOOK = "Error in sys.excepthook:";
    private static final String ORIGINAL = "Original exception was:";

    private HookFailure() {
    }

    /** Whether a line stands before one of the two. */
    public static boolean begins(String line) {
        return line.equals(HOOK) || line.equals(ORIGINAL);
    }
}
