package io.tracestitch.store.elastic;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.Decision;
import io.tracestitch.store.StatusChange;
import org.jspecify.annotations.Nullable;

/** What people decided about an incident, in its document. */
final class TriageSource {

    private TriageSource() {
    }

    static void write(JsonGenerator json, IncidentRecord incident) throws IOException {
        json.writeObjectFieldStart("triage");
        if (incident.root() != null) {
            json.writeStringField("merged_into", incident.root());
        }
        json.writeArrayFieldStart("parts");
        for (String part : incident.parts()) {
            json.writeString(part);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("history");
        for (StatusChange change : incident.history()) {
            change(json, change);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, StatusChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", change.at().toString());
        json.writeStringField("by", Json.valid(change.by()));
        if (change.comment() != null) {
            json.writeStringField("comment", Json.valid(change.comment()));
        }
        switch (change.decision()) {
            case Decision.Open() -> json.writeStringField("decision", "open");
            case Decision.Resolved() -> json.writeStringField("decision", "resolved");
            case Decision.ResolvedInRelease(String release) -> {
                json.writeStringField("decision", "resolved-in-release");
                json.writeStringField("release", Json.valid(release));
            }
            case Decision.ResolvedInNextRelease() -> json.writeStringField("decision", "resolved-in-next-release");
            case Decision.Muted(Instant until) -> {
                json.writeStringField("decision", "muted");
                if (until != null) {
                    json.writeStringField("until", until.toString());
                }
            }
        }
        if (!change.tolerated().isEmpty()) {
            json.writeArrayFieldStart("tolerated");
            for (String release : change.tolerated()) {
                json.writeString(Json.valid(release));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static @Nullable String root(JsonNode source) {
        JsonNode root = source.path("triage").path("merged_into");
        return root.isTextual() ? root.asText() : null;
    }

    static List<String> parts(JsonNode source) {
        return Json.strings(source.path("triage").path("parts"));
    }

    static List<StatusChange> history(JsonNode source) {
        List<StatusChange> out = new ArrayList<>();
        for (JsonNode change : source.path("triage").path("history")) {
            JsonNode comment = change.path("comment");
            out.add(new StatusChange(Instant.parse(change.path("at").asText()), change.path("by").asText(),
                    comment.isTextual() ? comment.asText() : null, decision(change), Set.copyOf(
                            Json.strings(change.path("tolerated")))));
        }
        return out;
    }

    /** A decision that only a newer release knows leaves an incident to be dealt with. */
    private static Decision decision(JsonNode change) {
        return switch (change.path("decision").asText()) {
            case "resolved" -> new Decision.Resolved();
            case "resolved-in-release" -> new Decision.ResolvedInRelease(change.path("release").asText());
            case "resolved-in-next-release" -> new Decision.ResolvedInNextRelease();
            case "muted" -> new Decision.Muted(change.has("until") ? Instant.parse(change.path("until").asText()) : null);
            default -> new Decision.Open();
        };
    }
}
