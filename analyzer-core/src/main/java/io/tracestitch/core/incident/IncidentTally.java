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

    final Fingerprint fingerprint;
    final String id;
    final Incident.Line first;
    final Set<String> services = new LinkedHashSet<>();
    final Set<String> tasks = new LinkedHashSet<>();
    final Set<String> versions = new TreeSet<>();
    final TreeMap<Long, Long> hours = new TreeMap<>();
    final List<String> firstOccurrences = new ArrayList<>();
    final ArrayDeque<String> lastOccurrences = new ArrayDeque<>();
    final List<Event> sightings = new ArrayList<>();
    final DurationSample durations = new DurationSample();
    Incident.Line last;
    Event latest;
    Severity severity;
    @Nullable String pattern;
    @Nullable String category;
    Severity patternSeverity = Severity.INFO;
    @Nullable Instant firstSeen;
    @Nullable Instant lastSeen;
    long count;
    long reports;

    IncidentTally(Event event, Fingerprint fingerprint) {
        this(event.fingerprint(), fingerprint, Incident.Line.of(event), event);
    }

    /** A tally that goes on from what was saved. */
    IncidentTally(String id, Fingerprint fingerprint, Incident.Line first, Event latest) {
        this.fingerprint = fingerprint;
        this.id = id;
        this.first = first;
        this.last = first;
        this.latest = latest;
        this.severity = latest.severity();
    }

    /**
     * @param time when it happened, or null where nobody knows
     */
    void occurrence(Event event, @Nullable Instant time) {
        count++;
        latest = event;
        sightings.clear();
        if (time != null) {
            hours.merge(Math.floorDiv(time.getEpochSecond(), HOUR), 1L, Long::sum);
            if (hours.size() > Incidents.MAX_HOURS) {
                hours.pollFirstEntry();
            }
        }
        if (event.seconds() != null) {
            durations.add(event.seconds());
        }
        remember(event.occurrence());
        report(event, time);
    }

    void sighting(Event event, @Nullable Instant time) {
        if (event.occurrence().equals(latest.occurrence()) && sightings.size() < Incidents.MAX_SIGHTINGS) {
            sightings.add(event);
        }
        report(event, time);
    }

    private void report(Event event, @Nullable Instant time) {
        reports++;
        last = Incident.Line.of(event);
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
        seen(time);
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
