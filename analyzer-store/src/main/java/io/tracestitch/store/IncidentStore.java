package io.tracestitch.store;

/**
 * Keeps incidents and the events that they are made of. All methods can be called by several threads at once.
 *
 * <p>Where a store cannot be reached or written to, {@link #save} says so in its result, and everything else throws
 * {@link StoreUnavailableException}. Requests that make no sense throw {@link InvalidRequestException}. Neither text that was
 * saved nor text that is searched for leads to any other exception.
 */
public interface IncidentStore extends StoreWriter, IncidentSearch, OccurrenceSearch, Triage, Retention, AutoCloseable {

    /** Whether the store can be used at this moment, and why not. Never throws, and answers within a few seconds. */
    Health health();

    /**
     * Makes everything that was saved before visible to searches. They see it within about a second anyway; this is for tests,
     * and for showing people what they have just changed.
     */
    void refresh();

    /** Lets go of files and connections. What was acknowledged stays. Closing twice is harmless. */
    @Override
    void close();
}
