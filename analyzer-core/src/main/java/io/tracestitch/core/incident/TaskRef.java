package io.tracestitch.core.incident;

import org.jspecify.annotations.Nullable;

/**
 * The task that an event is about, as far as the log names it.
 *
 * @param name task name; null in the reprs of Python 3.6 and 3.7, which have none
 * @param coroutine qualified name of the coroutine, without parentheses
 * @param state {@code pending}, {@code cancelling}, {@code finished} or {@code cancelled}
 * @param definedAt where the coroutine is defined, or runs
 * @param createdAt where the task was created (debug mode)
 * @param waitFor repr of what it waits for, or null
 */
public record TaskRef(
        @Nullable String name,
        @Nullable String coroutine,
        @Nullable String state,
        @Nullable Place definedAt,
        @Nullable Place createdAt,
        @Nullable String waitFor) {

    /**
     * A line of a file.
     *
     * @param file path as printed
     * @param line 1-based line number
     */
    public record Place(String file, int line) {
    }
}
