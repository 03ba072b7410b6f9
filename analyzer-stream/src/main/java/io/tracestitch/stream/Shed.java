package io.tracestitch.stream;

import java.util.Locale;

/** Why lines are in no event and not plain either. */
public enum Shed {
    /** They went to the dead letters. */
    DEAD_LETTER,
    /** A limit cut them out of the event to which they belong. */
    LIMIT,
    /** The record has no value: in a compacted topic, a deletion. */
    TOMBSTONE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in metrics. */
    public String id() {
        return id;
    }
}
