package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * An event loop: {@code <_UnixSelectorEventLoop running=True closed=False debug=False>}, also {@code <uvloop.Loop ...>}.
 *
 * @param text the repr as printed
 * @param type name of the loop's class
 * @param running whether it runs, or null where it was cut off
 * @param closed whether it is closed, or null where it was cut off
 * @param debug whether it is in debug mode, or null where it was cut off
 * @param truncated whether the text ended before the repr did
 */
public record LoopRepr(
        String text,
        String type,
        @Nullable Boolean running,
        @Nullable Boolean closed,
        @Nullable Boolean debug,
        boolean truncated) implements AsyncRepr {
}
