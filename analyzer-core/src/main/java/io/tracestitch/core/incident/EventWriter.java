package io.tracestitch.core.incident;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
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

    private final JsonLine line = new JsonLine();
    private long second = Long.MIN_VALUE;
    private String secondText = "";

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
        json.writeWordField("source", e.source());
        if (e.partition() == null) {
            json.writeNumberField("first_line", e.firstLine());
            json.writeNumberField("last_line", e.lastLine());
        } else {
            RecordJson.position(json, "first_record", e.partition(), e.firstLine());
            RecordJson.position(json, "last_record", e.partition(), e.lastLine());
        }
        optional(json, "timestamp", e.timestamp() == null ? null : text(e.timestamp()));
        optional(json, "timestamp_text", e.timestampText());
        optionalWord(json, "level", e.level());
        optionalWord(json, "logger", e.logger());
        optionalWord(json, "process", e.process());
        optionalWord(json, "thread", e.thread());
        optional(json, "record_task", e.recordTask());
        json.writeWordField("kind", e.kind().id());
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
            StoryJson.stitch(json, e.stitch(), e.partition());
        }
        if (e.stall() != null) {
            StoryJson.stall(json, e.stall());
        }
        optionalWord(json, "pattern", e.pattern());
        optionalWord(json, "category", e.category());
        json.writeWordField("severity", e.severity().id());
        json.writeArrayFieldStart("also");
        for (String id : e.also()) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeWordField("ended_by", e.endedBy().id());
        json.writeBooleanField("truncated", e.truncated());
        json.writeNumberField("confidence", e.confidence());
        json.writeStringField("occurrence", e.occurrence());
        json.writeStringField("fingerprint", e.fingerprint());
        json.writeStringField("incident", e.incident());
        optional(json, "raw", e.raw());
    }

    /** As ISO 8601; what is alike in the events of a second is formatted once. */
    private String text(Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            secondText = Instant.ofEpochSecond(second).toString();
        }
        int nano = time.getNano();
        if (nano == 0 || nano % 1_000_000 != 0) {
            return time.toString();
        }
        String millis = Integer.toString(1_000 + nano / 1_000_000);
        return secondText.substring(0, secondText.length() - 1) + '.' + millis.substring(1) + 'Z';
    }

    private static void optionalWord(JsonLine json, String name, @Nullable String value) {
        if (value != null) {
            json.writeWordField(name, value);
        }
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
        json.writeWordField("type", e.type());
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
        if (e.truncated()) {
            json.writeBooleanField("truncated", true);
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
            json.word(f.file());
            json.append(LINE);
            json.digits(f.line());
            json.append(FUNCTION);
            json.word(f.function());
            json.append(CODE);
            if (f.code() == null) {
                json.append(NULL);
            } else {
                json.word(f.code());
            }
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
