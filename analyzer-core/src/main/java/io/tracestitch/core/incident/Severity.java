package io.tracestitch.core.incident;

import java.util.Locale;
import java.util.Optional;

/** How bad an event is, in rising order. */
public enum Severity {
    /** Worth knowing, harmless by itself. */
    INFO,
    /** Degrades the service, or hides a failure. */
    WARNING,
    /** Work was lost or a request failed. */
    ERROR,
    /** The process, or everything in it, stands still or died. */
    CRITICAL;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Name in JSON and options. */
    public String id() {
        return id;
    }

    /** The severity of that name, whatever its case; empty if there is none. */
    public static Optional<Severity> of(String name) {
        for (Severity s : values()) {
            if (s.id.equalsIgnoreCase(name)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }
}
