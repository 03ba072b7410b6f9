package io.tracestitch.core.stitch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;

import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.record.LineHeader;
import io.tracestitch.core.record.RecordTime;
import org.jspecify.annotations.Nullable;

/**
 * A record's first line, taken apart, with the words and numbers in its message.
 *
 * @param number number of the input line
 * @param instance run of the process that wrote it
 * @param header its parts
 * @param time when it was written, or null
 * @param words its message's words
 */
record LineParts(long number, int instance, LineHeader header, @Nullable Instant time, Words words) {

    private static final char SEPARATOR = '\u001f';
    private static final int PARTS = 7;

    static LineParts of(long number, int instance, LineHeader header, ZoneId zone) {
        Instant time = header.time() == null ? null : RecordTime.parse(header.time(), zone);
        Words words = Words.of(header.message());
        return new LineParts(number, instance, header, time, header.request() == null ? words : words.with("request_id", header.request()));
    }

    /** A structured record's parts as bytes, in the order in which {@link #split} reads them. */
    static byte[] join(String message, Envelope e) {
        int end = message.indexOf('\n');
        String text = String.join(String.valueOf(SEPARATOR), or(e.time()), or(e.level()), or(e.logger()), or(e.process()),
                or(e.task()), or(e.context().request()), end < 0 ? message : message.substring(0, end));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static LineHeader split(byte[] text) {
        String[] parts = new String(text, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), PARTS);
        return new LineHeader(at(parts, 0), at(parts, 1), at(parts, 2), at(parts, 3), at(parts, 4), at(parts, 5),
                parts.length < PARTS ? "" : parts[PARTS - 1]);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String at(String[] parts, int index) {
        return index >= parts.length || parts[index].isEmpty() ? null : parts[index];
    }
}
