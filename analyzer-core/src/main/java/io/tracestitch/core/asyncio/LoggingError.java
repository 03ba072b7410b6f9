package io.tracestitch.core.asyncio;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What {@code logging} prints when a record could not be formatted or written (CPython {@code Lib/logging/__init__.py},
 * {@code Handler.handleError}): the line {@code --- Logging error ---}, a traceback, the stack of the logging call, and the
 * call's message and arguments. Immutable.
 *
 * @param message repr of the message, or null where the block ends before
 * @param arguments repr of the arguments, or null
 * @param callStack stack of the logging call, oldest call first
 * @param callSite the line that called logging, or null
 */
public record LoggingError(
        @Nullable String message, @Nullable String arguments, List<StackFrame> callStack, @Nullable Place callSite) {

    private static final String START = "--- Logging error ---";
    private static final String CALL_STACK = "Call stack:";
    private static final String LOGGED_FROM = "Logged from file ";
    private static final String MESSAGE = "Message: ";
    private static final String ARGUMENTS = "Arguments: ";

    /** Whether a line is the first one of such a block. */
    public static boolean begins(String line) {
        return line.startsWith(START) && line.length() <= START.length() + 1;
    }

    /** Reads a block, whose traceback is left to others; empty if the first line is not {@link #begins the right one}. */
    public static Optional<LoggingError> parse(String text) {
        int newline = text.indexOf('\n');
        if (!begins(newline < 0 ? text : text.substring(0, newline))) {
            return Optional.empty();
        }
        StackReader stack = null;
        String message = null;
        String arguments = null;
        Place loggedFrom = null;
        int at = newline < 0 ? text.length() : newline + 1;
        while (at < text.length()) {
            int next = text.indexOf('\n', at);
            int end = next < 0 ? text.length() : next;
            if (text.startsWith(CALL_STACK, at)) {
                stack = new StackReader();
            } else if (text.startsWith(LOGGED_FROM, at)) {
                loggedFrom = loggedFrom(text, at + LOGGED_FROM.length(), end);
            } else if ((stack != null || loggedFrom != null) && message == null && text.startsWith(MESSAGE, at)) {
                message = text.substring(at + MESSAGE.length(), end);
            } else if (message != null && arguments == null && text.startsWith(ARGUMENTS, at)) {
                arguments = text.substring(at + ARGUMENTS.length(), end);
            } else if (stack != null && message == null) {
                stack.line(text, at, end);
            }
            at = end + 1;
        }
        List<StackFrame> frames = stack == null ? List.of() : stack.frames();
        Place site = frames.isEmpty() ? loggedFrom : frames.getLast().place();
        return Optional.of(new LoggingError(message, arguments, frames, site));
    }

    /** {@code file.py, line 12}, printed instead of a stack where all of its frames are logging's own. */
    private static @Nullable Place loggedFrom(String s, int from, int to) {
        int comma = s.lastIndexOf(", line ", to);
        int line = comma < from ? -1 : Names.number(s, comma + 7, Names.digitsEnd(s, comma + 7, to));
        return line < 0 ? null : new Place(s.substring(from, comma), line);
    }
}
