package io.tracestitch.stream;

import java.util.Locale;

/** Why a record went to the dead letters. */
public enum DeadLetterReason {
    /** Its value is no text: too many of its bytes are control characters. */
    NOT_TEXT,
    /** Its value has more bytes than the limit. */
    TOO_LARGE,
    /** Its value has more lines than can be numbered. */
    TOO_MANY_LINES,
    /** Kafka's client could not read it. */
    UNREADABLE,
    /** The analysis failed on it: a fault of ours. */
    ANALYSIS_FAILED,
    /** It was to be published, and the broker does not take anything so large. */
    NOT_PUBLISHABLE,
    /** A record of the stage's own topics that is no event or incident. */
    NOT_A_DOCUMENT,
    /** The store will never take this document. */
    REJECTED_BY_STORE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Name in headers and metrics. */
    public String id() {
        return id;
    }
}
