package io.tracestitch.cli.report;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stitch;

/** The words in which a task's story is told, the same on a terminal and on the page. Words of the log are kept as they are. */
public final class StoryWords {

    /** A link this sure is told as a fact; of those, nine in ten are right. */
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.8;
    private static final double PROBABLY = 0.5;
    /** What comes sooner than a person notices tells nothing. */
    private static final double NOTICED = 0.1;
    static final int NAMES = 3;

    private StoryWords() {
    }

    /** What the task is called: its name, or where the log has none, {@code the task}. */
    public static String who(Event event) {
        return event.task() == null || event.task().name() == null ? "the task" : event.task().name();
    }

    /** What the task's lines came before: {@code it failed}. */
    public static String end(Event event) {
        return event.kind() == EventKind.TASK_DESTROYED_PENDING ? "it was destroyed" : "it failed";
    }

    /** How sure something is and why, where it is not sure: {@code likely: EVIDENCE}; else empty. */
    public static String doubt(double confidence, String evidence) {
        if (confidence >= SURE) {
            return "";
        }
        String degree = confidence >= LIKELY ? "likely" : confidence >= PROBABLY ? "probably" : "possibly";
        return evidence.isEmpty() ? degree : degree + ": " + evidence;
    }

    /** Doubt about the lines being the task's; empty if there is none, or there are no lines. */
    public static String doubt(Stitch stitch) {
        return stitch.lines().isEmpty() ? "" : doubt(stitch.confidence(), String.join("; ", stitch.evidence()));
    }

    /** What somebody waits for; empty if the log does not tell. */
    public static String waitsFor(Stall.Party party) {
        return party.waitsFor() == null ? "" : party.waitsFor().equals(party.name()) ? "itself" : party.waitsFor();
    }

    /** Lines of the task that are not among the {@code shown} last ones. */
    public static long earlier(Stitch stitch, int shown) {
        return stitch.earlier() + Math.max(0, stitch.lines().size() - shown);
    }

    /** What else is known of the incident's latest task, a sentence each. */
    static List<String> sentences(IncidentView incident) {
        Event event = incident.latest();
        Stitch stitch = event.stitch();
        List<String> out = new ArrayList<>();
        if (stitch == null) {
            return out;
        }
        List<String> reported = new ArrayList<>();
        Double late = incident.late();
        if (late != null && late >= NOTICED) {
            reported.add(Amounts.seconds(late) + " after the task's last line" + (incident.count() > 1 ? " (median)" : ""));
        }
        // those of the same incident are named there
        List<String> siblings = stitch.siblings().stream().filter(name -> !incident.tasks().contains(name)).toList();
        if (!siblings.isEmpty()) {
            reported.add("right after " + some(siblings, 1) + " of the same coroutine");
        }
        if (!reported.isEmpty()) {
            out.add("Reported " + String.join(", ", reported) + ".");
        }
        if (!stitch.elsewhere().isEmpty()) {
            out.add("Also reported in " + (stitch.elsewhere().size() == 1 ? "line " : "lines ")
                    + some(stitch.elsewhere().stream().map(Amounts::count).toList(), NAMES) + ".");
        }
        if (stitch.parent() != null) {
            out.add("The failure went on through gather or a group of " + stitch.parent() + ".");
        }
        if (stitch.instance() > 0) {
            out.add("It was run " + stitch.instance() + " of the process in this log.");
        }
        return out;
    }

    /** The first names, and how many more there are. */
    static String some(List<String> names, int most) {
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? first + " and " + Amounts.count(names.size() - most) + " more" : first;
    }
}
