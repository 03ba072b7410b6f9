package io.tracestitch.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.tracestitch.core.SourceSummary;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Severity;

/** Lays a report out for a terminal or a text file. Everything from the log passes {@link SafeText}. */
public final class TextReport {

    /** Narrower than this nothing is readable. */
    public static final int NARROWEST = 40;
    /** Lines of prose longer than this are hard to read, whatever the terminal's width. */
    public static final int WIDEST = 128;

    /** Relations to other incidents that are shown. */
    private static final int RELATED = 4;
    private static final int MOST_SOURCES = 20;
    private static final int MOST_INCIDENTS = 50;
    private static final int TASKS = 3;
    private static final int STEPS = 2;
    private static final int NARROW = 76;
    private static final int WHERE_COLUMNS = 28;
    private static final int FUNCTION_COLUMNS = 24;

    private final Report report;
    private final Paint paint;
    private final int width;
    private final boolean raw;
    private final Times times;
    private final String margin;
    private final Set<String> advised = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private TextReport(Report report, Paint paint, int width, boolean raw) {
        this.report = report;
        this.paint = paint;
        this.width = Math.clamp(width, NARROWEST, WIDEST);
        this.raw = raw;
        this.times = new Times(report.zone());
        this.margin = " ".repeat(this.width < NARROW ? 4 : 13);
    }

    /**
     * The report as text.
     *
     * @param width columns of the terminal
     * @param raw whether to show each incident's lines as they stood in the log
     */
    public static String of(Report report, Paint paint, int width, boolean raw) {
        TextReport text = new TextReport(report, paint, width, raw);
        text.write();
        return text.out.toString();
    }

    private void write() {
        sources();
        line("");
        if (report.incidents().isEmpty()) {
            nothing();
        } else {
            line("  " + paint.bold(Amounts.count(report.incidents().size(), "incident")) + " in "
                    + Amounts.count(report.events(), "event"));
            line("");
            report.incidents().stream().limit(MOST_INCIDENTS).forEach(this::incident);
            if (report.incidents().size() > MOST_INCIDENTS) {
                line(" and " + Amounts.count(report.incidents().size() - MOST_INCIDENTS, "more incident")
                        + ": --format incidents tells them all");
                line("");
            }
        }
        limits();
        closing();
    }

    private void sources() {
        int name = report.sources().stream().mapToInt(s -> Wrapping.columns(SafeText.line(s.summary().source()))).max().orElse(0);
        report.sources().stream().limit(MOST_SOURCES).forEach(s -> source(s, Math.min(name, width / 2)));
        if (report.sources().size() > MOST_SOURCES) {
            line("and " + Amounts.count(report.sources().size() - MOST_SOURCES, "more source"));
        }
    }

    private void source(SourceView source, int nameColumns) {
        SourceSummary s = source.summary();
        String name = SafeText.line(s.source());
        List<String> facts = new ArrayList<>();
        facts.add(Amounts.count(s.lines(), "line") + ", " + Amounts.bytes(s.bytes()) + span(s));
        facts.add("format: " + SafeText.line(s.envelope().isEmpty() ? s.format() : s.envelope() + ", " + s.format()));
        facts.add("read in " + Amounts.duration(source.elapsed()));
        String joined = String.join("   ", facts);
        if (nameColumns + 3 + Wrapping.columns(joined) <= width) {
            line(paint.bold(pad(name, nameColumns)) + "   " + joined);
        } else {
            line(paint.bold(name));
            String indent = "    ";
            facts.forEach(fact -> Wrapping.wrap(fact, width - indent.length()).forEach(l -> line(indent + l)));
        }
    }

    private String span(SourceSummary s) {
        String span = times.span(s.firstTimestamp(), s.lastTimestamp());
        return span.isEmpty() ? "" : ", " + span;
    }

    private void nothing() {
        line("  Nothing broke in " + Amounts.count(report.lines(), "line") + ", as far as the log tells.");
        if (report.lines() > 0) {
            Wrapping.wrap("If that surprises you, `./tracestitch explain FILE` shows how each line was read.", width - 2)
                    .forEach(l -> line("  " + l));
        }
        line("");
    }

    private void incident(IncidentView incident) {
        title(incident);
        Wrapping.wrap(facts(incident), width - margin.length()).forEach(l -> line(margin + l));
        incident.remarks().stream().limit(RELATED)
                .forEach(what -> Wrapping.wrap(SafeText.line(what), width - margin.length()).forEach(l -> line(margin + l)));
        Remediation remediation = incident.remediation();
        boolean told = remediation != null && !advised.add(incident.label() + '\n' + remediation.summary());
        if (remediation != null && !told && !remediation.summary().isBlank()) {
            line("");
            prose(SafeText.line(flat(remediation.summary())));
        }
        if (!incident.places().isEmpty()) {
            line("");
            int whereColumns = widest(incident, Place::where, WHERE_COLUMNS);
            int functionColumns = widest(incident, Place::function, FUNCTION_COLUMNS);
            incident.places().forEach(place -> place(place, whereColumns, functionColumns));
        }
        block(new StoryText(times, paint, width - margin.length()).of(incident));
        if (incident.latest().stall() != null) {
            block(new StallText(times, width - margin.length()).of(incident.latest().stall()));
        }
        line("");
        Wrapping.wrap(where(incident), width - margin.length()).forEach(l -> line(margin + paint.faint(l)));
        if (raw) {
            rawLines(incident.latest());
        }
        if (remediation != null) {
            fix(incident, remediation, told);
        }
        line("");
    }

    private void block(List<String> lines) {
        if (!lines.isEmpty()) {
            line("");
            lines.forEach(l -> line(margin + l));
        }
    }

    private void title(IncidentView incident) {
        String number = String.format(Locale.ROOT, "%2d", incident.number());
        String severity = incident.severity().name();
        String label = "[" + incident.label() + "]";
        String headline = SafeText.line(incident.headline());
        boolean narrow = width < NARROW;
        String lead = number + "  " + paint.severity(incident.severity(), severity);
        String start = narrow ? lead + "  " + paint.faint(label)
                : lead + " ".repeat(Math.max(1, margin.length() - 4 - severity.length()));
        if (narrow) {
            line(start);
            Wrapping.wrap(headline, width - margin.length()).forEach(l -> line(margin + paint.bold(l)));
            return;
        }
        int room = width - margin.length();
        List<String> lines = Wrapping.wrap(headline, room);
        String last = lines.getLast();
        int gap = room - Wrapping.columns(last) - label.length();
        for (int i = 0; i < lines.size(); i++) {
            String text = (i == 0 ? start : margin) + paint.bold(lines.get(i));
            line(i == lines.size() - 1 && gap >= 2 ? text + " ".repeat(gap) + paint.faint(label) : text);
        }
        if (gap < 2) {
            line(margin + paint.faint(label));
        }
    }

    private String facts(IncidentView incident) {
        StringBuilder text = new StringBuilder(incident.count() == 1 ? "once" : Amounts.count(incident.count()) + " times");
        Instant first = incident.first();
        Instant last = incident.last();
        if (first != null && last != null) {
            text.append(first.equals(last) ? ", at " : ", ").append(times.shortSpan(first, last));
        }
        List<String> tasks = incident.tasks();
        if (!tasks.isEmpty()) {
            text.append(tasks.size() == 1 ? ", task " : ", tasks ").append(some(tasks));
        }
        if (report.sources().size() > 1 && !incident.sources().isEmpty()) {
            text.append(", in ").append(some(incident.sources()));
        }
        return text.toString();
    }

    private static String some(List<String> names) {
        List<String> shown = names.stream().limit(TASKS).map(SafeText::line).toList();
        return String.join(", ", shown) + (names.size() > TASKS ? " and " + Amounts.count(names.size() - TASKS) + " more" : "");
    }

    private void place(Place place, int whereColumns, int functionColumns) {
        String indent = margin + "  ";
        int role = 8;
        String where = SafeText.line(place.where());
        String function = SafeText.line(place.function());
        String code = SafeText.line(flat(place.code()));
        int room = width - indent.length() - role - 1;
        if (!where.isEmpty()) {
            String left = pad(where, whereColumns);
            String middle = pad(function, functionColumns);
            String together = left + "  " + middle + "  ";
            int rest = room - Wrapping.columns(together);
            if (rest >= 24) {
                line(indent + pad(place.role(), role) + " " + paint.action(left) + "  " + middle + "  "
                        + Wrapping.cut(code, rest));
            } else {
                line(indent + pad(place.role(), role) + " " + paint.action(where) + "  "
                        + Wrapping.cut(function, Math.max(8, room - where.length() - 2)));
                if (!code.isEmpty()) {
                    line(indent + " ".repeat(role + 1) + Wrapping.cut(code, room));
                }
            }
        }
        String raised = SafeText.line(flat(place.raised()));
        if (!raised.isEmpty()) {
            String label = where.isEmpty() ? pad(place.role(), role) + " " : " ".repeat(role + 1);
            List<String> lines = Wrapping.wrap(raised, room);
            for (int i = 0; i < Math.min(3, lines.size()); i++) {
                line(indent + (i == 0 ? label : " ".repeat(role + 1)) + lines.get(i));
            }
        }
        if (!place.doubt().isEmpty()) {
            Wrapping.wrap("(" + SafeText.line(flat(place.doubt())) + ")", room)
                    .forEach(l -> line(indent + " ".repeat(role + 1) + l));
        }
    }

    private static int widest(IncidentView incident, Function<Place, String> column, int limit) {
        return Math.min(limit, incident.places().stream()
                .mapToInt(place -> Wrapping.columns(SafeText.line(column.apply(place)))).max().orElse(0));
    }

    private String where(IncidentView incident) {
        Event e = incident.latest();
        String lines = e.firstLine() == e.lastLine() ? "line " + Amounts.count(e.firstLine())
                : "lines " + Amounts.count(e.firstLine()) + " to " + Amounts.count(e.lastLine());
        return (incident.count() > 1 ? "last seen in " : "") + lines
                + (report.sources().size() > 1 ? " of " + SafeText.line(e.source()) : "")
                + (e.confidence() < 1 ? (e.stall() == null ? ", put together" : ", concluded") + " with confidence "
                        + String.format(Locale.ROOT, "%.2f", e.confidence()) : "")
                + (e.truncated() ? ", cut by a limit" : "");
    }

    private void rawLines(Event event) {
        String text = event.raw();
        if (text == null) {
            return;
        }
        line("");
        text.lines().forEach(l -> line(margin + paint.faint("│ ") + SafeText.line(l)));
    }

    private void fix(IncidentView incident, Remediation remediation, boolean told) {
        line("");
        String label = margin + paint.action("fix") + "     ";
        String indent = margin + "        ";
        List<String> steps = told ? List.of()
                : remediation.steps().stream().limit(STEPS).map(s -> SafeText.line(flat(s))).toList();
        boolean first = true;
        for (int n = 0; n < steps.size(); n++) {
            String number = steps.size() == 1 ? "" : n + 1 + ". ";
            for (String text : Wrapping.wrap(steps.get(n), width - indent.length() - number.length())) {
                line((first ? label : indent) + number + text);
                first = false;
                number = " ".repeat(number.length());
            }
        }
        line((first ? label : indent) + (told ? "as above   " : "")
                + paint.faint("./tracestitch patterns show " + incident.pattern()));
    }

    private void limits() {
        for (Map.Entry<String, Long> limit : report.limits().entrySet()) {
            String times = limit.getValue() == 1 ? "once" : Amounts.count(limit.getValue()) + " times";
            Wrapping.wrap("The limit " + limit.getKey() + " cut something " + times + "; the events say so.", width)
                    .forEach(this::line);
        }
    }

    private void closing() {
        if (report.incidents().isEmpty()) {
            return;
        }
        Map<Severity, Integer> by = new EnumMap<>(Severity.class);
        report.incidents().forEach(i -> by.merge(i.severity(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        for (Severity s : List.of(Severity.CRITICAL, Severity.ERROR, Severity.WARNING, Severity.INFO)) {
            Integer n = by.get(s);
            if (n != null) {
                parts.add(paint.severity(s, switch (s) {
                    case CRITICAL -> n + " critical";
                    case ERROR -> Amounts.count(n, "error");
                    case WARNING -> Amounts.count(n, "warning");
                    case INFO -> n + " for information";
                }));
            }
        }
        line(Amounts.count(report.events(), "event") + " in " + Amounts.count(report.incidents().size(), "incident") + ": "
                + String.join(", ", parts) + ".");
        Wrapping.wrap("--html report.html for a page, --format events for JSON, --raw for the lines, "
                + "explain FILE for how it was read", width).forEach(l -> line(paint.faint(l)));
    }

    private void prose(String text) {
        Wrapping.wrap(text, width - margin.length()).forEach(l -> line(margin + l));
    }

    static String flat(String text) {
        return text.indexOf('\n') < 0 ? text : String.join(" ", text.lines().map(String::strip).toList());
    }

    private static String pad(String text, int columns) {
        int missing = columns - Wrapping.columns(text);
        return missing <= 0 ? text : text + " ".repeat(missing);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
