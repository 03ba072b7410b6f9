package io.tracestitch.cli.input;

import org.jspecify.annotations.Nullable;

/**
 * What a file's name says about its place in a rotation set.
 *
 * <p>Shapes understood: {@code app.log}, {@code app.log.1}, {@code app.log.2.gz} (logrotate, RotatingFileHandler),
 * {@code app.log-20261122}, {@code app.log-20261122-1795}, {@code app.log-2026112213.gz} (logrotate's dateext) and
 * {@code app.log.2026-11-22}, {@code app.log.2026-11-22_13-05} (TimedRotatingFileHandler).
 *
 * @param base name of the file that is being written to
 * @param compressed whether a compression suffix was taken off
 * @param number rotation number, 0 where there is none; a higher number is older
 * @param date digits of the rotation's date, or null; a lower date is older
 */
record RotationName(String base, boolean compressed, long number, @Nullable String date) implements Comparable<RotationName> {

    private static final int SHORTEST_DATE = 8;
    private static final int LONGEST_DATE = 20;
    /** Four digits are a port or a year sooner than the thousandth rotation. */
    private static final int LONGEST_NUMBER = 3;

    static RotationName of(String name) {
        String rest = name;
        boolean compressed = false;
        for (String suffix : new String[] {".gz", ".zst", ".zstd"}) {
            if (rest.length() > suffix.length() && rest.endsWith(suffix)) {
                rest = rest.substring(0, rest.length() - suffix.length());
                compressed = true;
                break;
            }
        }
        int start = trailingStamp(rest);
        if (start > 1 && start < rest.length()) {
            char separator = rest.charAt(start - 1);
            String stamp = rest.substring(start);
            String base = rest.substring(0, start - 1);
            if (separator == '.' && stamp.length() <= LONGEST_NUMBER && digitsOf(stamp).length() == stamp.length()) {
                return new RotationName(base, compressed, Long.parseLong(stamp), null);
            }
            int digits = digitsOf(stamp).length();
            if (digits >= SHORTEST_DATE && digits <= LONGEST_DATE && plausibleDate(stamp)) {
                return new RotationName(base, compressed, 0, digitsOf(stamp));
            }
        }
        return new RotationName(rest, compressed, 0, null);
    }

    boolean rotated() {
        return number > 0 || date != null;
    }

    /** Oldest first: dated ones by their date, then numbers downwards, then the file being written to. */
    @Override
    public int compareTo(RotationName other) {
        if (date != null && other.date != null) {
            return date.compareTo(other.date);
        }
        if (date != null || other.date != null) {
            return date != null ? -1 : 1;
        }
        return Long.compare(other.number, number);
    }

    /** Where the last run of digits, dashes, colons, underscores and T begins, starting with a digit; the length if none. */
    private static int trailingStamp(String s) {
        int i = s.length();
        while (i > 0 && (isDigit(s.charAt(i - 1)) || "-_:T".indexOf(s.charAt(i - 1)) >= 0)) {
            i--;
        }
        // The separator of "app.log-20261122" belongs to the run: step over what is no digit.
        while (i < s.length() && !isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }

    private static String digitsOf(String s) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            if (isDigit(s.charAt(i))) {
                out.append(s.charAt(i));
            }
        }
        return out.toString();
    }

    private static boolean plausibleDate(String s) {
        String d = digitsOf(s);
        int month = Integer.parseInt(d.substring(4, 6));
        int day = Integer.parseInt(d.substring(6, 8));
        return (d.startsWith("19") || d.startsWith("20")) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
