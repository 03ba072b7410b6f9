package io.tracestitch.store;

import java.util.List;

/** What became of a batch. */
public sealed interface SaveResult {

    /**
     * Everything is kept but what was rejected. Trying again changes nothing.
     *
     * @param written documents that were written
     * @param stale incidents that were passed over because the same or a newer version was kept already
     * @param rejected documents that this store will never take
     */
    record Saved(int written, int stale, List<Rejection> rejected) implements SaveResult {
        public Saved {
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * The store could not be reached or written to. Some of the batch may be kept, nobody knows what: save the whole batch again,
     * later.
     *
     * @param why for people, one line
     */
    record Unavailable(String why) implements SaveResult {
    }

    /**
     * A document that was refused, and why.
     *
     * @param kind which list of the batch it stood in
     * @param id its id
     * @param why for people, one line
     */
    record Rejection(DocumentKind kind, String id, String why) {
    }

    /** The two kinds of documents. */
    enum DocumentKind {
        /** An {@link EventDocument}. */
        EVENT,
        /** An {@link IncidentDocument}. */
        INCIDENT
    }
}
