package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of timestamps in logs. A shape is written with one letter a character: {@code Y M D h m s} digits, {@code b} a month's
 * name, {@code a} a weekday's, {@code p} AM or PM, {@code f} an optional fraction after a point or comma, {@code z} an optional zone;
 * all else stands for itself.
 */
final class Timestamps {

    private static final String[] SHAPES = {
        "YYYY-MM-DD hh:mm:ssfz", "YYYY-MM-DDThh:mm:ssfz", "YYYY-MM-DD, hh:mm:ssfz", "YYYY/MM/DD hh:mm:ssfz", "YYYY.MM.DD hh:mm:ssfz", "YYYYMMDD hh:mm:ssfz",
        "YYYYMMDDThhmmssfz", "YYYY-MM-DD_hh-mm-ssf", "YYYY-MM-DD_hh:mm:ssf", "DD/bbb/YYYY:hh:mm:ssfz", "DD/bbb/YYYY hh:mm:ssfz", "DD-bbb-YYYY hh:mm:ssfz", "DD bbb YYYY hh:mm:ssfz",
        "aaa bbb DD hh:mm:ss YYYY", "aaa, DD bbb YYYY hh:mm:ssz", "bbb DD, YYYY hh:mm:ssfz", "bbb DD YYYY hh:mm:ssfz",
        "bbb DD hh:mm:ssfz", "DD-MM-YYYY hh:mm:ssfz", "DD.MM.YYYY hh:mm:ssfz", "MM/DD/YYYY hh:mm:ss pp", "MM/DD/YYYY hh:mm:ssfz",
        "MM/DD/YY hh:mm:ssfz", "YY-MM-DD hh:mm:ssfz", "YYMMDD hh:mm:ssfz", "MMDD hh:mm:ssf", "hh:mm:ssf",
    };
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String WEEKDAYS = "montuewedthufrisatsun";
    private static final int MAX_FRACTION = 9;
    /** Seconds since 1970 from 2001 to 2286 have ten digits. */
    private static final int EPOCH_DIGITS = 10;

    /** The shape that was read last is tried first; threads that see another's are a little slower, not wrong. */
    private static volatile String recentShape = SHAPES[0];

    private Timestamps() {
    }

    /** Length of the timestamp at offset {@code i}, or 0. */
    static int lengthAt(byte[] b, int i, int end) {
        if (i >= end || !startsOne(b[i])) {
            return 0;
        }
        for (String shape : SHAPES) {
            int length = match(shape, b, i, end);
            if (length > 0 && !digitAt(b, i + length, end)) {
                return length;
            }
        }
        return 0;
    }

    /** Length of a number of seconds or milliseconds since 1970 at offset {@code i}, or 0. */
    static int epochLengthAt(byte[] b, int i, int end) {
        int k = i;
        while (k < end && k - i <= EPOCH_DIGITS + 3 && digitAt(b, k, end)) {
            k++;
        }
        int digits = k - i;
        if (digits != EPOCH_DIGITS && digits != EPOCH_DIGITS + 3 || b[i] != '1') {
            return 0;
        }
        if (k < end && (b[k] == '.' || b[k] == ',') && digitAt(b, k + 1, end)) {
            k++;
            while (k < end && digitAt(b, k, end)) {
                k++;
            }
        }
        return k - i;
    }

    /** Whether the timestamp's text tells a day, not only a time. */
    static boolean hasDate(byte[] b, int i, int length) {
        return length > 15 || length > 0 && !(digitAt(b, i, i + length) && length > 2 && b[i + 2] == ':');
    }

    private static boolean startsOne(byte c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'W';
    }

    private static boolean digitAt(byte[] b, int i, int end) {
        return i < end && b[i] >= '0' && b[i] <= '9';
    }

    private static int match(String shape, byte[] b, int start, int end) {
        int i = start;
        for (int k = 0; k < shape.length(); k++) {
            char c = shape.charAt(k);
            if (c == 'f') {
                i = fraction(b, i, end);
            } else if (c == 'z') {
                i = zone(b, i, end);
            } else if (i >= end) {
                return 0;
            } else if (c == 'b' || c == 'a') {
                if (!name(c == 'b' ? MONTHS : WEEKDAYS, b, i, end)) {
                    return 0;
                }
                i += 3;
                k += 2;
            } else if (c == 'p') {
                if ((b[i] != 'A' && b[i] != 'P') || i + 1 >= end || b[i + 1] != 'M') {
                    return 0;
                }
                i += 2;
                k++;
            } else if ("YMDhms".indexOf(c) >= 0) {
                boolean padded = c == 'D' && b[i] == ' ' && k > 0 && shape.charAt(k - 1) == ' ';
                if (!padded && !(b[i] >= '0' && b[i] <= '9')) {
                    return 0;
                }
                i++;
            } else if (b[i++] != c) {
                return 0;
            }
        }
        return i - start;
    }

    private static boolean name(String names, byte[] b, int i, int end) {
        if (i + 3 > end) {
            return false;
        }
        if (b[i] < 'A' || b[i] > 'Z') {
            return false;
        }
        for (int k = 0; k < names.length(); k += 3) {
            if (lower(b[i]) == names.charAt(k) && lower(b[i + 1]) == names.charAt(k + 1) && lower(b[i + 2]) == names.charAt(k + 2)) {
                return true;
            }
        }
        return false;
    }

    /** A letter in lower case; no other byte becomes a letter. */
    private static int lower(byte c) {
        return c | 0x20;
    }

    private static int fraction(byte[] b, int i, int end) {
        if (i + 1 >= end || b[i] != '.' && b[i] != ',' || !digitAt(b, i + 1, end)) {
            return i;
        }
        int k = i + 1;
        while (k < end && k - i <= MAX_FRACTION && digitAt(b, k, end)) {
            k++;
        }
        return k;
    }

    private static int zone(byte[] b, int i, int end) {
        if (i >= end) {
            return i;
        }
        if (b[i] == 'Z' && !letterAt(b, i + 1, end)) {
            return i + 1;
        }
        int k = b[i] == ' ' ? i + 1 : i;
        if (k + 2 < end && b[k] == 'U' && b[k + 1] == 'T' && b[k + 2] == 'C' && !letterAt(b, k + 3, end)) {
            return k + 3;
        }
        if (k + 4 < end && (b[k] == '+' || b[k] == '-') && digitAt(b, k + 1, end) && digitAt(b, k + 2, end)) {
            int minutes = b[k + 3] == ':' ? k + 4 : k + 3;
            if (digitAt(b, minutes, end) && digitAt(b, minutes + 1, end) && !digitAt(b, minutes + 2, end)) {
                return minutes + 2;
            }
        }
        return i;
    }

    private static boolean letterAt(byte[] b, int i, int end) {
        return i < end && (b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z');
    }

    /**
     * The moment that a timestamp tells.
     *
     * @param zone zone of timestamps that name none
     * @return null where the text has no date or is no date that exists
     */
    static @Nullable Instant parse(String text, ZoneId zone) {
        if (text.isEmpty()) {
            return null;
        }
        byte[] b = text.getBytes(StandardCharsets.ISO_8859_1);
        int epoch = epochLengthAt(b, 0, b.length);
        if (epoch == b.length && epoch > 0) {
            return epoch(text);
        }
        String recent = recentShape;
        if (match(recent, b, 0, b.length) == b.length) {
            return moment(recent, text, zone);
        }
        for (String shape : SHAPES) {
            if (match(shape, b, 0, b.length) == b.length) {
                recentShape = shape;
                return moment(shape, text, zone);
            }
        }
        return null;
    }

    private static @Nullable Instant moment(String shape, String text, ZoneId zone) {
        try {
            return read(shape, text, zone);
        } catch (DateTimeException | NumberFormatException e) {
            return null; // 2026-02-31, or a padded field that is blank: no such moment
        }
    }

    private static Instant epoch(String text) {
        int point = Math.max(text.indexOf('.'), text.indexOf(','));
        String whole = point < 0 ? text : text.substring(0, point);
        long n = Long.parseLong(whole);
        if (whole.length() > EPOCH_DIGITS) {
            return Instant.ofEpochMilli(n);
        }
        return Instant.ofEpochSecond(n, point < 0 ? 0 : nanos(text.substring(point + 1)));
    }

    private static long nanos(String digits) {
        String nine = (digits + "000000000").substring(0, MAX_FRACTION);
        return Long.parseLong(nine);
    }

    private static @Nullable Instant read(String shape, String text, ZoneId zone) {
        int[] fields = new int[6];
        int nanos = 0;
        boolean afternoon = false;
        boolean half = false;
        ZoneId own = zone;
        int i = 0;
        for (int k = 0; k < shape.length(); k++) {
            char c = shape.charAt(k);
            int field = "YMDhms".indexOf(c);
            if (field >= 0) {
                char digit = text.charAt(i++);
                fields[field] = fields[field] * 10 + (digit == ' ' ? 0 : digit - '0');
            } else if (c == 'b') {
                fields[1] = MONTHS.indexOf(text.substring(i, i + 3).toLowerCase(Locale.ROOT)) / 3 + 1;
                i += 3;
                k += 2;
            } else if (c == 'a') {
                i += 3;
                k += 2;
            } else if (c == 'p') {
                half = true;
                afternoon = text.charAt(i) == 'P';
                i += 2;
                k++;
            } else if (c == 'f') {
                int from = i;
                while (i < text.length() && (i == from ? text.charAt(i) == '.' || text.charAt(i) == ','
                        : Character.isDigit(text.charAt(i)))) {
                    i++;
                }
                nanos = i > from ? (int) nanos(text.substring(from + 1, i)) : 0;
            } else if (c == 'z') {
                String rest = text.substring(i).strip();
                own = rest.isEmpty() ? zone : rest.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(rest);
                i = text.length();
            } else {
                i++;
            }
        }
        if (fields[0] == 0) {
            return null; // no year: a time alone, or syslog's form
        }
        if (half) {
            fields[3] = fields[3] % 12 + (afternoon ? 12 : 0);
        }
        LocalDate date = LocalDate.of(fields[0] < 100 ? 2000 + fields[0] : fields[0], fields[1], fields[2]);
        return LocalDateTime.of(date, LocalTime.of(fields[3], fields[4], Math.min(fields[5], 59), nanos)).atZone(own).toInstant();
    }
}
