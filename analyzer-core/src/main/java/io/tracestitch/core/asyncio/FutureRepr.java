package io.tracestitch.core.asyncio;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A future that is no task: {@code <Future pending cb=[...]>}, {@code <_GatheringFuture finished exception=...>}, and
 * {@code <Future at 0x7f state=finished raised ValueError>} of {@code concurrent.futures}.
 *
 * @param text the repr as printed
 * @param type name of the future's class
 * @param state its state, or null where it was cut off or is none of asyncio's
 * @param exception repr of its exception, or null; of {@code concurrent.futures} only the type
 * @param result repr of its result, shortened by Python, or null; of {@code concurrent.futures} only the type
 * @param callbacks its done callbacks, of which Python prints the first and the last
 * @param moreCallbacks number of callbacks between these, that Python only counted
 * @param createdAt where it was created (debug mode), or null
 * @param truncated whether the text ended before the repr did, or part of it could not be read
 */
public record FutureRepr(
        String text,
        String type,
        @Nullable State state,
        @Nullable String exception,
        @Nullable String result,
        List<Callback> callbacks,
        int moreCallbacks,
        @Nullable Place createdAt,
        boolean truncated) implements AsyncRepr {

    /** Type of the exception without module, such as {@code ValueError}, or null. */
    public @Nullable String exceptionType() {
        return typeOf(exception);
    }

    /** The class name at the start of an exception's repr; null for reprs that do not begin with one. */
    static @Nullable String typeOf(@Nullable String exception) {
        if (exception == null) {
            return null;
        }
        int end = Names.dottedEnd(exception, 0, exception.length());
        boolean named = end > 0 && (end == exception.length() || exception.charAt(end) == '(');
        return named ? exception.substring(exception.lastIndexOf('.', end - 1) + 1, end) : null;
    }
}
