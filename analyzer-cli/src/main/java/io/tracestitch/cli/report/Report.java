package io.tracestitch.cli.report;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * All that is told to people about a run.
 *
 * @param sources what was read, in the order of the command line
 * @param incidents what was found, worst first
 * @param events how many events the incidents consist of
 * @param limits how often each limit of the analysis was hit, by its name
 * @param zone zone in which times are shown
 */
public record Report(List<SourceView> sources, List<IncidentView> incidents, long events, Map<String, Long> limits, ZoneId zone) {

    /** Lines read, of all sources. */
    public long lines() {
        return sources.stream().mapToLong(s -> s.summary().lines()).sum();
    }
}
