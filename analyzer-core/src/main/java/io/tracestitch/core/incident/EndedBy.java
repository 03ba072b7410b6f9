package io.tracestitch.core.incident;

import java.util.Locale;

/** Why an event's text ended where it did. */
public enum EndedBy {
    /** Its grammar said that it was complete. */
    GRAMMAR,
    /** The same writer began another record. */
    NEXT_RECORD,
    /** Nothing came for the flush interval. */
    TIMEOUT,
    /** A limit cut it. */
    LIMIT,
    /** The input ended. */
    END_OF_INPUT;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in JSON. */
    public String id() {
        return id;
    }
}
