package io.tracestitch.cli.report;

import java.util.Map;

/**
 * Incidents that the story of a task leads to, as far as they are in the report.
 *
 * @param lines numbers of the incidents that other reports of the same failure belong to, by the first line of the report
 * @param tasks numbers of the incidents that tasks of the story failed in, by the task's name
 */
public record Related(Map<Long, Integer> lines, Map<String, Integer> tasks) {

    /** Nothing is related. */
    static final Related NONE = new Related(Map.of(), Map.of());
}
