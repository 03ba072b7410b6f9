package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Fills a pattern's advice with an event's facts. */
final class Remediator {
    private Remediator() {
    }

    static Remediation remediate(Pattern pattern, Event event, Hits.@Nullable Hit hit) {
        Advice advice = pattern.advice();
        EventFacts facts = hit == null
                ? new EventFacts(event, null, List.of())
                : new EventFacts(event, hit.exception(), hit.rule().rule.frames());
        List<String> steps = new ArrayList<>();
        for (Advice.Step step : advice.steps()) {
            boolean fits = step.onlyWith() == null || facts.goesThrough(step.onlyWith());
            boolean contradicted = step.unless() != null && facts.goesThrough(step.unless());
            if (fits && !contradicted) {
                steps.add(Template.fill(step.text(), facts::value));
            }
        }
        return new Remediation(Template.fill(advice.summary(), facts::value), Template.fill(advice.why(), facts::value),
                List.copyOf(steps), advice.before(), advice.after(), pattern.appliesTo(), pointsAt(advice, event, facts),
                advice.references());
    }

    private static Remediation.@Nullable PointsAt pointsAt(Advice advice, Event event, EventFacts facts) {
        Advice.Pointer pointer = advice.pointsAt();
        if (pointer == null) {
            return null;
        }
        Line wanted = line(pointer.target(), event, facts);
        if (wanted != null) {
            return wanted.pointsAt(Template.fill(pointer.why(), facts::value));
        }
        for (Advice.Target other : Advice.Target.values()) {
            Line line = line(other, event, facts);
            if (line != null) {
                return line.pointsAt(meaning(other));
            }
        }
        return null;
    }

    private record Line(String file, int line, @Nullable String function) {
        Remediation.PointsAt pointsAt(String why) {
            return new Remediation.PointsAt(file, line, function, why);
        }
    }

    /** The line that a target means in this event; null where the event does not tell it. */
    private static @Nullable Line line(Advice.Target target, Event event, EventFacts facts) {
        TaskRef task = event.task();
        return switch (target) {
            case CREATION -> line(facts.createdAt(), null);
            case DEFINITION -> line(facts.definedAt(), task == null ? null : task.coroutine());
            case INNERMOST -> line(facts.innermost());
            case OUTERMOST -> line(facts.outermost());
            case WAITING -> line(facts.waiting());
        };
    }

    private static @Nullable Line line(TaskRef.@Nullable Place place, @Nullable String function) {
        return place == null ? null : new Line(place.file(), place.line(), function);
    }

    private static @Nullable Line line(@Nullable Frame frame) {
        return frame == null ? null : new Line(frame.file(), frame.line(), frame.function());
    }

    /** What can be said of a line that is not the one that the pattern asked for. */
    private static String meaning(Advice.Target target) {
        return switch (target) {
            case CREATION -> "creates the task";
            case DEFINITION -> "is where the task's coroutine is defined, or stands";
            case INNERMOST, WAITING -> "is the application's innermost line in the traceback";
            case OUTERMOST -> "is the application's outermost line in the traceback";
        };
    }
}
