package io.tracestitch.cli.page;

import java.util.List;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.StoryWords;
import io.tracestitch.cli.report.Times;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stall;
import org.jspecify.annotations.Nullable;

/**
 * A standstill: who takes part, and who waits for whom.
 *
 * @param what its kind, as a heading
 * @param graph the picture, or null where nobody waits for another, or for too many
 * @param parties who takes part, what each holds and waits for; empty texts where the log does not tell
 * @param more what the picture and the list leave out; empty if nothing
 * @param since when it began, in words; empty if not known
 * @param evidence what it was concluded from
 */
public record Standstill(String what, @Nullable WaitGraph graph, List<Row> parties, String more, String since,
        List<String> evidence) {

    private static final int ROWS = 50;

    /** A task or thread that takes part. */
    public record Row(String name, String holds, String waitsFor) {
    }

    static @Nullable Standstill of(Event event, String anchor, Times times) {
        Stall stall = event.stall();
        if (stall == null) {
            return null;
        }
        int all = stall.tasks().size();
        List<Row> rows = stall.tasks().stream().limit(ROWS)
                .map(p -> new Row(p.name(), text(p.holds()), StoryWords.waitsFor(p))).toList();
        String more = (all > WaitGraph.MOST ? "These are too many for a picture of who waits for whom. " : "")
                + (all > ROWS ? "And " + Amounts.count(all - ROWS) + " more." : "");
        String heading = switch (stall.what()) {
            case DEADLOCK -> "Who waits for whom";
            case LIVELOCK -> "Who goes round in circles";
            case HANG -> "Who stands still";
            case SILENCE -> "Who fell silent";
        };
        return new Standstill(heading, WaitGraph.of(stall, anchor, event.confidence() < 0.9), rows, more.strip(),
                stall.since() == null ? "" : times.full(stall.since()),
                stall.evidence());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
