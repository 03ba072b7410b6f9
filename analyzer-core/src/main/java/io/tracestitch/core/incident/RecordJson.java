package io.tracestitch.core.incident;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Writes where lines stand: by their numbers, or by the records that hold them. */
final class RecordJson {

    private RecordJson() {
    }

    static void position(JsonLine json, String name, LogPartition partition, long number) {
        json.writeFieldName(name);
        value(json, partition, number);
    }

    /** An array of numbers, or one of positions. */
    static void positions(JsonLine json, List<Long> numbers, @Nullable LogPartition partition) {
        json.writeStartArray();
        for (long number : numbers) {
            if (partition == null) {
                json.writeNumber(number);
            } else {
                value(json, partition, number);
            }
        }
        json.writeEndArray();
    }

    private static void value(JsonLine json, LogPartition partition, long number) {
        json.writeStartObject();
        json.writeWordField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("offset", LogPartition.offset(number));
        json.writeNumberField("line", LogPartition.line(number));
        json.writeEndObject();
    }
}
