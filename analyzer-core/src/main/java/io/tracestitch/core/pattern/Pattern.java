package io.tracestitch.core.pattern;

import java.util.List;
import java.util.function.Supplier;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a program fails: how to recognise it, and what to tell the user. Immutable.
 *
 * @param id unique name, lower case with hyphens
 * @param title one line, as a heading
 * @param category its family
 * @param severity how bad an event of this pattern is
 * @param appliesTo the Python versions concerned, such as {@code 3.8+}
 * @param refines id of the more general pattern that this one is a special case of, or null
 * @param catchAll whether it says little more than the exception's type does, so that any other explanation wins
 * @param match alternatives; one that holds is enough
 * @param examples logs that this pattern explains
 * @param texts gives the advice; the built-in patterns' is read on first use, because most runs need the texts of few patterns
 * @param origin where the pattern was read from
 */
public record Pattern(
        String id,
        String title,
        Category category,
        Severity severity,
        String appliesTo,
        @Nullable String refines,
        boolean catchAll,
        List<Rule> match,
        List<Example> examples,
        Supplier<Advice> texts,
        Origin origin) {

    /** What to tell the user, before an event's facts are filled in. */
    public Advice advice() {
        return texts.get();
    }

    /**
     * A log that shows the pattern.
     *
     * @param file name inside the pattern's folder {@code examples}
     * @param kind kind of the event in it that the pattern explains
     */
    public record Example(String file, EventKind kind) {
    }

    /**
     * Where a pattern was read from, for messages.
     *
     * @param file name of the file
     * @param line 1-based line of its {@code id}
     * @param refinesLine 1-based line of its {@code refines}, or of its {@code id} if it has none
     */
    public record Origin(String file, int line, int refinesLine) {
    }
}
