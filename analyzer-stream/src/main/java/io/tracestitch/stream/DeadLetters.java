package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The headers that tell why a record is a dead letter, and where it came from. Its key, value and own headers stay as they were. */
final class DeadLetters {

    /** Header: id of a {@link DeadLetterReason}. */
    static final String REASON = "tracestitch.reason";
    /** Header: topic that the record stood in. */
    static final String TOPIC = "tracestitch.topic";
    /** Header: number of the partition. */
    static final String PARTITION = "tracestitch.partition";
    /** Header: offset. */
    static final String OFFSET = "tracestitch.offset";
    /** Header: what went wrong, for people; one line. */
    static final String ERROR = "tracestitch.error";
    /** Header: bytes that the value had, where the broker took only its beginning. */
    static final String CUT = "tracestitch.cut";
    private static final int MAX_ERROR = 500;

    private DeadLetters() {
    }

    static Headers headers(@Nullable Headers before, DeadLetterReason reason, String topic, int partition, long offset, String error) {
        Headers headers = before == null ? new RecordHeaders() : new RecordHeaders(before);
        put(headers, REASON, reason.id());
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        String line = error.lines().findFirst().orElse("");
        put(headers, ERROR, line.length() <= MAX_ERROR ? line : line.substring(0, MAX_ERROR));
        return headers;
    }

    static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
