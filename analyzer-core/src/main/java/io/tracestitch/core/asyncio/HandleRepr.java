package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A handle: {@code <Handle f('x') at /a.py:60 created at /a.py:95>} (CPython {@code asyncio/events.py}), also uvloop's, which
 * names the callback without its arguments and its place.
 *
 * @param text the repr as printed
 * @param type name of the handle's class
 * @param cancelled whether it was cancelled
 * @param callback what is to be run, or null
 * @param createdAt where it was scheduled (debug mode), or null
 * @param truncated whether the text ended before the repr did
 */
public record HandleRepr(
        String text,
        String type,
        boolean cancelled,
        @Nullable Callback callback,
        @Nullable Place createdAt,
        boolean truncated) implements ScheduledRepr {
}
