package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/** A callback that a loop was told to run: now ({@link HandleRepr}) or at a time ({@link TimerRepr}). */
public sealed interface ScheduledRepr extends AsyncRepr permits HandleRepr, TimerRepr {

    /** What is to be run; null for cancelled handles outside of debug mode. */
    @Nullable Callback callback();

    /** Where it was scheduled (debug mode), or null. */
    @Nullable Place createdAt();

    /** Whether it was cancelled. */
    boolean cancelled();
}
