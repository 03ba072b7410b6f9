package io.tracestitch.stream;

import java.util.Locale;

/** Why lines were not analysed. */
public enum Shed {
    /** They went to the dead letters. */
    DEAD_LETTER,
    /** The record has no value: in a compacted topic, a deletion. */
    TOMBSTONE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in metrics. */
    public String id() {
        return id;
    }
}
