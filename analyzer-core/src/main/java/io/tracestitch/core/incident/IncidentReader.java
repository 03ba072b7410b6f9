package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads incidents back from the contract's JSON: the inverse of {@link IncidentWriter}. Fields that it does not know are skipped.
 * Stateless, thread-safe.
 */
public final class IncidentReader {

    private IncidentReader() {
    }

    /**
     * Reads one incident.
     *
     * @param json UTF-8; a line end behind it does not matter
     * @throws IOException with a reason for people, if that is no JSON, no incident, or lacks what every incident has
     */
    public static Incident read(byte[] json) throws IOException {
        return read(json, 0, json.length);
    }

    /**
     * Reads the incident in these bytes of an array.
     *
     * @throws IOException with a reason for people, if that is no JSON, no incident, or lacks what every incident has
     */
    public static Incident read(byte[] json, int offset, int length) throws IOException {
        return JsonInput.only(json, offset, length, IncidentReader::incident);
    }

    /**
     * The version of an incident, which grows with every change; 0 if it has none.
     *
     * @throws IOException with a reason for people, if that is no JSON or no object
     */
    public static long version(byte[] json) throws IOException {
        long[] version = new long[1];
        JsonInput.only(json, 0, json.length, parser -> {
            JsonInput.object(parser, (name, value) -> {
                if (name.equals("version")) {
                    version[0] = JsonInput.number(value);
                }
            });
            return version;
        });
        return version[0];
    }

    /** The newest report, and the others of its occurrence. */
    private static final class Latest {
        final EventReader.Partial event = new EventReader.Partial();
        List<Event> sightings = List.of();
    }

    private static Incident incident(JsonParser json) throws IOException {
        var i = new Object() {
            @Nullable String id;
            @Nullable String fingerprint;
            int fingerprintVersion;
            String title = "";
            @Nullable String pattern;
            @Nullable String category;
            @Nullable Severity severity;
            String status = "open";
            List<String> services = List.of();
            @Nullable Instant firstSeen;
            @Nullable Instant lastSeen;
            Incident.@Nullable Line first;
            Incident.@Nullable Line last;
            long count;
            long reports;
            List<Incident.Hour> histogram = List.of();
            @Nullable Latest latest;
            List<String> occurrences = List.of();
            List<String> tasks = List.of();
            List<String> versions = List.of();
            Incident.@Nullable Durations durations;
            @Nullable Remediation remediation;
            List<String> why = List.of();
            List<Incident.Related> related = List.of();
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "id" -> i.id = JsonInput.text(value);
                case "fingerprint" -> i.fingerprint = JsonInput.text(value);
                case "fingerprint_version" -> i.fingerprintVersion = JsonInput.count(value);
                case "title" -> i.title = JsonInput.text(value);
                case "pattern" -> i.pattern = JsonInput.textOrNull(value);
                case "category" -> i.category = JsonInput.textOrNull(value);
                case "severity" -> i.severity = JsonInput.constant(value, Severity.values(), Severity::id);
                case "status" -> i.status = JsonInput.text(value);
                case "services" -> i.services = JsonInput.texts(value);
                case "first_seen" -> i.firstSeen = JsonInput.timeOrNull(value);
                case "last_seen" -> i.lastSeen = JsonInput.timeOrNull(value);
                case "first" -> i.first = line(value);
                case "last" -> i.last = line(value);
                case "count" -> i.count = JsonInput.number(value);
                case "reports" -> i.reports = JsonInput.number(value);
                case "histogram" -> i.histogram = JsonInput.list(value, IncidentReader::hour);
                case "latest" -> i.latest = latest(value);
                case "occurrences" -> i.occurrences = JsonInput.texts(value);
                case "tasks" -> i.tasks = JsonInput.texts(value);
                case "versions" -> i.versions = JsonInput.texts(value);
                case "durations" -> i.durations = JsonInput.isNull(value) ? null : durations(value);
                case "remediation" -> i.remediation = JsonInput.isNull(value) ? null : remediation(value);
                case "why_grouped" -> i.why = JsonInput.texts(value);
                case "related" -> i.related = JsonInput.list(value, IncidentReader::related);
                default -> { }
            }
        });
        Latest latest = JsonInput.present(i.latest, "latest");
        return new Incident(JsonInput.present(i.id, "id"), JsonInput.present(i.fingerprint, "fingerprint"), i.fingerprintVersion, i.title,
                i.pattern, i.category, JsonInput.present(i.severity, "severity"), i.status, i.services, i.firstSeen, i.lastSeen,
                JsonInput.present(i.first, "first"), JsonInput.present(i.last, "last"), i.count, i.reports, i.histogram,
                latest.event.event(), latest.sightings, i.occurrences, i.tasks, i.versions, i.durations, i.remediation, i.why, i.related);
    }

    private static Latest latest(JsonParser json) throws IOException {
        Latest latest = new Latest();
        JsonInput.object(json, (name, value) -> {
            if (name.equals("sightings")) {
                latest.sightings = JsonInput.list(value, EventReader::event);
            } else {
                latest.event.field(name, value);
            }
        });
        return latest;
    }

    private static Incident.Line line(JsonParser json) throws IOException {
        var line = new Object() {
            @Nullable String source;
            long line;
            @Nullable LogPartition partition;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "source" -> line.source = JsonInput.text(value);
                case "line" -> line.line = JsonInput.number(value);
                case "record" -> {
                    PositionReader.Position at = PositionReader.read(value);
                    line.line = at.number();
                    line.partition = at.partition();
                }
                default -> { }
            }
        });
        return new Incident.Line(JsonInput.present(line.source, "source"), line.line, line.partition);
    }

    private static Incident.Hour hour(JsonParser json) throws IOException {
        var hour = new Object() {
            @Nullable Instant start;
            long count;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "start" -> hour.start = JsonInput.timeOrNull(value);
                case "count" -> hour.count = JsonInput.number(value);
                default -> { }
            }
        });
        return new Incident.Hour(JsonInput.present(hour.start, "start"), hour.count);
    }

    private static Incident.Durations durations(JsonParser json) throws IOException {
        var d = new Object() {
            long count;
            double median;
            double p95;
            double longest;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "count" -> d.count = JsonInput.number(value);
                case "median" -> d.median = JsonInput.real(value);
                case "p95" -> d.p95 = JsonInput.real(value);
                case "longest" -> d.longest = JsonInput.real(value);
                default -> { }
            }
        });
        return new Incident.Durations(d.count, d.median, d.p95, d.longest);
    }

    private static Remediation remediation(JsonParser json) throws IOException {
        var r = new Object() {
            String summary = "";
            String why = "";
            List<String> steps = List.of();
            String before = "";
            String after = "";
            String appliesTo = "";
            Remediation.@Nullable PointsAt pointsAt;
            List<String> references = List.of();
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "summary" -> r.summary = JsonInput.text(value);
                case "why" -> r.why = JsonInput.text(value);
                case "steps" -> r.steps = JsonInput.texts(value);
                case "before" -> r.before = JsonInput.text(value);
                case "after" -> r.after = JsonInput.text(value);
                case "applies_to" -> r.appliesTo = JsonInput.text(value);
                case "points_at" -> r.pointsAt = JsonInput.isNull(value) ? null : pointsAt(value);
                case "references" -> r.references = JsonInput.texts(value);
                default -> { }
            }
        });
        return new Remediation(r.summary, r.why, r.steps, r.before, r.after, r.appliesTo, r.pointsAt, r.references);
    }

    private static Remediation.PointsAt pointsAt(JsonParser json) throws IOException {
        var at = new Object() {
            @Nullable String file;
            int line;
            @Nullable String function;
            String why = "";
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "file" -> at.file = JsonInput.text(value);
                case "line" -> at.line = JsonInput.count(value);
                case "function" -> at.function = JsonInput.textOrNull(value);
                case "why" -> at.why = JsonInput.text(value);
                default -> { }
            }
        });
        return new Remediation.PointsAt(JsonInput.present(at.file, "file"), at.line, at.function, at.why);
    }

    private static Incident.Related related(JsonParser json) throws IOException {
        var r = new Object() {
            @Nullable String what;
            long count;
            @Nullable String incident;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "what" -> r.what = JsonInput.text(value);
                case "count" -> r.count = JsonInput.number(value);
                case "incident" -> r.incident = JsonInput.text(value);
                default -> { }
            }
        });
        return new Incident.Related(JsonInput.present(r.what, "what"), r.count, JsonInput.present(r.incident, "incident"));
    }
}
