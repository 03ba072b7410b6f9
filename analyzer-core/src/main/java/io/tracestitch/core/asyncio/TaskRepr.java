package io.tracestitch.core.asyncio;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A task, such as {@code <Task finished name='x' coro=<f() done, defined at /a.py:12> exception=ValueError('no')>}
 * (CPython {@code asyncio/base_tasks.py}).
 *
 * @param text the repr as printed
 * @param type name of the task's class
 * @param state its state, or null where it was cut off
 * @param name its name with escapes undone; null before Python 3.8, which has no names
 * @param coroutine the coroutine that it runs; null for finished eager tasks, which keep none
 * @param waitFor what it waits for, or null
 * @param exception repr of the exception that it ended with, or null
 * @param result repr of its result, shortened by Python, or null
 * @param callbacks its done callbacks, of which Python prints the first and the last
 * @param moreCallbacks number of callbacks between these, that Python only counted
 * @param createdAt where it was created (debug mode), or null; asyncio's own line for some ways of creating tasks
 * @param truncated whether the text ended before the repr did, or part of it could not be read
 */
public record TaskRepr(
        String text,
        String type,
        @Nullable State state,
        @Nullable String name,
        @Nullable CoroutineRepr coroutine,
        @Nullable AsyncRepr waitFor,
        @Nullable String exception,
        @Nullable String result,
        List<Callback> callbacks,
        int moreCallbacks,
        @Nullable Place createdAt,
        boolean truncated) implements AsyncRepr {

    /** Mark that Sentry's SDK appends to the names of the tasks that it wraps. */
    private static final String SENTRY = " (Sentry-wrapped)";

    /** Qualified name of the coroutine without parentheses, or null. */
    public @Nullable String coroutineName() {
        return coroutine == null ? null : coroutine.name();
    }

    /** Where the coroutine stands or is defined, or null. */
    public @Nullable Place place() {
        return coroutine == null ? null : coroutine.place();
    }

    /** Whether its cancellation was requested and it has not ended yet. */
    public boolean cancelRequested() {
        return state == State.CANCELLING;
    }

    /** Type of the exception without module, such as {@code ValueError}, or null. */
    public @Nullable String exceptionType() {
        return FutureRepr.typeOf(exception);
    }

    /**
     * Whether an error tracker's SDK wrapped the task: then {@link #coroutine()} is the wrapper, and the user's own coroutine is
     * known by its name only, which {@link #wrappedName()} gives.
     */
    public boolean wrapped() {
        return name != null && name.endsWith(SENTRY);
    }

    /** Name of the coroutine inside a wrapper (see {@link #wrapped()}), or null. */
    public @Nullable String wrappedName() {
        return name != null && name.endsWith(SENTRY) ? name.substring(0, name.length() - SENTRY.length()) : null;
    }
}
