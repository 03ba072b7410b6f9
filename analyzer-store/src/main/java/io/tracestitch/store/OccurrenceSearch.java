package io.tracestitch.store;

import java.util.Optional;

/** Finding occurrences and counting them over time. */
public interface OccurrenceSearch {

    /** One page of the occurrences that the request asks for. */
    OccurrencePage occurrences(OccurrenceRequest request);

    /** One occurrence by its id, or by the id of one of its sightings. */
    Optional<OccurrenceView> occurrence(String id);

    /** How many occurrences there were over time. */
    Timeline timeline(TimelineRequest request);
}
