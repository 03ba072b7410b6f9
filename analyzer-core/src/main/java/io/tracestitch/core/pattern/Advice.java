package io.tracestitch.core.pattern;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A pattern's texts as its author wrote them, with placeholders such as {@code {place}} or {@code {coroutine|the coroutine}}.
 *
 * @param summary what happened, in a sentence or two
 * @param why what usually leads to it, most likely first
 * @param steps what to do, in order
 * @param before Python that fails
 * @param after the same, right
 * @param pointsAt which line of the application to change, or null
 * @param references where it is documented: names of CPython's files, functions, chapters
 */
public record Advice(
        String summary,
        String why,
        List<Step> steps,
        String before,
        String after,
        @Nullable Pointer pointsAt,
        List<String> references) {

    /**
     * One thing to do.
     *
     * @param text what
     * @param onlyWith said only where the event's traceback goes through this place; null: always
     * @param unless not said where the event's traceback goes through this place: advice never says what the user already does
     */
    public record Step(String text, @Nullable FramePoint onlyWith, @Nullable FramePoint unless) {
    }

    /**
     * Which line of the application to change.
     *
     * @param target how to find it in an event
     * @param why what that line does
     */
    public record Pointer(Target target, String why) {
    }

    /** How to find a line of the application in an event; where it is missing, the others are tried in this order. */
    public enum Target {
        /** Where the task was created (debug mode tells). */
        CREATION,
        /** Where the coroutine is defined, or runs. */
        DEFINITION,
        /** The application's innermost frame of the exception that the pattern explains. */
        INNERMOST,
        /** The application's outermost frame. */
        OUTERMOST,
        /** The application's frame that waits in the place that the pattern's {@code frames} name. */
        WAITING
    }
}
