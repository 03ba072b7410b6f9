package io.tracestitch.core.pattern;

import java.util.Locale;
import java.util.Optional;

/** The families of failures. The list is closed: reports, filters and metrics count on it. */
public enum Category {
    /** Starting, running, stopping and closing event loops. */
    LOOP_LIFECYCLE,
    /** An object of one loop or thread used from another. */
    LOOP_AFFINITY,
    /** A failure that nobody looked at. */
    UNRETRIEVED,
    /** Work that never ran or never ended: destroyed, never awaited, garbage-collected. */
    LOST_WORK,
    /** Cancellation that leaks, is swallowed, or hits the wrong task. */
    CANCELLATION,
    /** Something took longer than it was allowed to. */
    TIMEOUT,
    /** Nobody can go on, or everybody goes on without progress. */
    DEADLOCK_LIVELOCK,
    /** The event loop stands still because a coroutine or callback does not return. */
    BLOCKING,
    /** One object used by several tasks, or twice, where it allows only one. */
    CONCURRENCY_MISUSE,
    /** Threads and processes that work for the loop. */
    EXECUTOR,
    /** Sockets, sessions, transports and loops that nobody closes. */
    RESOURCE_LEAK,
    /** Streams, sockets and protocols. */
    TRANSPORT,
    /** Context variables. */
    CONTEXT,
    /** What goes wrong while the process ends. */
    SHUTDOWN,
    /** Frameworks and libraries on top of asyncio. */
    FRAMEWORK;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in files, JSON and metrics, such as {@code loop-lifecycle}. */
    public String id() {
        return id;
    }

    /** The category of that name; empty if there is none. */
    public static Optional<Category> of(String name) {
        for (Category c : values()) {
            if (c.id.equals(name)) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }
}
