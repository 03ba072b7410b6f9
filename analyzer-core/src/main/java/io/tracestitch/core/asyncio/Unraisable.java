package io.tracestitch.core.asyncio;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The first line that {@code sys.unraisablehook} and {@code threading.excepthook} print before a traceback (CPython
 * {@code Python/errors.c}, {@code Lib/threading.py}, {@code Modules/_threadmodule.c}, {@code Modules/atexitmodule.c}; 3.6 to
 * 3.14). Immutable.
 *
 * @param kind where the exception came from
 * @param text the line
 * @param thread name of the thread, such as {@code poller-1} or {@code Thread-1 (run)}; null for {@link Kind#UNRAISABLE}
 * @param where what Python was doing, such as {@code in}, {@code while calling deallocator}, {@code in atexit callback},
 *     {@code on threading shutdown}; empty for threads
 * @param object repr of the object in question, or null
 */
public record Unraisable(Kind kind, String text, @Nullable String thread, String where, @Nullable String object) {

    private static final String IGNORED = "Exception ignored ";
    private static final String IN_THREAD = "Exception in thread ";
    private static final String STARTED_BY = "Unhandled exception in thread started by ";
    private static final String AT_SHUTDOWN = " (most likely raised during interpreter shutdown)";
    private static final String ATEXIT = "Error in atexit._run_exitfuncs:";

    /** Where an exception that nobody could catch came from. */
    public enum Kind {
        /** It ended a thread. */
        THREAD,
        /** It was raised where Python cannot pass it on: in a finalizer, a callback, at exit. */
        UNRAISABLE
    }

    /** Reads a line; empty if it is none of these hooks. */
    public static Optional<Unraisable> parse(String line) {
        if (!line.startsWith("E") && !line.startsWith("U")) {
            return Optional.empty();
        }
        if (line.startsWith(IGNORED)) {
            return ignored(line);
        }
        if (line.startsWith(IN_THREAD)) {
            return inThread(line);
        }
        if (line.startsWith(STARTED_BY)) {
            return Optional.of(new Unraisable(Kind.THREAD, line, null, "", blankToNull(line.substring(STARTED_BY.length()))));
        }
        return line.startsWith(ATEXIT)
                ? Optional.of(new Unraisable(Kind.UNRAISABLE, line, null, "in atexit callback", null)) : Optional.empty();
    }

    /** Qualified name of the function in {@link #object()}, such as {@code X.__del__}, or null. */
    public @Nullable String function() {
        String repr = object;
        if (repr == null) {
            return null;
        }
        int from = repr.startsWith("<function ") ? 10 : repr.startsWith("<bound method ") ? 14
                : repr.startsWith("<coroutine object ") ? 18 : repr.startsWith("<generator object ") ? 18 : -1;
        int end = from < 0 ? -1 : repr.indexOf(from == 14 ? " of " : " at 0x", from);
        return end < 0 ? null : repr.substring(from, end);
    }

    private static Optional<Unraisable> ignored(String line) {
        int from = IGNORED.length();
        int angle = line.indexOf('<', from);
        int colon = line.indexOf(": ", from);
        if (angle > from && (colon < 0 || angle < colon || colon == angle - 2)) {
            // The object's repr may be followed by a colon (3.13) or by ": None" (hooks of test runners).
            String repr = Reprs.parse(line, angle, line.length()).text();
            return Optional.of(unraisable(line, line.substring(from, angle), repr));
        }
        String rest = colon < 0 ? "" : line.substring(colon + 2);
        return Optional.of(unraisable(line, colon < 0 ? line.substring(from) : line.substring(from, colon), rest));
    }

    private static Unraisable unraisable(String line, String where, String object) {
        String place = where.strip();
        boolean thread = place.startsWith("in thread started by");
        String trimmed = place.endsWith(":") ? place.substring(0, place.length() - 1) : place;
        return new Unraisable(thread ? Kind.THREAD : Kind.UNRAISABLE, line, null, thread ? "" : trimmed, blankToNull(object));
    }

    private static Optional<Unraisable> inThread(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) <= ' ') {
            end--;
        }
        if (line.charAt(end - 1) != ':' || end - 1 < IN_THREAD.length()) {
            return Optional.empty();
        }
        String name = line.substring(IN_THREAD.length(), end - 1);
        String bare = name.endsWith(AT_SHUTDOWN) ? name.substring(0, name.length() - AT_SHUTDOWN.length()) : name;
        return Optional.of(new Unraisable(Kind.THREAD, line, bare, "", null));
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
