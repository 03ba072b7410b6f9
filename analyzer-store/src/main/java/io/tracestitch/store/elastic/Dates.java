package io.tracestitch.store.elastic;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Elasticsearch takes them: the years 1 to 9999, compared to the millisecond. */
final class Dates {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private Dates() {
    }

    /** The time, or the nearest one that can be kept. */
    static Instant clamp(Instant time) {
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }

    /** The time as a date field takes it. */
    static String text(Instant time) {
        return clamp(time).toString();
    }

    /** The time as a query takes it: with milliseconds, since the server rounds what is missing up or down. */
    static String millis(Instant time) {
        return MILLIS.format(clamp(time));
    }

    /** Whether nothing that is kept is later. */
    static boolean isLast(Instant time) {
        return !time.isBefore(LAST);
    }
}
