package io.tracestitch.cli.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Moments and spans as people read them, in one zone. */
public record Times(ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Date and time. */
    public String full(Instant time) {
        return DATE_TIME.format(at(time));
    }

    /** Time of the day. */
    public String time(Instant time) {
        return TIME.format(at(time));
    }

    /** Time of the day with milliseconds; empty if it is not known. */
    public String exact(@Nullable Instant time) {
        return time == null ? "" : EXACT.format(at(time));
    }

    /** From one moment to another, the date told once if it is the same day; empty if either is unknown. */
    public String span(@Nullable Instant first, @Nullable Instant last) {
        if (first == null || last == null) {
            return "";
        }
        if (full(first).equals(full(last))) {
            return full(first);
        }
        return full(first) + " to " + (sameDay(first, last) ? time(last) : full(last));
    }

    /** Like {@link #span}, without the date if all of it is one day. */
    public String shortSpan(@Nullable Instant first, @Nullable Instant last) {
        if (first == null || last == null || !sameDay(first, last)) {
            return span(first, last);
        }
        return time(first).equals(time(last)) ? time(first) : time(first) + " to " + time(last);
    }

    private boolean sameDay(Instant a, Instant b) {
        return at(a).toLocalDate().equals(at(b).toLocalDate());
    }

    private ZonedDateTime at(Instant time) {
        return time.atZone(zone);
    }
}
