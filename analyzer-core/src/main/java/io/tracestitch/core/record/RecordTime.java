package io.tracestitch.core.record;

import java.time.Instant;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/** The moment that a record's timestamp tells. */
public final class RecordTime {

    /** journald counts microseconds. */
    private static final int MICROSECOND_DIGITS = 16;

    private RecordTime() {
    }

    /** The moment; null where the text tells no day or is no timestamp. Timestamps without a zone are taken in {@code zone}. */
    public static @Nullable Instant parse(String text, ZoneId zone) {
        if (text.length() == MICROSECOND_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long micros = Long.parseLong(text);
            return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
        }
        return Timestamps.parse(text, zone);
    }
}
