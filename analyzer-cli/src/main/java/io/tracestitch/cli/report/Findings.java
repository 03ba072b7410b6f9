package io.tracestitch.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.Incidents;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.jspecify.annotations.Nullable;

/** Groups events into incidents and keeps, for each, the few facts more that a report shows. One thread at a time. */
public final class Findings implements Consumer<Event> {

    private static final int OCCURRENCES = 25;
    private static final int DURATIONS = 1001;
    private static final int INCIDENTS_WITH_DETAILS = 2_000;

    /** Worst first, then the most frequent, then the earliest; the id makes the order complete. */
    private static final Comparator<Incident> ORDER = Comparator.comparing(Incident::severity).reversed()
            .thenComparing(Comparator.comparingLong(Incident::count).reversed())
            .thenComparing(Incident::firstSeen, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Incident::id);

    private static final class Details {
        private final List<Occurrence> occurrences = new ArrayList<>();
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> late = new ArrayList<>();
        private Map<Long, String> lines = Map.of();
        private Map<String, String> tasks = Map.of();
        private final TimeHistogram histogram = new TimeHistogram();
    }

    private final Incidents incidents = new Incidents();
    private final Map<String, Details> details = new HashMap<>();
    private final RecentEvents recent = new RecentEvents();

    @Override
    public void accept(Event event) {
        incidents.add(event);
        recent.add(event);
        Details d = details.get(event.fingerprint());
        if (d == null) {
            if (details.size() >= INCIDENTS_WITH_DETAILS) {
                return;
            }
            d = new Details();
            details.put(event.fingerprint(), d);
        }
        Instant time = event.timestamp();
        if (time != null) {
            d.histogram.add(time);
        }
        if (d.occurrences.size() < OCCURRENCES) {
            d.occurrences.add(Occurrence.of(event));
        }
        Double seconds = event.seconds();
        if (seconds != null && d.seconds.size() < DURATIONS) {
            d.seconds.add(seconds);
        }
        Stitch stitch = event.stitch();
        if (stitch != null) {
            if (stitch.late() != null && d.late.size() < DURATIONS) {
                d.late.add(stitch.late());
            }
            d.lines = recent.ofLines(event.source(), stitch.elsewhere());
            d.tasks = recent.ofTasks(event.source(), named(stitch));
        }
    }

    private static List<String> named(Stitch stitch) {
        List<String> names = new ArrayList<>(stitch.siblings());
        if (stitch.parent() != null) {
            names.add(stitch.parent());
        }
        return names;
    }

    /** The incidents, as the analysis groups them, worst and most frequent first. */
    public List<Incident> incidents() {
        return incidents.list().stream().sorted(ORDER).toList();
    }

    /** The incidents with all that a report tells about them, worst and most frequent first. */
    public List<IncidentView> views(Taxonomy taxonomy) {
        List<Incident> sorted = incidents();
        Map<String, Integer> numbers = new HashMap<>();
        sorted.forEach(incident -> numbers.put(incident.fingerprint(), numbers.size() + 1));
        List<IncidentView> out = new ArrayList<>();
        for (Incident incident : sorted) {
            out.add(view(incident, numbers, taxonomy));
        }
        return out;
    }

    private IncidentView view(Incident incident, Map<String, Integer> numbers, Taxonomy taxonomy) {
        Details d = details.getOrDefault(incident.fingerprint(), new Details());
        Pattern pattern = incident.pattern() == null ? null : taxonomy.byId(incident.pattern());
        Remediation remediation = pattern == null ? null : taxonomy.remediate(pattern, incident.latest());
        int number = numbers.get(incident.fingerprint());
        Related related = new Related(others(d.lines, numbers, number), others(d.tasks, numbers, number));
        return new IncidentView(number, incident.id(), incident.severity(),
                Headline.of(incident.latest(), incident.count(), median(d.seconds)), incident.pattern(), incident.category(),
                incident.count(), incident.firstSeen(), incident.lastSeen(), incident.tasks(), incident.services(),
                incident.latest(), Place.of(incident.latest()), remediation, incident.whyGrouped(),
                List.copyOf(d.occurrences), d.histogram,
                incident.related().stream().map(Incident.Related::what).toList(), median(d.late), related);
    }

    /** The numbers of the incidents, without the one that leads to them. */
    private static <K> Map<K, Integer> others(Map<K, String> fingerprints, Map<String, Integer> numbers, int own) {
        Map<K, Integer> out = new HashMap<>();
        fingerprints.forEach((key, fingerprint) -> {
            Integer number = numbers.get(fingerprint);
            if (number != null && number != own) {
                out.put(key, number);
            }
        });
        return Map.copyOf(out);
    }

    private static @Nullable Double median(List<Double> values) {
        return values.isEmpty() ? null : values.stream().sorted().toList().get(values.size() / 2);
    }
}
