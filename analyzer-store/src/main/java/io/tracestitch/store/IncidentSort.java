package io.tracestitch.store;

import java.util.Locale;

/** What incidents are ordered by. */
public enum IncidentSort {
    /** Time of the latest occurrence. */
    LAST_SEEN,
    /** Time of the earliest occurrence. */
    FIRST_SEEN,
    /** How many occurrences. */
    COUNT,
    /** How bad; equally bad ones by their latest occurrence. */
    SEVERITY;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its name in requests. */
    public String id() {
        return id;
    }
}
