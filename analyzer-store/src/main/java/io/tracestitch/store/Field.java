package io.tracestitch.store;

import java.util.Locale;

/** What documents can be filtered by and counted by. A field of an incident can have several values. */
public enum Field {
    /** The service that reports; of incidents and events. */
    SERVICE(true, true),
    /** Release of the service; of incidents and events. */
    RELEASE(true, true),
    /** Category of the pattern; of incidents and events. */
    CATEGORY(true, true),
    /** Id of the pattern; of incidents and events. */
    PATTERN(true, true),
    /** Name of a {@link io.tracestitch.core.incident.Severity}; of incidents and events. */
    SEVERITY(true, true),
    /** Dotted type of an exception; of incidents and events. */
    EXCEPTION(true, true),
    /** Name of a task; of incidents and events. */
    TASK(true, true),
    /** Name of an {@link IncidentStatus}; of incidents. */
    STATUS(true, false),
    /** Name of an {@link io.tracestitch.core.incident.EventKind}; of events. */
    KIND(false, true),
    /** Whose log it is; of events. */
    SOURCE(false, true);

    /** Stands for documents without a value, in filters and in counts. */
    public static final String NONE = "";

    private final boolean ofIncidents;
    private final boolean ofEvents;
    private final String id = name().toLowerCase(Locale.ROOT);

    Field(boolean ofIncidents, boolean ofEvents) {
        this.ofIncidents = ofIncidents;
        this.ofEvents = ofEvents;
    }

    /** Its name in requests, in lower case. */
    public String id() {
        return id;
    }

    /** Whether incidents have it. */
    public boolean ofIncidents() {
        return ofIncidents;
    }

    /** Whether events have it. */
    public boolean ofEvents() {
        return ofEvents;
    }
}
