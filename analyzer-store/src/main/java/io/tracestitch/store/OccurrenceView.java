package io.tracestitch.store;

import java.util.List;

/**
 * An occurrence with its other reports.
 *
 * @param event the first report
 * @param sightings the other ones, oldest first; at most {@value #MAX_SIGHTINGS}
 */
public record OccurrenceView(EventDocument event, List<EventDocument> sightings) {

    /** Sightings shown of one occurrence. */
    public static final int MAX_SIGHTINGS = 16;

    public OccurrenceView {
        sightings = List.copyOf(sightings);
    }
}
