package io.tracestitch.cli.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.IncidentView;
import io.tracestitch.cli.report.Occurrence;
import io.tracestitch.cli.report.Place;
import io.tracestitch.cli.report.Related;
import io.tracestitch.cli.report.TimeHistogram;
import io.tracestitch.cli.report.Times;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Stitch;
import org.jspecify.annotations.Nullable;

/**
 * One incident on the page.
 *
 * @param anchor its name in the page's address
 * @param incident what is told about it
 * @param category what it is filed under
 * @param where the line that matters most, or null
 * @param when when it was seen last, in words; empty if not known
 * @param spark its events over time, as the path of bars on the axis of the whole page; empty if there is no axis
 * @param sentence what happened, told longer
 * @param fix what to change, or null
 * @param story the story of its latest task, or null
 * @param standstill who waits for whom, or null
 * @param trace its traceback
 * @param facts what is known besides, in pairs
 * @param seen its first occurrences
 * @param raw its latest lines as they stood in the log; empty if they were not kept
 */
public record Card(String anchor, IncidentView incident, String category, @Nullable Place where, String when, String spark,
        List<String> sentence, @Nullable Fix fix, @Nullable Story story, @Nullable Standstill standstill,
        List<TraceItem> trace, List<Fact> facts, List<Seen> seen, String raw) {

    private static final int TASKS = 8;
    private static final int RAW_CHARACTERS = 100_000;

    /** A fact and its name; the parts of the fact are a list. */
    public record Fact(String name, List<Ref> parts) {

        Fact(String name, String value) {
            this(name, List.of(new Ref(value, "")));
        }
    }

    /** A text, and the anchor that it leads to; empty if it leads nowhere. */
    public record Ref(String text, String anchor) {

        static Ref of(String text, @Nullable Integer incident) {
            return new Ref(text, incident == null || incident > Page.MOST_CARDS ? "" : Card.anchor(incident));
        }
    }

    /** An occurrence. */
    public record Seen(String time, String place, String task, String what) {
    }

    /**
     * What to change.
     *
     * @param remediation the advice
     * @param points the place that it points at, such as {@code orders.py:88}; empty if none
     * @param before how the code looks, or null
     * @param after how it should look, or null
     */
    public record Fix(Remediation remediation, String points, @Nullable PythonCode before, @Nullable PythonCode after) {
    }

    static Card of(IncidentView i, TimeHistogram axis, boolean manySources, Times times) {
        Event e = i.latest();
        Place where = i.places().stream().filter(p -> p.role().equals("failed") && !p.where().isEmpty()).findFirst()
                .orElse(i.places().stream().filter(p -> !p.where().isEmpty()).findFirst().orElse(null));
        String spark = axis.buckets() < 2 ? ""
                : Timeline.spark(i.histogram().counts(axis.start(), axis.seconds(), axis.buckets()));
        String raw = e.raw() == null ? "" : e.raw();
        return new Card(anchor(i.number()), i, category(i), where, i.last() == null ? "" : times.full(i.last()), spark,
                sentence(i, times), i.remediation() == null ? null : fix(i.remediation()),
                Story.of(i, times), Standstill.of(e, anchor(i.number()), times),
                e.exception() != null ? TraceItems.of(e.exception()) : TraceItems.of(e.stack()), facts(i, times),
                i.occurrences().stream().map(o -> seen(o, manySources, times)).toList(),
                raw.length() > RAW_CHARACTERS ? raw.substring(0, RAW_CHARACTERS) + "\n…" : raw);
    }

    private static String anchor(int number) {
        return "i" + number;
    }

    static String category(IncidentView i) {
        return i.category() != null ? i.category() : i.latest().kind().id();
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static List<String> sentence(IncidentView i, Times times) {
        List<String> out = new ArrayList<>();
        StringBuilder facts = new StringBuilder(i.count() == 1 ? "Seen once" : "Seen " + Amounts.count(i.count()) + " times");
        String span = times.span(i.first(), i.last());
        facts.append(span.isEmpty() ? "" : ", " + span);
        if (!i.tasks().isEmpty()) {
            facts.append(i.tasks().size() == 1 ? ", in task " : ", in tasks ")
                    .append(String.join(", ", i.tasks().subList(0, Math.min(3, i.tasks().size()))));
            facts.append(i.tasks().size() > 3 ? " and " + Amounts.count(i.tasks().size() - 3L) + " more" : "");
        }
        out.add(facts.append('.').toString());
        if (i.remediation() != null && !i.remediation().summary().isBlank()) {
            out.addFirst(i.remediation().summary().strip());
        }
        return out;
    }

    private static Fix fix(Remediation r) {
        String points = r.pointsAt() == null ? "" : Place.shortPath(r.pointsAt().file()) + ":" + r.pointsAt().line();
        PythonCode before = r.before().isBlank() ? null : PythonCode.of(r.before(), r.after(), true);
        PythonCode after = r.after().isBlank() ? null : PythonCode.of(r.after(), r.before(), false);
        return new Fix(r, points, before, after);
    }

    private static List<Fact> facts(IncidentView i, Times times) {
        Event e = i.latest();
        List<Fact> out = new ArrayList<>();
        out.add(new Fact("Count", Amounts.count(i.count())));
        add(out, "First seen", i.first(), times);
        add(out, "Last seen", i.last(), times);
        out.add(new Fact("Last lines", e.firstLine() == e.lastLine() ? Amounts.count(e.firstLine())
                : Amounts.count(e.firstLine()) + " to " + Amounts.count(e.lastLine())));
        out.add(new Fact(i.sources().size() > 1 ? "Sources" : "Source", String.join(", ", i.sources())));
        add(out, "Logger", e.logger());
        add(out, "Level", e.level());
        add(out, "Process", e.process());
        add(out, "Thread", e.thread());
        add(out, "Written while running", e.recordTask());
        if (!i.tasks().isEmpty()) {
            out.add(new Fact(i.tasks().size() == 1 ? "Task" : "Tasks",
                    String.join(", ", i.tasks().subList(0, Math.min(TASKS, i.tasks().size())))
                    + (i.tasks().size() > TASKS ? " and " + (i.tasks().size() - TASKS) + " more" : "")));
        }
        if (e.task() != null) {
            add(out, "Coroutine", e.task().coroutine());
            add(out, "Waits for", e.task().waitFor());
        }
        if (e.stitch() != null) {
            story(out, e.stitch(), i.related());
        }
        if (e.confidence() < 1) {
            out.add(new Fact("Confidence", String.format(Locale.ROOT, "%.2f", e.confidence())));
        }
        return out;
    }

    private static void story(List<Fact> out, Stitch stitch, Related related) {
        if (stitch.parent() != null) {
            out.add(new Fact("Went on through", List.of(Ref.of(stitch.parent(), related.tasks().get(stitch.parent())))));
        }
        if (!stitch.siblings().isEmpty()) {
            out.add(new Fact("Reported right after", stitch.siblings().stream()
                    .map(s -> Ref.of(s, related.tasks().get(s))).toList()));
        }
        if (!stitch.elsewhere().isEmpty()) {
            out.add(new Fact("Also reported in", stitch.elsewhere().stream()
                    .map(l -> Ref.of("line " + Amounts.count(l), related.lines().get(l))).toList()));
        }
        if (stitch.instance() > 0) {
            out.add(new Fact("Run of the process", Integer.toString(stitch.instance())));
        }
    }

    private static void add(List<Fact> out, String name, @Nullable Instant time, Times times) {
        if (time != null) {
            out.add(new Fact(name, times.full(time)));
        }
    }

    private static void add(List<Fact> out, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.add(new Fact(name, value));
        }
    }

    private static Seen seen(Occurrence o, boolean manySources, Times times) {
        return new Seen(o.time() == null ? "" : times.full(o.time()), (manySources ? o.source() + ":" : "line ")
                + o.firstLine(), o.task() == null ? "" : o.task(), o.what());
    }
}
