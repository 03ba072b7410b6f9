package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** What is known of one incident while its events come in. */
final class IncidentTally {
    private static final long HOUR = 3_600;
    private static final int MAX_VERSIONS = 16;

    private final Fingerprint fingerprint;
    private final String id;
    private final Incident.Line first;
    private final Set<String> services = new LinkedHashSet<>();
    private final Set<String> tasks = new LinkedHashSet<>();
    private final Set<String> versions = new TreeSet<>();
    private final TreeMap<Long, Long> hours = new TreeMap<>();
    private final List<String> firstOccurrences = new ArrayList<>();
    private final ArrayDeque<String> lastOccurrences = new ArrayDeque<>();
    private final List<Event> sightings = new ArrayList<>();
    private final DurationSample durations = new DurationSample();
    private Incident.Line last;
    private Event latest;
    private Severity severity;
    private @Nullable String pattern;
    private @Nullable String category;
    private Severity patternSeverity = Severity.INFO;
    private @Nullable Instant firstSeen;
    private @Nullable Instant lastSeen;
    private long count;
    private long reports;

    IncidentTally(Event event, Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
        this.id = event.fingerprint();
        this.first = new Incident.Line(event.source(), event.firstLine());
        this.last = first;
        this.latest = event;
        this.severity = event.severity();
    }

    void occurrence(Event event) {
        count++;
        latest = event;
        sightings.clear();
        if (event.timestamp() != null) {
            hours.merge(Math.floorDiv(event.timestamp().getEpochSecond(), HOUR), 1L, Long::sum);
            if (hours.size() > Incidents.MAX_HOURS) {
                hours.pollFirstEntry();
            }
        }
        if (event.seconds() != null) {
            durations.add(event.seconds());
        }
        remember(event.occurrence());
        report(event);
    }

    void sighting(Event event) {
        if (event.occurrence().equals(latest.occurrence()) && sightings.size() < Incidents.MAX_SIGHTINGS) {
            sightings.add(event);
        }
        report(event);
    }

    private void report(Event event) {
        reports++;
        last = new Incident.Line(event.source(), event.firstLine());
        if (services.size() < Incidents.MAX_SERVICES) {
            services.add(event.source());
        }
        String task = taskOf(event);
        if (task != null && tasks.size() < Incidents.MAX_TASKS) {
            tasks.add(task);
        }
        String version = versions.size() < MAX_VERSIONS ? PythonVersions.of(event) : null;
        if (version != null) {
            versions.add(version);
        }
        if (event.severity().compareTo(severity) > 0) {
            severity = event.severity();
        }
        if (event.pattern() != null && (pattern == null || event.severity().compareTo(patternSeverity) > 0)) {
            pattern = event.pattern();
            category = event.category();
            patternSeverity = event.severity();
        }
        seen(event.timestamp());
    }

    /** The task that failed: the event's own, else the one that ran when the application wrote the record itself. */
    private static @Nullable String taskOf(Event event) {
        if (event.task() != null) {
            return event.task().name();
        }
        return event.kind() == EventKind.EXCEPTION_LOGGED ? event.recordTask() : null;
    }

    private void seen(@Nullable Instant time) {
        if (time != null) {
            firstSeen = firstSeen == null || time.isBefore(firstSeen) ? time : firstSeen;
            lastSeen = lastSeen == null || time.isAfter(lastSeen) ? time : lastSeen;
        }
    }

    private void remember(String occurrence) {
        if (occurrence.isEmpty()) {
            return;
        }
        if (firstOccurrences.size() < Incidents.MAX_OCCURRENCES / 2) {
            firstOccurrences.add(occurrence);
            return;
        }
        lastOccurrences.addLast(occurrence);
        if (lastOccurrences.size() > Incidents.MAX_OCCURRENCES / 2) {
            lastOccurrences.removeFirst();
        }
    }

    Incident incident(Titles titles, List<Incident.Related> related) {
        Incident.Durations took = durations.isEmpty() ? null : durations.summary();
        List<String> occurrences = new ArrayList<>(firstOccurrences);
        occurrences.addAll(lastOccurrences);
        List<Incident.Hour> histogram = new ArrayList<>(hours.size());
        for (Map.Entry<Long, Long> hour : hours.entrySet()) {
            histogram.add(new Incident.Hour(Instant.ofEpochSecond(hour.getKey() * HOUR), hour.getValue()));
        }
        return new Incident(id, id, fingerprint.version(), titles.of(latest, took), pattern, category, severity, "open",
                List.copyOf(services), firstSeen, lastSeen, first, last, count, reports, List.copyOf(histogram), latest,
                List.copyOf(sightings), List.copyOf(occurrences), List.copyOf(tasks), List.copyOf(versions), took, null,
                fingerprint.why(), related);
    }
}
