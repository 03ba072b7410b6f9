package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what {@link RecordJson} wrote. */
final class PositionReader {

    private PositionReader() {
    }

    static LogPartition partition(JsonNode n) throws IOException {
        return new LogPartition(EventReader.required(n, "topic"), n.path("partition").asInt());
    }

    /** A line's number, under either name. */
    static long number(JsonNode n, String asNumber, String asRecord) throws IOException {
        JsonNode record = n.get(asRecord);
        if (record != null) {
            return number(record);
        }
        JsonNode number = n.get(asNumber);
        if (number == null || !number.isIntegralNumber()) {
            throw new IOException("it has no " + asNumber);
        }
        return number.asLong();
    }

    static List<Long> numbers(JsonNode array) {
        List<Long> out = new ArrayList<>();
        array.forEach(n -> out.add(n.isObject() ? number(n) : n.asLong()));
        return List.copyOf(out);
    }

    private static long number(JsonNode record) {
        return LogPartition.number(record.path("offset").asLong(), record.path("line").asLong());
    }
}
