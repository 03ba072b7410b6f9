package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what {@link EventWriter} wrote. Writing it again gives the same JSON, unless exceptions are nested deeper than
 * {@value ExceptionReader#MAX_DEPTH} links, which are cut off there. Thread-safe.
 */
public final class EventReader {

    /** Deeper than the parser of tracebacks nests anything. */
    private static final int MAX_NESTING = 100_000;

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).maxStringLength(Integer.MAX_VALUE).build())
            .build());

    /**
     * The event of a JSON object.
     *
     * @throws IOException with a sentence for people if it is none
     */
    public Event read(byte[] json) throws IOException {
        JsonNode node = mapper.readTree(json);
        if (node == null || !node.isObject()) {
            throw new IOException("an event is a JSON object");
        }
        try {
            return event(node);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("an event has a field that cannot be read: " + e.getMessage(), e);
        }
    }

    private static Event event(JsonNode n) throws IOException {
        LogPartition partition = n.has("first_record") ? PositionReader.partition(n.get("first_record")) : null;
        JsonNode stitch = n.get("stitch");
        JsonNode stall = n.get("stall");
        return new Event(required(n, "source"), PositionReader.number(n, "first_line", "first_record"),
                PositionReader.number(n, "last_line", "last_record"), time(n, "timestamp"), text(n, "timestamp_text"), text(n, "level"),
                text(n, "logger"), text(n, "process"), text(n, "thread"), text(n, "record_task"),
                named(EventKind.values(), required(n, "kind"), EventKind::id), required(n, "message"),
                ExceptionReader.exception(n.get("exception"), 0), ExceptionReader.frames(n.path("stack")), task(n.get("task")),
                number(n, "seconds"), text(n, "pattern"), text(n, "category"),
                named(Severity.values(), required(n, "severity"), Severity::id), texts(n, "also"),
                named(EndedBy.values(), required(n, "ended_by"), EndedBy::id), n.path("truncated").asBoolean(),
                n.path("confidence").asDouble(1), required(n, "occurrence"), required(n, "fingerprint"), text(n, "raw"),
                stitch == null ? null : StoryReader.stitch(stitch), stall == null ? null : StoryReader.stall(stall), partition,
                required(n, "incident"));
    }

    private static @Nullable TaskRef task(@Nullable JsonNode n) {
        return n == null || n.isNull() ? null : new TaskRef(text(n, "name"), text(n, "coroutine"), text(n, "state"),
                place(n.get("defined_at")), place(n.get("created_at")), text(n, "wait_for"));
    }

    private static TaskRef.@Nullable Place place(@Nullable JsonNode n) {
        return n == null || n.isNull() ? null : new TaskRef.Place(n.path("file").asText(), n.path("line").asInt());
    }

    static String required(JsonNode n, String name) throws IOException {
        String value = text(n, name);
        if (value == null) {
            throw new IOException("it has no " + name);
        }
        return value;
    }

    static @Nullable String text(JsonNode n, String name) {
        JsonNode value = n.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    static @Nullable Double number(JsonNode n, String name) {
        JsonNode value = n.get(name);
        return value == null || value.isNull() ? null : value.asDouble();
    }

    static @Nullable Instant time(JsonNode n, String name) {
        String value = text(n, name);
        return value == null ? null : Instant.parse(value);
    }

    static List<String> texts(JsonNode n, String name) {
        List<String> out = new ArrayList<>();
        n.path(name).forEach(value -> out.add(value.asText()));
        return List.copyOf(out);
    }

    static <T> T named(T[] values, String name, Function<T, String> id) throws IOException {
        return Arrays.stream(values).filter(v -> id.apply(v).equals(name)).findFirst()
                .orElseThrow(() -> new IOException("it has an unknown value '" + name + "'"));
    }
}
