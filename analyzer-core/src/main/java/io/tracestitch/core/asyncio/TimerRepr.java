package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A timer: {@code <TimerHandle when=17544.33 f() at /a.py:56 created at /a.py:92>} (CPython {@code asyncio/events.py}).
 *
 * @param text the repr as printed
 * @param type name of the handle's class
 * @param when time of the loop's own clock in seconds, or null (uvloop prints none)
 * @param cancelled whether it was cancelled
 * @param callback what is to be run, or null
 * @param createdAt where it was scheduled (debug mode), or null
 * @param truncated whether the text ended before the repr did
 */
public record TimerRepr(
        String text,
        String type,
        @Nullable Double when,
        boolean cancelled,
        @Nullable Callback callback,
        @Nullable Place createdAt,
        boolean truncated) implements ScheduledRepr {
}
