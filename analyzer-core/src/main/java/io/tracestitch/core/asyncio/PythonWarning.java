package io.tracestitch.core.asyncio;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A warning as Python's {@code warnings} module prints it, also when {@code logging.captureWarnings} made it the message of a
 * record of the logger {@code py.warnings} (CPython {@code Lib/warnings.py}, {@code _formatwarnmsg_impl} and
 * {@code _warn_unawaited_coroutine}). Immutable.
 *
 * @param kind what it is about
 * @param place the line that it is raised for; {@code sys:1} and {@code <sys>:0} at the interpreter's exit
 * @param category name of the warning's class, such as {@code ResourceWarning}
 * @param text the warning's own text, lines joined by {@code \n}, without stacks and hints
 * @param source the source line, dedented, or null
 * @param coroutine qualified name of the coroutine that was never awaited, or null
 * @param unclosed repr of the object that was not closed, or null
 * @param createdAt where the coroutine was created (debug mode), oldest call first; else empty
 * @param allocatedAt where the object was allocated (tracemalloc), oldest call first, without names of functions; else empty
 * @param lines number of lines of the text that belong to the warning
 */
public record PythonWarning(
        Kind kind,
        Place place,
        String category,
        String text,
        @Nullable String source,
        @Nullable String coroutine,
        @Nullable AsyncRepr unclosed,
        List<StackFrame> createdAt,
        List<StackFrame> allocatedAt,
        int lines) {

    private static final String SUFFIX = "Warning";

    /** What a warning is about. */
    public enum Kind {
        /** {@code coroutine 'f' was never awaited}. */
        COROUTINE_NEVER_AWAITED,
        /** {@code ResourceWarning}: something was not closed. */
        RESOURCE_UNCLOSED,
        /** Anything else. */
        OTHER
    }

    /**
     * Reads a warning.
     *
     * @param text the line {@code path:line: Category: text} and the lines below it; those that are not the warning's are left
     * @return empty if the first line is no warning
     */
    public static Optional<PythonWarning> parse(String text) {
        int newline = text.indexOf('\n');
        int end = newline < 0 ? text.length() : newline;
        int categoryAt = categoryAt(text, end);
        return categoryAt < 0 ? Optional.empty() : Optional.of(new WarningReader(text, categoryAt, end).read());
    }

    /** Whether a line is the first one of a warning. Cheap. */
    public static boolean mayBe(String firstLine) {
        return categoryAt(firstLine, firstLine.length()) >= 0;
    }

    /**
     * Index of the category in {@code path:line: Category: text}; -1 if the line has no such form. Paths may hold colons. Only
     * names that end in {@code Warning} count: the form alone is that of many a log line.
     */
    private static int categoryAt(String s, int end) {
        int at = s.indexOf(SUFFIX + ":", 0, end);
        if (at < 0) {
            return -1;
        }
        int name = at;
        while (name > 0 && (Names.isWord(s.charAt(name - 1)) || s.charAt(name - 1) == '.')) {
            name--;
        }
        int digits = name - 2;
        while (digits > 0 && Names.isDigit(s.charAt(digits - 1))) {
            digits--;
        }
        boolean form = digits > 1 && digits < name - 2 && s.charAt(digits - 1) == ':' && s.startsWith(": ", name - 2);
        return form ? name : -1;
    }
}
