package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordJson} wrote. */
final class PositionReader {

    private PositionReader() {
    }

    /** A line, by the record that holds it. */
    record Position(LogPartition partition, long number) {
    }

    static Position position(JsonParser json) throws IOException {
        var p = new Object() {
            @Nullable String topic;
            int partition;
            long offset;
            long line;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "topic" -> p.topic = JsonInput.text(value);
                case "partition" -> p.partition = JsonInput.count(value);
                case "offset" -> p.offset = JsonInput.number(value);
                case "line" -> p.line = JsonInput.number(value);
                default -> { }
            }
        });
        return new Position(new LogPartition(JsonInput.present(p.topic, "topic"), p.partition), LogPartition.number(p.offset, p.line));
    }

    /** Lines' numbers, each of them a number or a record. */
    static List<Long> numbers(JsonParser json) throws IOException {
        return JsonInput.list(json, element -> element.currentToken() == JsonToken.START_OBJECT ? position(element).number()
                : JsonInput.number(element));
    }
}
