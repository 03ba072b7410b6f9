package io.tracestitch.core.incident;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Writes incidents in the contract's JSON, one a line. Not thread-safe. */
public final class IncidentWriter {

    private final JsonLine line = new JsonLine();
    private final EventWriter events = new EventWriter();

    /** Writes the incident and a line end. */
    public void write(Incident incident, OutputStream out) throws IOException {
        write(incident, 0, out);
    }

    /**
     * Writes the incident and a line end.
     *
     * @param version grows with every change of the incident; 0 where it does not change any more, and has none
     */
    public void write(Incident incident, long version, OutputStream out) throws IOException {
        incident(line, incident, version);
        line.end(out);
    }

    private void incident(JsonLine json, Incident i, long version) {
        json.writeStartObject();
        json.writeStringField("id", i.id());
        if (version > 0) {
            json.writeNumberField("version", version);
        }
        json.writeStringField("fingerprint", i.fingerprint());
        json.writeNumberField("fingerprint_version", i.fingerprintVersion());
        json.writeStringField("title", i.title());
        json.writeStringField("pattern", i.pattern());
        json.writeStringField("category", i.category());
        json.writeStringField("severity", i.severity().id());
        json.writeStringField("status", i.status());
        strings(json, "services", i.services());
        json.writeStringField("first_seen", i.firstSeen() == null ? null : i.firstSeen().toString());
        json.writeStringField("last_seen", i.lastSeen() == null ? null : i.lastSeen().toString());
        line(json, "first", i.first());
        line(json, "last", i.last());
        json.writeNumberField("count", i.count());
        json.writeNumberField("reports", i.reports());
        json.writeArrayFieldStart("histogram");
        for (Incident.Hour hour : i.histogram()) {
            json.writeStartObject();
            json.writeStringField("start", hour.start().toString());
            json.writeNumberField("count", hour.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        latest(json, i);
        strings(json, "occurrences", i.occurrences());
        strings(json, "tasks", i.tasks());
        strings(json, "versions", i.versions());
        durations(json, i.durations());
        remediation(json, i.remediation());
        strings(json, "why_grouped", i.why());
        json.writeArrayFieldStart("related");
        for (Incident.Related related : i.related()) {
            json.writeStartObject();
            json.writeStringField("what", related.what());
            json.writeNumberField("count", related.count());
            json.writeStringField("incident", related.incident());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void latest(JsonLine json, Incident i) {
        json.writeObjectFieldStart("latest");
        events.fields(json, i.latest());
        json.writeArrayFieldStart("sightings");
        for (Event sighting : i.sightings()) {
            events.event(json, sighting);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void line(JsonLine json, String name, Incident.Line line) {
        json.writeObjectFieldStart(name);
        json.writeStringField("source", line.source());
        if (line.partition() == null) {
            json.writeNumberField("line", line.line());
        } else {
            RecordJson.position(json, "record", line.partition(), line.line());
        }
        json.writeEndObject();
    }

    private static void durations(JsonLine json, Incident.@Nullable Durations took) {
        if (took == null) {
            return;
        }
        json.writeObjectFieldStart("durations");
        json.writeNumberField("count", took.count());
        json.writeNumberField("median", took.median());
        json.writeNumberField("p95", took.p95());
        json.writeNumberField("longest", took.longest());
        json.writeEndObject();
    }

    private static void remediation(JsonLine json, @Nullable Remediation r) {
        if (r == null) {
            json.writeNullField("remediation");
            return;
        }
        json.writeObjectFieldStart("remediation");
        json.writeStringField("summary", r.summary());
        json.writeStringField("why", r.why());
        strings(json, "steps", r.steps());
        json.writeStringField("before", r.before());
        json.writeStringField("after", r.after());
        json.writeStringField("applies_to", r.appliesTo());
        Remediation.PointsAt at = r.pointsAt();
        if (at == null) {
            json.writeNullField("points_at");
        } else {
            json.writeObjectFieldStart("points_at");
            json.writeStringField("file", at.file());
            json.writeNumberField("line", at.line());
            json.writeStringField("function", at.function());
            json.writeStringField("why", at.why());
            json.writeEndObject();
        }
        strings(json, "references", r.references());
        json.writeEndObject();
    }

    private static void strings(JsonLine json, String name, List<String> values) {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
