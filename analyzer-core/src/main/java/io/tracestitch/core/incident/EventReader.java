package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads events back from the contract's JSON: the inverse of {@link EventWriter}. For whoever gets events from a topic or a store; one
 * who reads incidents uses {@link IncidentReader}. Fields that it does not know are skipped, so that an older program reads what a newer
 * one wrote, and what others added. Stateless, thread-safe.
 */
public final class EventReader {

    private EventReader() {
    }

    /**
     * Reads one event.
     *
     * @param json UTF-8; a line end behind it does not matter
     * @throws IOException with a reason for people, if that is no JSON, no event, or lacks what every event has
     */
    public static Event read(byte[] json) throws IOException {
        return read(json, 0, json.length);
    }

    /**
     * Reads the event in these bytes of an array.
     *
     * @throws IOException with a reason for people, if that is no JSON, no event, or lacks what every event has
     */
    public static Event read(byte[] json, int offset, int length) throws IOException {
        return JsonInput.only(json, offset, length, EventReader::event);
    }

    /** An event's fields as they come in. */
    static final class Partial implements JsonInput.Fields {
        @Nullable String source;
        long firstLine;
        long lastLine;
        @Nullable Instant timestamp;
        @Nullable String timestampText;
        @Nullable String level;
        @Nullable String logger;
        @Nullable String process;
        @Nullable String thread;
        @Nullable String recordTask;
        @Nullable EventKind kind;
        String message = "";
        @Nullable ExceptionTree exception;
        List<Frame> stack = List.of();
        @Nullable TaskRef task;
        @Nullable Double seconds;
        @Nullable String pattern;
        @Nullable String category;
        @Nullable Severity severity;
        List<String> also = List.of();
        EndedBy endedBy = EndedBy.GRAMMAR;
        boolean truncated;
        double confidence = 1;
        String occurrence = "";
        String fingerprint = "";
        @Nullable String raw;
        @Nullable Stitch stitch;
        @Nullable Stall stall;
        @Nullable LogPartition partition;
        @Nullable String incident;

        @Override
        public void field(String name, JsonParser json) throws IOException {
            switch (name) {
                case "source" -> source = JsonInput.text(json);
                case "first_line" -> firstLine = JsonInput.number(json);
                case "last_line" -> lastLine = JsonInput.number(json);
                case "first_record" -> firstLine = position(PositionReader.read(json));
                case "last_record" -> lastLine = position(PositionReader.read(json));
                case "timestamp" -> timestamp = JsonInput.timeOrNull(json);
                case "timestamp_text" -> timestampText = JsonInput.textOrNull(json);
                case "level" -> level = JsonInput.textOrNull(json);
                case "logger" -> logger = JsonInput.textOrNull(json);
                case "process" -> process = JsonInput.textOrNull(json);
                case "thread" -> thread = JsonInput.textOrNull(json);
                case "record_task" -> recordTask = JsonInput.textOrNull(json);
                case "kind" -> kind = JsonInput.constant(json, EventKind.values(), EventKind::id);
                case "message" -> message = JsonInput.text(json);
                case "exception" -> exception = JsonInput.isNull(json) ? null : ExceptionReader.read(json);
                case "stack" -> stack = ExceptionReader.frames(json);
                case "task" -> task = JsonInput.isNull(json) ? null : task(json);
                case "seconds" -> seconds = JsonInput.isNull(json) ? null : JsonInput.real(json);
                case "stitch" -> stitch = JsonInput.isNull(json) ? null : StoryReader.stitch(json);
                case "stall" -> stall = JsonInput.isNull(json) ? null : StoryReader.stall(json);
                case "pattern" -> pattern = JsonInput.textOrNull(json);
                case "category" -> category = JsonInput.textOrNull(json);
                case "severity" -> severity = JsonInput.constant(json, Severity.values(), Severity::id);
                case "also" -> also = JsonInput.texts(json);
                case "ended_by" -> endedBy = JsonInput.constant(json, EndedBy.values(), EndedBy::id);
                case "truncated" -> truncated = JsonInput.flag(json);
                case "confidence" -> confidence = JsonInput.real(json);
                case "occurrence" -> occurrence = JsonInput.text(json);
                case "fingerprint" -> fingerprint = JsonInput.text(json);
                case "incident" -> incident = JsonInput.text(json);
                case "raw" -> raw = JsonInput.textOrNull(json);
                default -> { }
            }
        }

        private long position(PositionReader.Position record) {
            partition = record.partition();
            return record.number();
        }

        Event event() throws IOException {
            return new Event(JsonInput.present(source, "source"), firstLine, lastLine, timestamp, timestampText, level, logger, process,
                    thread, recordTask, JsonInput.present(kind, "kind"), message, exception, stack, task, seconds, pattern, category,
                    JsonInput.present(severity, "severity"), also, endedBy, truncated, confidence, occurrence, fingerprint, raw, stitch,
                    stall, partition, incident == null ? fingerprint : incident);
        }
    }

    static Event event(JsonParser json) throws IOException {
        Partial event = new Partial();
        JsonInput.object(json, event);
        return event.event();
    }

    private static TaskRef task(JsonParser json) throws IOException {
        var task = new Object() {
            @Nullable String name;
            @Nullable String coroutine;
            @Nullable String state;
            TaskRef.@Nullable Place definedAt;
            TaskRef.@Nullable Place createdAt;
            @Nullable String waitFor;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "name" -> task.name = JsonInput.textOrNull(value);
                case "coroutine" -> task.coroutine = JsonInput.textOrNull(value);
                case "state" -> task.state = JsonInput.textOrNull(value);
                case "defined_at" -> task.definedAt = place(value);
                case "created_at" -> task.createdAt = place(value);
                case "wait_for" -> task.waitFor = JsonInput.textOrNull(value);
                default -> { }
            }
        });
        return new TaskRef(task.name, task.coroutine, task.state, task.definedAt, task.createdAt, task.waitFor);
    }

    private static TaskRef.@Nullable Place place(JsonParser json) throws IOException {
        if (JsonInput.isNull(json)) {
            return null;
        }
        var place = new Object() {
            @Nullable String file;
            int line;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "file" -> place.file = JsonInput.text(value);
                case "line" -> place.line = JsonInput.count(value);
                default -> { }
            }
        });
        return new TaskRef.Place(JsonInput.present(place.file, "file"), place.line);
    }
}
