package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All occurrences with one fingerprint. Immutable; its JSON form is the contract's.
 *
 * @param id id of the incident: its fingerprint
 * @param fingerprint what its events have in common
 * @param fingerprintVersion version of the algorithm that made the fingerprint
 * @param title what happened, in a few words
 * @param pattern id of the pattern that explains it, or null
 * @param category category of that pattern, or null
 * @param severity the worst of its events
 * @param status {@code open}, {@code resolved}, {@code muted} or {@code regressed}
 * @param services the sources that report it; the first {@value Incidents#MAX_SERVICES} of them
 * @param firstSeen timestamp of the earliest report, or null where none has one
 * @param lastSeen timestamp of the latest report, or null where none has one
 * @param first first report, as source and line
 * @param last last report, as source and line
 * @param count occurrences
 * @param reports reports of these occurrences
 * @param histogram occurrences by hour, oldest first; only hours that have some
 * @param latest the first report of the latest occurrence
 * @param sightings the other reports of that occurrence
 * @param occurrences ids of the first and of the latest occurrences; a sample
 * @param tasks names of the tasks that failed; a sample
 * @param versions versions of Python, as far as paths tell, such as {@code 3.12}
 * @param durations how long it took, where the events tell durations; else null
 * @param remediation what to do; null where no pattern explains it or nobody asked
 * @param why what went into the fingerprint
 * @param related other incidents that it has to do with
 */
public record Incident(
        String id,
        String fingerprint,
        int fingerprintVersion,
        String title,
        @Nullable String pattern,
        @Nullable String category,
        Severity severity,
        String status,
        List<String> services,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        Line first,
        Line last,
        long count,
        long reports,
        List<Hour> histogram,
        Event latest,
        List<Event> sightings,
        List<String> occurrences,
        List<String> tasks,
        List<String> versions,
        @Nullable Durations durations,
        @Nullable Remediation remediation,
        List<String> why,
        List<Related> related) {

    /**
     * A line of a source.
     *
     * @param source whose log it is
     * @param line its number
     * @param partition whose records number it, or null
     */
    public record Line(String source, long line, @Nullable LogPartition partition) {
        static Line of(Event event) {
            return new Line(event.source(), event.firstLine(), event.partition());
        }
    }

    /**
     * Occurrences within one hour.
     *
     * @param start its beginning, in UTC
     * @param count occurrences
     */
    public record Hour(Instant start, long count) {
    }

    /**
     * Durations in seconds.
     *
     * @param count how many there were
     * @param median exact up to {@value DurationSample#SIZE} durations, else from a sample of that size
     * @param p95 95th percentile, in the same way
     * @param longest the longest of all
     */
    public record Durations(long count, double median, double p95, double longest) {
    }

    /**
     * What another incident has to do with this one.
     *
     * @param what one sentence, with the number
     * @param count how many occurrences it counts
     * @param incident id of the other incident
     */
    public record Related(String what, long count, String incident) {
    }

    /** What went into the fingerprint, as one line of text. */
    public String whyGrouped() {
        return String.join("; ", why) + " (version " + fingerprintVersion + ")";
    }

    /** This incident with advice. */
    public Incident withRemediation(@Nullable Remediation advice) {
        return new Incident(id, fingerprint, fingerprintVersion, title, pattern, category, severity, status, services, firstSeen,
                lastSeen, first, last, count, reports, histogram, latest, sightings, occurrences, tasks, versions, durations, advice,
                why, related);
    }

    /** This incident with another status. */
    public Incident withStatus(String newStatus) {
        return new Incident(id, fingerprint, fingerprintVersion, title, pattern, category, severity, newStatus, services, firstSeen,
                lastSeen, first, last, count, reports, histogram, latest, sightings, occurrences, tasks, versions, durations,
                remediation, why, related);
    }
}
