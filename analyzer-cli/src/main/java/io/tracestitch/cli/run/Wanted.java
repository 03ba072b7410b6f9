package io.tracestitch.cli.run;

import io.tracestitch.core.incident.Severity;

/**
 * Which results are wanted, so that nothing else is made.
 *
 * @param json whether each event is to be written as a line of JSON
 * @param events whether events are to be handed on, for incidents
 * @param minSeverity milder events are left out
 */
public record Wanted(boolean json, boolean events, Severity minSeverity) {
}
