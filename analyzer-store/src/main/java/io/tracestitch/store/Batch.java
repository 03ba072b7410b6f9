package io.tracestitch.store;

import java.util.List;

/**
 * Documents that are saved together. They are not one transaction: another search may see some of them before others.
 *
 * @param events reports of failures
 * @param incidents aggregates
 */
public record Batch(List<EventDocument> events, List<IncidentDocument> incidents) {

    public Batch {
        events = List.copyOf(events);
        incidents = List.copyOf(incidents);
    }

    /** A batch of events alone. */
    public static Batch ofEvents(List<EventDocument> events) {
        return new Batch(events, List.of());
    }

    /** A batch of incidents alone. */
    public static Batch ofIncidents(List<IncidentDocument> incidents) {
        return new Batch(List.of(), incidents);
    }

    /** How many documents it has. */
    public int size() {
        return events.size() + incidents.size();
    }
}
