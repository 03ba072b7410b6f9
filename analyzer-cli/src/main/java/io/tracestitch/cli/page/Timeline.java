package io.tracestitch.cli.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.cli.report.Amounts;
import io.tracestitch.cli.report.IncidentView;
import io.tracestitch.cli.report.TimeHistogram;
import io.tracestitch.cli.report.Times;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Events over time, stacked by severity, as rectangles of a drawing of 960 by 92.
 *
 * @param bars the rectangles
 * @param from the first moment, in words
 * @param to the last moment, in words
 * @param severities the severities that occur, worst first
 * @param bucket width of a bar, in words
 */
public record Timeline(List<Bar> bars, String from, String to, List<String> severities, String bucket) {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 88;

    /** A rectangle; the color is the name of a severity. */
    public record Bar(String color, String x, String y, String width, String height, String hint) {
    }

    /** Bars for a drawing of 120 by 26, as one path. */
    static String spark(long[] counts) {
        long max = 1;
        for (long n : counts) {
            max = Math.max(max, n);
        }
        double step = 120.0 / counts.length;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                path.append('M').append(number(i * step)).append(" 26v-").append(number(Math.max(2, counts[i] * 24.0 / max)))
                        .append('h').append(number(step * 0.8)).append("V26z");
            }
        }
        return path.toString();
    }

    static @Nullable Timeline of(List<IncidentView> incidents, TimeHistogram all, Times times) {
        int buckets = all.buckets();
        if (buckets < 2) {
            return null;
        }
        Map<Severity, long[]> counts = new EnumMap<>(Severity.class);
        for (IncidentView i : incidents) {
            long[] own = i.histogram().counts(all.start(), all.seconds(), buckets);
            long[] sum = counts.computeIfAbsent(i.severity(), s -> new long[buckets]);
            for (int b = 0; b < buckets; b++) {
                sum[b] += own[b];
            }
        }
        long max = 1;
        for (int b = 0; b < buckets; b++) {
            int at = b;
            max = Math.max(max, counts.values().stream().mapToLong(c -> c[at]).sum());
        }
        return new Timeline(bars(counts, all, buckets, max, times), times.full(all.start()),
                times.full(all.start().plusSeconds(all.seconds() * buckets)),
                counts.keySet().stream().sorted((a, b) -> b.compareTo(a)).map(Severity::id).toList(),
                Amounts.span(all.seconds()));
    }

    private static List<Bar> bars(Map<Severity, long[]> counts, TimeHistogram all, int buckets, long max, Times times) {
        List<Bar> out = new ArrayList<>();
        double step = WIDTH / (double) buckets;
        for (int b = 0; b < buckets; b++) {
            double y = HEIGHT;
            for (Map.Entry<Severity, long[]> e : counts.entrySet()) {
                long n = e.getValue()[b];
                if (n > 0) {
                    double h = Math.max(1.5, n * (HEIGHT - 4.0) / max);
                    y -= h;
                    out.add(new Bar(e.getKey().id(), number(b * step + step * 0.1), number(y), number(step * 0.8),
                            number(Math.max(1, h - 0.7)), times.time(all.start().plusSeconds(b * all.seconds())) + "  "
                            + Amounts.count(n, "event") + ", " + e.getKey().id()));
                }
            }
        }
        return out;
    }

    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
