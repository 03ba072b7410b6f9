package io.tracestitch.core.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Writes events in the contract's JSON, one a line. Not thread-safe. */
public final class EventWriter {

    private static final int REMEMBERED_FRAMES = 1 << 16;

    private final JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    /** The same frames come again and again, and are written once. */
    private final @Nullable Frame[] written = new Frame[REMEMBERED_FRAMES];
    private final @Nullable SerializedString[] texts = new SerializedString[REMEMBERED_FRAMES];
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(8192);

    /** Writes the event and a line end. */
    public void write(Event event, OutputStream out) throws IOException {
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(buffer)) {
            event(json, event);
        }
        buffer.write('\n');
        buffer.writeTo(out);
    }

    /** Writes the event as a value. */
    void event(JsonGenerator json, Event e) throws IOException {
        json.writeStartObject();
        fields(json, e);
        json.writeEndObject();
    }

    /** Writes the event's fields into an object that is open. */
    void fields(JsonGenerator json, Event e) throws IOException {
        json.writeStringField("source", e.source());
        json.writeNumberField("first_line", e.firstLine());
        json.writeNumberField("last_line", e.lastLine());
        optional(json, "timestamp", e.timestamp() == null ? null : e.timestamp().toString());
        optional(json, "timestamp_text", e.timestampText());
        optional(json, "level", e.level());
        optional(json, "logger", e.logger());
        optional(json, "process", e.process());
        optional(json, "thread", e.thread());
        optional(json, "record_task", e.recordTask());
        json.writeStringField("kind", e.kind().id());
        json.writeStringField("message", e.message());
        json.writeFieldName("exception");
        exception(json, e.exception());
        if (!e.stack().isEmpty()) {
            json.writeFieldName("stack");
            frames(json, e.stack());
        }
        if (e.task() != null) {
            task(json, e.task());
        }
        if (e.seconds() != null) {
            json.writeNumberField("seconds", e.seconds());
        }
        if (e.stitch() != null) {
            StoryJson.stitch(json, e.stitch());
        }
        if (e.stall() != null) {
            StoryJson.stall(json, e.stall());
        }
        optional(json, "pattern", e.pattern());
        optional(json, "category", e.category());
        json.writeStringField("severity", e.severity().id());
        json.writeArrayFieldStart("also");
        for (String id : e.also()) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeStringField("ended_by", e.endedBy().id());
        json.writeBooleanField("truncated", e.truncated());
        json.writeNumberField("confidence", e.confidence());
        json.writeStringField("occurrence", e.occurrence());
        json.writeStringField("fingerprint", e.fingerprint());
        json.writeStringField("incident", e.fingerprint());
        optional(json, "raw", e.raw());
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void task(JsonGenerator json, TaskRef task) throws IOException {
        json.writeObjectFieldStart("task");
        json.writeStringField("name", task.name());
        json.writeStringField("coroutine", task.coroutine());
        json.writeStringField("state", task.state());
        place(json, "defined_at", task.definedAt());
        place(json, "created_at", task.createdAt());
        optional(json, "wait_for", task.waitFor());
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, String name, TaskRef.@Nullable Place place) throws IOException {
        if (place == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("file", place.file());
        json.writeNumberField("line", place.line());
        json.writeEndObject();
    }

    /** Chains are bounded by the parser, so that this recursion is. */
    private void exception(JsonGenerator json, @Nullable ExceptionTree e) throws IOException {
        if (e == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", e.type());
        json.writeStringField("message", e.message());
        json.writeArrayFieldStart("notes");
        for (String note : e.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeFieldName("frames");
        frames(json, e.frames());
        json.writeFieldName("cause");
        exception(json, e.cause());
        json.writeFieldName("context");
        exception(json, e.context());
        json.writeArrayFieldStart("exceptions");
        for (ExceptionTree child : e.exceptions()) {
            exception(json, child);
        }
        json.writeEndArray();
        if (e.hidden() > 0) {
            json.writeNumberField("hidden", e.hidden());
        }
        if (e.syntax() != null) {
            json.writeObjectFieldStart("syntax");
            json.writeStringField("file", e.syntax().file());
            json.writeNumberField("line", e.syntax().line());
            json.writeStringField("text", e.syntax().text());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void frames(JsonGenerator json, List<Frame> frames) throws IOException {
        json.writeStartArray();
        for (Frame f : frames) {
            int slot = FrameHash.of(f) & REMEMBERED_FRAMES - 1;
            SerializedString text = texts[slot];
            if (text == null || written[slot] != f) {
                text = new SerializedString(text(f));
                written[slot] = f;
                texts[slot] = text;
            }
            json.writeRawValue(text);
        }
        json.writeEndArray();
    }

    private String text(Frame f) throws IOException {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("file", f.file());
            json.writeNumberField("line", f.line());
            json.writeStringField("function", f.function());
            json.writeStringField("code", f.code());
            json.writeBooleanField("in_app", f.inApp());
            json.writeNumberField("repeated", f.repeated());
            json.writeEndObject();
        }
        return out.toString();
    }
}
