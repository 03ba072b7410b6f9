package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.IncidentView;
import io.tracestitch.cli.report.Report;
import io.tracestitch.cli.report.SourceView;
import io.tracestitch.cli.report.TimeHistogram;
import io.tracestitch.cli.report.Times;
import io.tracestitch.core.SourceSummary;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param title of the window
 * @param css its style sheet
 * @param script its script
 * @param policy its Content-Security-Policy
 * @param counts how much was found, in words
 * @param sources what was read, a line each
 * @param facets what can be filtered by
 * @param timeline incidents over time, or null if the log tells no times
 * @param cards the incidents, worst first
 * @param notes what else is to be said, a sentence each
 */
public record Page(String title, String css, String script, String policy, String counts, List<SourceRow> sources,
        List<Facet> facets, @Nullable Timeline timeline, List<Card> cards, List<String> notes) {

    /** More than this no browser shows quickly and nobody reads. */
    static final int MOST_CARDS = 500;

    /** A source: its name, and what was read of it. */
    public record SourceRow(String name, String facts, String format) {
    }

    /** A criterion for filtering, with its values. */
    public record Facet(String key, String title, List<Choice> choices) {
    }

    /** A value to filter by, the class of its colour (or empty), how many incidents have it, and their share in percent. */
    public record Choice(String value, String label, String color, long count, int share) {
    }

    static Page of(Report report, String css, String script, String policy) {
        Times times = new Times(report.zone());
        TimeHistogram axis = TimeHistogram.sum(report.incidents().stream().map(IncidentView::histogram).toList());
        boolean manySources = report.sources().size() > 1;
        List<Card> cards = report.incidents().stream().limit(MOST_CARDS).map(i -> Card.of(i, axis, manySources, times)).toList();
        List<String> notes = new ArrayList<>();
        if (report.incidents().size() > MOST_CARDS) {
            notes.add(Amounts.count(report.incidents().size() - MOST_CARDS, "more incident")
                    + " are not on this page: --format incidents tells them all.");
        }
        report.limits().forEach((limit, n) -> notes.add("The limit " + limit + " cut something " + n
                + " times; the events say so."));
        String names = report.sources().size() == 1 ? report.sources().getFirst().summary().source()
                : Amounts.count(report.sources().size(), "source");
        return new Page(names + " · Tracestitch", css, script, policy, counts(report),
                report.sources().stream().map(s -> row(s, times)).toList(), facets(report.incidents(), manySources),
                Timeline.of(report.incidents(), axis, times), cards, notes);
    }

    private static String counts(Report report) {
        return report.incidents().isEmpty() ? "Nothing broke in " + Amounts.count(report.lines(), "line")
                + ", as far as the log tells."
                : Amounts.count(report.incidents().size(), "incident") + " in " + Amounts.count(report.events(), "event");
    }

    private static SourceRow row(SourceView source, Times times) {
        SourceSummary s = source.summary();
        String span = times.span(s.firstTimestamp(), s.lastTimestamp());
        return new SourceRow(s.source(), Amounts.count(s.lines(), "line") + ", " + Amounts.bytes(s.bytes())
                + (span.isEmpty() ? "" : ", " + span),
                s.envelope().isEmpty() ? s.format() : s.envelope() + ", " + s.format());
    }

    private static List<Facet> facets(List<IncidentView> incidents, boolean bySource) {
        List<Choice> severities = new ArrayList<>();
        Map<Severity, Long> bySeverity = new TreeMap<>(Comparator.reverseOrder());
        Map<String, Long> byCategory = new TreeMap<>();
        Map<String, Long> sources = new TreeMap<>();
        for (IncidentView i : incidents) {
            bySeverity.merge(i.severity(), 1L, Long::sum);
            byCategory.merge(Card.category(i), 1L, Long::sum);
            i.sources().forEach(s -> sources.merge(s, 1L, Long::sum));
        }
        bySeverity.forEach((s, n) -> severities.add(choice(s.id(), Card.capitalised(s.id()), s.id(), n, incidents.size())));
        List<Facet> out = new ArrayList<>();
        out.add(new Facet("severity", "Severity", severities));
        out.add(new Facet("category", "What happened", choices(byCategory, incidents.size())));
        if (bySource) {
            out.add(new Facet("source", "Source", choices(sources, incidents.size())));
        }
        return out;
    }

    private static List<Choice> choices(Map<String, Long> counts, int all) {
        return counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(e -> choice(e.getKey(), Card.capitalised(e.getKey().replace('-', ' ')), "", e.getValue(), all)).toList();
    }

    private static Choice choice(String value, String label, String color, long n, int all) {
        return new Choice(value, label, color, n, (int) Math.round(100.0 * n / Math.max(1, all)));
    }
}
