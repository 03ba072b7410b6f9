package io.tracestitch.core.asyncio;

/**
 * What the repr of one of asyncio's objects says. Made by {@link Reprs}; immutable.
 *
 * <p>Fields that were cut off, by a log line's limit or by {@code reprlib}, are absent rather than guessed: a value counts only
 * when what ends it stands in the text.
 */
public sealed interface AsyncRepr
        permits TaskRepr, FutureRepr, CoroutineRepr, ScheduledRepr, LockRepr, QueueRepr, TransportRepr, ServerRepr, LoopRepr,
                UnknownRepr {

    /** The repr as printed, from its first to its last character. */
    String text();

    /** Name of the class as printed, such as {@code Task} or {@code asyncio.locks.Lock}; empty where the text names none. */
    String type();

    /** Whether the text ended before the repr did, or part of it could not be read. */
    boolean truncated();
}
