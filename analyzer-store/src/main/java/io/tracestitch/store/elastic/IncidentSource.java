package io.tracestitch.store.elastic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.Decision;
import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentDocument.ReleaseSeen;
import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.StatusChange;
import org.jspecify.annotations.Nullable;

/**
 * An incident as a document of the index: its aggregate and what was decided, neither of them indexed, and the fields that searches
 * look at, which tell of the incident together with those merged into it. A part has no such fields.
 */
final class IncidentSource {

    private IncidentSource() {
    }

    /**
     * The document of an incident.
     *
     * @param merged the aggregates of its parts, as far as retention left them
     */
    static byte[] write(IncidentRecord incident, List<IncidentDocument> merged) {
        IncidentDocument own = incident.aggregate();
        SourceWriter out = new SourceWriter(own == null ? 1_024 : 2 * own.json().length + 4_096);
        out.text("id", incident.id());
        List<IncidentDocument> group = group(incident, merged);
        out.flag("listed", incident.root() == null && !group.isEmpty());
        if (incident.root() == null && !group.isEmpty()) {
            searched(out, incident, group);
        }
        if (own != null) {
            out.flag("kept", true).with(json -> aggregate(json, own));
        }
        if (incident.isTouched()) {
            out.with(json -> TriageSource.write(json, incident));
        }
        return out.end();
    }

    /** The incident itself in front, then those merged into it. */
    static List<IncidentDocument> group(IncidentRecord incident, List<IncidentDocument> merged) {
        List<IncidentDocument> out = new ArrayList<>();
        if (incident.aggregate() != null) {
            out.add(incident.aggregate());
        }
        out.addAll(merged);
        return out;
    }

    private static void searched(SourceWriter out, IncidentRecord incident, List<IncidentDocument> group) {
        StatusChange decided = incident.decided();
        // A time of being muted is over some day without anybody writing: searches look at it themselves.
        IncidentView view = new IncidentView(incident.id(), group, IncidentStatus.of(decided, group, Instant.MIN),
                incident.history());
        out.keyword("title", view.incident().title())
                .text(Field.STATUS.id(), view.status().id())
                .time("first_seen", view.firstSeen())
                .time("last_seen", view.lastSeen())
                .number("count", view.count())
                .number("severity_rank", view.severity().ordinal())
                .keywords(Field.SERVICE.id(), view.services())
                .keywords(Field.RELEASE.id(), values(group, part -> part.releases().stream().map(ReleaseSeen::release).toList()))
                .keywords(Field.CATEGORY.id(), values(group, part -> optional(part.category())))
                .keywords(Field.PATTERN.id(), values(group, part -> optional(part.pattern())))
                .text(Field.SEVERITY.id(), view.severity().id())
                .keywords(Field.EXCEPTION.id(), values(group, IncidentDocument::exceptions))
                .keywords(Field.TASK.id(), values(group, IncidentDocument::tasks))
                .words(group.stream().flatMap(part -> part.text().stream()).toList());
        if (decided != null && decided.decision() instanceof Decision.Muted(Instant until) && until != null) {
            out.time("muted_until", until);
        }
    }

    private static List<String> optional(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static Set<String> values(List<IncidentDocument> group, Function<IncidentDocument, List<String>> field) {
        Set<String> out = new TreeSet<>();
        group.forEach(part -> out.addAll(field.apply(part)));
        return out;
    }

    private static void aggregate(JsonGenerator json, IncidentDocument a) throws IOException {
        json.writeObjectFieldStart("aggregate");
        json.writeNumberField("version", a.version());
        json.writeStringField("title", Json.valid(a.title()));
        if (a.category() != null) {
            json.writeStringField("category", Json.valid(a.category()));
        }
        if (a.pattern() != null) {
            json.writeStringField("pattern", Json.valid(a.pattern()));
        }
        json.writeStringField("severity", a.severity().id());
        strings(json, "services", a.services());
        json.writeArrayFieldStart("releases");
        for (ReleaseSeen seen : a.releases()) {
            json.writeStartObject();
            json.writeStringField("release", Json.valid(seen.release()));
            json.writeStringField("last_seen", seen.lastSeen().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("first_seen", a.firstSeen().toString());
        json.writeStringField("last_seen", a.lastSeen().toString());
        json.writeNumberField("count", a.count());
        strings(json, "exceptions", a.exceptions());
        strings(json, "tasks", a.tasks());
        // Kept, since the words of a merged incident are written anew when one of its parts changes.
        strings(json, "text", a.text());
        json.writeFieldName("json");
        json.writeUTF8String(a.json(), 0, a.json().length);
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(Json.valid(value));
        }
        json.writeEndArray();
    }

    /** What the document says. */
    static IncidentRecord read(JsonNode source, IncidentRecord.Place place) {
        String id = source.path("id").asText();
        JsonNode aggregate = source.path("aggregate");
        return new IncidentRecord(id, aggregate.isObject() ? aggregate(id, aggregate) : null, TriageSource.history(source),
                TriageSource.parts(source), TriageSource.root(source), place);
    }

    private static IncidentDocument aggregate(String id, JsonNode a) {
        List<ReleaseSeen> releases = new ArrayList<>();
        a.path("releases").forEach(seen -> releases.add(
                new ReleaseSeen(seen.path("release").asText(), Instant.parse(seen.path("last_seen").asText()))));
        return new IncidentDocument(id, a.path("version").asLong(), a.path("title").asText(), a.path("category").textValue(),
                a.path("pattern").textValue(), EventSource.severity(a.path("severity").asText()),
                Json.strings(a.path("services")), releases, Instant.parse(a.path("first_seen").asText()),
                Instant.parse(a.path("last_seen").asText()), a.path("count").asLong(), Json.strings(a.path("exceptions")),
                Json.strings(a.path("tasks")), Json.strings(a.path("text")),
                a.path("json").asText().getBytes(StandardCharsets.UTF_8));
    }
}
