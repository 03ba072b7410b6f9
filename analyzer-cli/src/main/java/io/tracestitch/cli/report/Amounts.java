package io.tracestitch.cli.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    private Amounts() {
    }

    /** A count with thousands separated: {@code 1,022,357}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A count and its noun: {@code 1 incident}, {@code 3 incidents}. */
    public static String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A size in decimal units with at most three figures: {@code 51 KB}, {@code 1.4 GB}. */
    public static String bytes(long n) {
        double value = n;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit > 0 && value < 9.95 ? String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit])
                : Math.round(value) + " " + (n == 1 ? "byte" : UNITS[unit]);
    }

    /** A duration with two or three figures: {@code 0.21 s}, {@code 12 s}, {@code 3 min 20 s}. */
    public static String duration(Duration d) {
        return seconds(d.toNanos() / 1e9);
    }

    /** A round span: {@code 1 s}, {@code 16 min}, {@code 3 h}, {@code 12 days}. */
    public static String span(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return Math.round(seconds / 60.0) + " min";
        }
        return seconds < 2 * 86_400 ? Math.round(seconds / 3600.0) + " h" : Math.round(seconds / 86_400.0) + " days";
    }

    /** Seconds with two or three figures. */
    public static String seconds(double s) {
        if (s >= 120) {
            long whole = Math.round(s);
            return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
        }
        if (s >= 9.95) {
            return Math.round(s) + " s";
        }
        return String.format(Locale.ROOT, s >= 0.995 ? "%.1f s" : "%.2f s", s);
    }
}
