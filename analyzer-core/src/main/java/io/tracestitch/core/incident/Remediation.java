package io.tracestitch.core.incident;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a user should know and do about an incident: a pattern's advice with the event's own facts in it.
 *
 * @param summary what happened
 * @param why what usually leads to it, most likely first
 * @param steps what to do, in order
 * @param before Python that fails
 * @param after the same, right
 * @param appliesTo the Python versions concerned
 * @param pointsAt the line of the application to change; null where the event tells none
 * @param references where it is documented
 */
public record Remediation(
        String summary,
        String why,
        List<String> steps,
        String before,
        String after,
        String appliesTo,
        @Nullable PointsAt pointsAt,
        List<String> references) {

    /**
     * A line of the application.
     *
     * @param file path as the log has it
     * @param line 1-based line number
     * @param function the function around it; null where the log does not tell
     * @param why what that line does
     */
    public record PointsAt(String file, int line, @Nullable String function, String why) {
    }
}
