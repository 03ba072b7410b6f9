package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a creation stack, as {@code traceback.format_list} or tracemalloc prints it.
 *
 * @param place file and line
 * @param function name of the function, or null in tracemalloc's frames, which have none
 * @param code source text, dedented, several lines joined by {@code \n}; null where Python had no source
 * @param repeated {@code N} of "[Previous line repeated N more times]", else 0
 */
public record StackFrame(Place place, @Nullable String function, @Nullable String code, int repeated) {
}
