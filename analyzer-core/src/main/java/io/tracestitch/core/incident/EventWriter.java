package io.tracestitch.core.incident;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.Memo;
import org.jspecify.annotations.Nullable;

/** Writes events in the contract's JSON, one a line. Not thread-safe. */
public final class EventWriter {

    private static final byte[] FIRST_FILE = ascii("{\"file\":");
    private static final byte[] FILE = ascii(",{\"file\":");
    private static final byte[] LINE = ascii(",\"line\":");
    private static final byte[] FUNCTION = ascii(",\"function\":");
    private static final byte[] CODE = ascii(",\"code\":");
    private static final byte[] IN_APP = ascii(",\"in_app\":true,\"repeated\":");
    private static final byte[] NOT_IN_APP = ascii(",\"in_app\":false,\"repeated\":");
    private static final byte[] NULL = ascii("null");
    private static final byte[] END = ascii("}");
    /** Files, functions and source lines that are kept as JSON; a power of two. */
    private static final int REMEMBERED = 1 << 12;

    private final JsonLine line = new JsonLine();
    private final Memo<byte[]> quoted = new Memo<>(REMEMBERED, JsonLine::quoted);

    /** Writes the event and a line end. */
    public void write(Event event, OutputStream out) throws IOException {
        event(line, event);
        line.end(out);
    }

    /** Writes the event as a value. */
    void event(JsonLine json, Event e) {
        json.writeStartObject();
        fields(json, e);
        json.writeEndObject();
    }

    /** Writes the event's fields into an object that is open. */
    void fields(JsonLine json, Event e) {
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

    private static void optional(JsonLine json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void task(JsonLine json, TaskRef task) {
        json.writeObjectFieldStart("task");
        json.writeStringField("name", task.name());
        json.writeStringField("coroutine", task.coroutine());
        json.writeStringField("state", task.state());
        place(json, "defined_at", task.definedAt());
        place(json, "created_at", task.createdAt());
        optional(json, "wait_for", task.waitFor());
        json.writeEndObject();
    }

    private static void place(JsonLine json, String name, TaskRef.@Nullable Place place) {
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
    private void exception(JsonLine json, @Nullable ExceptionTree e) {
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

    /** Most of the output are frames: the parts that come again are written once and copied from then on. */
    private void frames(JsonLine json, List<Frame> frames) {
        json.writeStartArray();
        for (int i = 0; i < frames.size(); i++) {
            Frame f = frames.get(i);
            json.append(i == 0 ? FIRST_FILE : FILE);
            json.append(quoted.of(f.file()));
            json.append(LINE);
            json.digits(f.line());
            json.append(FUNCTION);
            json.append(quoted.of(f.function()));
            json.append(CODE);
            json.append(f.code() == null ? NULL : quoted.of(f.code()));
            json.append(f.inApp() ? IN_APP : NOT_IN_APP);
            json.digits(f.repeated());
            json.append(END);
        }
        json.writeEndArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
