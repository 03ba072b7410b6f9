package io.tracestitch.core.incident;

import java.util.List;

/**
 * What makes two events the same failure.
 *
 * @param id 32 hexadecimal digits
 * @param version version of the algorithm; part of the id
 * @param why what went into it, one short sentence each, for people
 */
public record Fingerprint(String id, int version, List<String> why) {
    /** The algorithm's version: to be raised with every change that gives an old event another id. */
    public static final int VERSION = 1;

    /** The fingerprint of one event; a {@link Fingerprinter} is faster for many. */
    public static Fingerprint of(Event event) {
        return new Fingerprinter().of(event);
    }
}
