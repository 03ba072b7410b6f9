package io.tracestitch.cli.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.SourceSummary;
import io.tracestitch.core.incident.Severity;

/**
 * How the reading of one stream went.
 *
 * @param summary what was read
 * @param elapsed how long it took
 * @param events how many events came out, those left out by their severity not counted
 * @param worst the worst severity among them; INFO where there is none
 * @param errors what could not be read, each as a sentence
 * @param limits how often each limit of the analysis was hit, by its name
 */
public record StreamResult(SourceSummary summary, Duration elapsed, long events, Severity worst, List<String> errors,
        Map<String, Long> limits) {
}
