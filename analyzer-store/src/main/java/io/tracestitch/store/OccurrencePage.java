package io.tracestitch.store;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some of the occurrences that a request asks for.
 *
 * @param occurrences in the request's order
 * @param next cursor of the page that follows; null if there is none
 * @param total how many there are on all pages
 */
public record OccurrencePage(List<OccurrenceView> occurrences, @Nullable String next, long total) {

    public OccurrencePage {
        occurrences = List.copyOf(occurrences);
    }
}
