package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Reads where lines stand, as {@link RecordJson} writes it. */
final class PositionReader {

    private PositionReader() {
    }

    /** A line of a record. */
    record Position(LogPartition partition, long number) {
    }

    static Position read(JsonParser json) throws IOException {
        var at = new Object() {
            @Nullable String topic;
            int partition;
            long offset;
            long line;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "topic" -> at.topic = JsonInput.text(value);
                case "partition" -> at.partition = JsonInput.count(value);
                case "offset" -> at.offset = JsonInput.number(value);
                case "line" -> at.line = JsonInput.number(value);
                default -> { }
            }
        });
        if (at.offset < 0 || at.offset > LogPartition.MAX_OFFSET || at.line < 0 || at.line > LogPartition.MAX_LINES) {
            throw JsonInput.problem(json, "an offset or line is out of range");
        }
        return new Position(new LogPartition(JsonInput.present(at.topic, "topic"), at.partition),
                LogPartition.number(at.offset, at.line));
    }

    /** Numbers of lines, also where they are told as positions. */
    static List<Long> numbers(JsonParser json) throws IOException {
        return JsonInput.list(json, value -> value.currentToken() == JsonToken.START_OBJECT ? read(value).number()
                : JsonInput.number(value));
    }
}
