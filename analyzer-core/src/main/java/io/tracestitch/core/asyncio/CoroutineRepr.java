package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine, generator or async generator, either as an object ({@code <coroutine object f at 0x7f>}) or as asyncio formats it
 * inside a task's repr ({@code f() running at /a.py:5}; CPython {@code asyncio/coroutines.py}, {@code _format_coroutine}).
 *
 * @param text the repr as printed; inside a task what stands between {@code coro=<} and {@code >}
 * @param type {@code coroutine}, {@code generator}, {@code async_generator}, ...
 * @param name qualified name without parentheses, such as {@code main.<locals>.run}; null where there is none
 * @param progress how far it is
 * @param place the line at which it stands, or for a coroutine that is done the one where it is defined; or null
 * @param createdAt where it was created (debug mode of Python 3.6 and 3.7), or null
 * @param truncated whether the text ended before the repr did
 */
public record CoroutineRepr(
        String text,
        String type,
        @Nullable String name,
        Progress progress,
        @Nullable Place place,
        @Nullable Place createdAt,
        boolean truncated) implements AsyncRepr {

    /** How far a coroutine is. */
    public enum Progress {
        /** It has a frame: {@link CoroutineRepr#place()} is the line at which it stands. */
        RUNNING,
        /** It has returned, raised, or was closed: {@link CoroutineRepr#place()} is where it is defined. */
        DONE,
        /** The repr does not say. */
        UNKNOWN
    }
}
