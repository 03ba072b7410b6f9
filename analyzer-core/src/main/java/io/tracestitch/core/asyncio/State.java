package io.tracestitch.core.asyncio;

/** State of a task or future, as its repr names it (CPython {@code asyncio/base_futures.py} and {@code base_tasks.py}). */
public enum State {
    /** Not done. */
    PENDING("pending"),
    /** Not done, and its cancellation was requested; only tasks have this state. */
    CANCELLING("cancelling"),
    /** Done, with a result or an exception. */
    FINISHED("finished"),
    /** Done by cancellation. */
    CANCELLED("cancelled");

    private final String id;

    State(String id) {
        this.id = id;
    }

    /** The word that the repr uses. */
    public String id() {
        return id;
    }
}
