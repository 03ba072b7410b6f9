package io.tracestitch.store.elastic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Field;
import org.jspecify.annotations.Nullable;

/** An event as a document of the index: everything but the text that was searched. */
final class EventSource {

    private EventSource() {
    }

    static byte[] write(EventDocument event) {
        SourceWriter out = new SourceWriter(2 * event.json().length + 1_024)
                .text("id", event.id())
                .text("occurrence", event.occurrence())
                .flag("listed", !event.isSighting())
                .text("fingerprint", event.fingerprint())
                .time("time", event.time())
                .number("position", event.position())
                .keyword(Field.SERVICE.id(), event.service())
                .keyword(Field.SOURCE.id(), event.source())
                .keyword(Field.RELEASE.id(), event.release())
                .text(Field.KIND.id(), event.kind().id())
                .keyword(Field.CATEGORY.id(), event.category())
                .keyword(Field.PATTERN.id(), event.pattern())
                .text(Field.SEVERITY.id(), event.severity().id())
                .keywords(Field.EXCEPTION.id(), event.exceptions())
                .keywords(Field.TASK.id(), event.tasks());
        if (!event.isSighting()) {
            // Filters look at the first report only.
            out.words(event.text());
        }
        return out.raw("json", event.json()).end();
    }

    static EventDocument read(JsonNode source) {
        return new EventDocument(source.path("id").asText(), source.path("occurrence").asText(),
                source.path("fingerprint").asText(), Instant.parse(whole(source, "time").asText()), source.path("position").asLong(),
                whole(source, Field.SERVICE.id()).asText(), whole(source, Field.SOURCE.id()).asText(),
                optional(source, Field.RELEASE), kind(source.path(Field.KIND.id()).asText()), optional(source, Field.CATEGORY),
                optional(source, Field.PATTERN), severity(source.path(Field.SEVERITY.id()).asText()),
                values(source, Field.EXCEPTION), values(source, Field.TASK), List.of(),
                source.path("json").asText().getBytes(StandardCharsets.UTF_8));
    }

    /** The value that was written, also if filters compare a shorter one. */
    private static JsonNode whole(JsonNode source, String name) {
        JsonNode full = source.path("full").path(name);
        return full.isMissingNode() ? source.path(name) : full;
    }

    private static @Nullable String optional(JsonNode source, Field field) {
        String value = whole(source, field.id()).asText();
        return value.equals(Field.NONE) ? null : value;
    }

    private static List<String> values(JsonNode source, Field field) {
        return Json.strings(whole(source, field.id())).stream().filter(value -> !value.equals(Field.NONE)).toList();
    }

    /** A release that is newer than this one may know more kinds; the event's JSON has its own. */
    private static EventKind kind(String id) {
        for (EventKind kind : EventKind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        return EventKind.LOG;
    }

    /** The same holds for severities. */
    static Severity severity(String id) {
        return Severity.of(id).orElse(Severity.ERROR);
    }
}
