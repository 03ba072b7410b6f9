package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/**
 * A lock, event, condition, semaphore or barrier: {@code <asyncio.locks.Lock object at 0x7f [locked, waiters:1]>}
 * (CPython {@code asyncio/locks.py}).
 *
 * @param text the repr as printed
 * @param type class with its module as printed
 * @param state first word in the brackets: {@code locked}, {@code unlocked}, {@code set}, {@code unset}, {@code filling},
 *     {@code draining}, {@code resetting}, {@code broken}; empty where it was cut off
 * @param value free places of a semaphore, or null
 * @param waiters number of those who wait
 * @param truncated whether the text ended before the repr did
 */
public record LockRepr(String text, String type, String state, @Nullable Integer value, int waiters, boolean truncated)
        implements AsyncRepr {

    /** Class without its module: {@code Lock}, {@code Event}, {@code Condition}, {@code Semaphore}, ... */
    public String kind() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Whether it is locked; null for what has no such state, that is events and barriers. */
    public @Nullable Boolean locked() {
        return switch (state) {
            case "locked" -> true;
            case "unlocked" -> false;
            default -> null;
        };
    }
}
