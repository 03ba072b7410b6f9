package io.tracestitch.cli.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.IncidentView;
import io.tracestitch.cli.report.Place;
import io.tracestitch.cli.report.StoryWords;
import io.tracestitch.cli.report.Times;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.record.Level;
import org.jspecify.annotations.Nullable;

/**
 * The story of a task, from its creation to the report of its failure.
 *
 * @param task what the task is called
 * @param ids request and other ids in its lines
 * @param steps what happened, in this order
 * @param evidence where this is known from, a sentence each
 */
public record Story(String task, List<String> ids, List<Step> steps, List<String> evidence) {

    /** Texts longer than this are for the log, not for a timeline. */
    private static final int LONGEST = 600;

    /** What happened to the task. */
    public sealed interface Step {

        /** Time of the day; empty if not known. */
        String time();

        /** Milliseconds of that time, with their point; empty if not known. */
        String fraction();
    }

    /** The task was created: the function that did it, place and source line, and doubt about it; each empty if there is none. */
    public record Created(String time, String fraction, String function, String place, String code, String doubt)
            implements Step {
    }

    /** Lines that are not shown. */
    public record Earlier(String time, String fraction, String text) implements Step {
    }

    /** The task wrote a line; the color is the name of a severity, or empty. */
    public record Wrote(String time, String fraction, String number, String level, String color, String text) implements Step {
    }

    /** It failed, with that exception, there. */
    public record Failed(String time, String fraction, String what, String function, String place) implements Step {
    }

    /** asyncio told of it; {@code note} says how late and what is odd about it. */
    public record Reported(String time, String fraction, String what, String lines, String note) implements Step {
    }

    static @Nullable Story of(IncidentView incident, Times times) {
        Event event = incident.latest();
        Stitch stitch = event.stitch();
        if (stitch == null) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        if (stitch.createdBy() != null) {
            steps.add(created(stitch.createdBy()));
        }
        long earlier = StoryWords.earlier(stitch, stitch.story().size());
        if (earlier > 0) {
            steps.add(new Earlier("", "", (stitch.story().isEmpty() ? "" : "earlier ") + (earlier == 1 ? "line" : "lines") + ": "
                    + Amounts.count(earlier)));
        }
        stitch.story().forEach(line -> steps.add(wrote(line, times)));
        if (event.exception() != null) {
            Place failed = incident.places().stream().filter(p -> p.role().equals("failed")).findFirst().orElse(null);
            steps.add(new Failed("", "", cut(event.exception().headline()), failed == null ? "" : failed.function(),
                    failed == null ? "" : failed.where()));
        }
        steps.add(reported(event, stitch, times));
        return new Story(StoryWords.who(event), stitch.ids(), steps, evidence(stitch));
    }

    private static Created created(Stitch.Creation c) {
        return new Created("", "", c.function() == null ? "" : c.function(), Place.shortPath(c.file()) + ":" + c.line(),
                c.code() == null ? "" : cut(c.code().strip()), StoryWords.doubt(c.confidence(), c.evidence()));
    }

    private static Wrote wrote(Stitch.Line line, Times times) {
        String level = line.level() == null ? "" : line.level();
        int number = Level.of(level);
        Severity severity = number >= Level.CRITICAL ? Severity.CRITICAL : number >= Level.ERROR ? Severity.ERROR
                : number >= Level.WARNING ? Severity.WARNING : null;
        return new Wrote(time(line.time(), times), fraction(line.time(), times), Amounts.count(line.number()), level,
                severity == null ? "" : severity.id(), cut(line.text()));
    }

    private static Reported reported(Event event, Stitch stitch, Times times) {
        boolean destroyed = event.kind() == EventKind.TASK_DESTROYED_PENDING;
        List<String> notes = new ArrayList<>();
        if (stitch.late() != null) {
            notes.add(late(stitch.late()) + " after the task's last line");
        }
        String own = event.task() == null ? null : event.task().name();
        if (event.recordTask() != null && !event.recordTask().equals(own)) {
            notes.add("while " + event.recordTask() + " ran, which has nothing to do with it");
        }
        return new Reported(time(event.timestamp(), times), fraction(event.timestamp(), times),
                destroyed ? "destroyed while still pending" : "reported by asyncio",
                "line " + Amounts.count(event.firstLine()), String.join(", ", notes));
    }

    private static String late(double seconds) {
        return seconds < 0.001 ? "right" : seconds < 0.1 ? Math.round(seconds * 1000) + " ms" : Amounts.seconds(seconds);
    }

    private static List<String> evidence(Stitch stitch) {
        List<String> out = new ArrayList<>();
        if (stitch.lines().isEmpty()) {
            out.add("No line of the log could be told to be this task's.");
        } else {
            out.add("Its lines are known by " + String.join("; ", stitch.evidence()) + confidence(stitch.confidence()));
        }
        Stitch.Creation c = stitch.createdBy();
        if (c != null) {
            out.add("Its creation: " + c.evidence() + confidence(c.confidence()));
        }
        return out;
    }

    private static String confidence(double value) {
        return String.format(Locale.ROOT, " (confidence %.2f).", value);
    }

    private static String time(@Nullable Instant time, Times times) {
        String exact = times.exact(time);
        return exact.isEmpty() ? "" : exact.substring(0, exact.indexOf('.'));
    }

    private static String fraction(@Nullable Instant time, Times times) {
        String exact = times.exact(time);
        return exact.isEmpty() ? "" : exact.substring(exact.indexOf('.'));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
