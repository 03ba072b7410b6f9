package io.tracestitch.store;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Some of the incidents that a request asks for.
 *
 * @param incidents in the request's order
 * @param next cursor of the page that follows; null if there is none
 * @param total how many incidents there are on all pages
 * @param facets for each field that was asked for the most frequent values and how many of all these incidents have them, most
 *        frequent first, then by value. {@link Field#NONE} counts those without a value. Each count is the {@code total} that the
 *        request would have with a filter for this value added
 */
public record IncidentPage(List<IncidentView> incidents, @Nullable String next, long total, Map<Field, List<FacetCount>> facets) {

    public IncidentPage {
        incidents = List.copyOf(incidents);
        facets = Map.copyOf(facets);
    }
}
