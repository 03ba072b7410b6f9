package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/** Holds many sources open in a small heap; run as a process of its own by {@link ManySourcesTest}. */
final class ManySources {

    private static final long STITCH_BYTES = 64L << 20;
    private static final int LINES = 2;

    private ManySources() {
    }

    /** @param args how many sources */
    public static void main(String[] args) {
        int sources = Integer.parseInt(args[0]);
        long[] events = new long[1];
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withZone(ZoneOffset.UTC).withSources(sources, STITCH_BYTES),
                event -> events[0]++);
        for (int line = 0; line < LINES; line++) {
            for (int s = 0; s < sources; s++) {
                byte[] value = line(s, line).getBytes(StandardCharsets.UTF_8);
                analyzer.feed("shop/orders-" + s, ((long) line * sources + s) << 20 | 1, value, 0, value.length);
            }
        }
        analyzer.tick(Instant.EPOCH);
        analyzer.tick(Instant.EPOCH.plusSeconds(10));
        Counters counters = analyzer.counters();
        System.out.printf("%d sources, %d lines, %d events, limits %s%n", analyzer.sources().size(), counters.lines(), events[0],
                counters.limits());
    }

    /** A third of them plain lines, a third lines of JSON, a third lines of Kubernetes; all of them fail. */
    private static String line(int source, int line) {
        String text = "2026-11-23 18:49:0" + line + ",022 INFO [4211] orders.service: request req-" + source + " done";
        if (line == LINES - 1) {
            text = "2026-11-23 18:49:09,022 ERROR [4211] orders.service: request req-" + source + " failed";
            String traceback = "Traceback (most recent call last):\\n  File \\\"/srv/app/orders.py\\\", line 42, in charge\\n    pay()\\n"
                    + "ValueError: " + source;
            return switch (source % 3) {
                case 0 -> text + '\n' + traceback.replace("\\n", "\n").replace("\\\"", "\"");
                case 1 -> "{\"asctime\":\"2026-11-23 18:49:09,022\",\"levelname\":\"ERROR\",\"name\":\"orders\",\"message\":\"failed\","
                        + "\"exc_info\":\"" + traceback + "\"}";
                default -> "{\"log\":\"" + text + "\\n" + traceback + "\",\"stream\":\"stderr\",\"kubernetes\":{\"pod_name\":\"orders\"}}";
            };
        }
        return switch (source % 3) {
            case 0 -> text;
            case 1 -> "{\"asctime\":\"2026-11-23 18:49:03,022\",\"levelname\":\"INFO\",\"name\":\"orders\",\"message\":\"request " + source
                    + " done\",\"taskName\":\"Task-" + line + "\"}";
            default -> "{\"log\":\"" + text + "\",\"stream\":\"stderr\",\"kubernetes\":{\"pod_name\":\"orders\"}}";
        };
    }
}
