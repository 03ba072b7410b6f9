package io.tracestitch.store;

import java.util.Optional;

/** Finding incidents. Incidents that were merged into another one are found as part of that one. */
public interface IncidentSearch {

    /** One page of the incidents that the request asks for, and how many there are by the fields that it names. */
    IncidentPage incidents(IncidentRequest request);

    /** One incident by its id, or by the id of one that was merged into it. */
    Optional<IncidentView> incident(String id);
}
