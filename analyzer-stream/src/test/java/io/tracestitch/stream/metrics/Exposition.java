package io.tracestitch.stream.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Prometheus' text format, as a scrape brings it. */
record Exposition(String text) {

    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\]|\\\\.)*\",?)*})? (NaN|[+-]Inf|-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    /** The values by name and labels, as they stand in the text. */
    Map<String, Double> samples() {
        Map<String, Double> out = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher m = SAMPLE.matcher(line);
            assertThat(m.matches()).as("no sample: %s", line).isTrue();
            String value = m.group(3).replace("Inf", "Infinity");
            assertThat(out.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(value))).as("twice: %s", line).isNull();
        });
        return out;
    }

    double value(String sample) {
        assertThat(samples()).containsKey(sample);
        return samples().get(sample);
    }

    /** Checks that each metric has a type and a description, and nothing else is in the text; asks promtool too where there is one. */
    void check() throws IOException, InterruptedException {
        Set<String> typed = new HashSet<>();
        Set<String> described = new HashSet<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                assertThat(typed.add(words[2])).as("a type twice: %s", line).isTrue();
            } else if (line.startsWith("# HELP ") && words.length == 4 && !words[3].isBlank()) {
                described.add(words[2]);
            }
        });
        for (String sample : samples().keySet()) {
            String name = sample.replaceFirst("\\{.*", "");
            String family = typed.contains(name) ? name : SUFFIX.matcher(name).replaceFirst("");
            assertThat(typed).as("type of %s", sample).contains(family);
            assertThat(described).as("description of %s", sample).contains(family);
        }
        promtool(ours());
    }

    /** Kafka's own metrics have names that promtool has much to say about. */
    private String ours() {
        return text.lines().filter(line -> line.matches("(# (HELP|TYPE) )?tracestitch_.*")).collect(Collectors.joining("\n", "", "\n"));
    }

    private static void promtool(String metrics) throws IOException, InterruptedException {
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
        } catch (IOException absent) {
            return; // what it would tell is an addition to the checks above
        }
        promtool.getOutputStream().write(metrics.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        try (InputStream out = promtool.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as(said).isZero();
            assertThat(said).isEmpty();
        }
    }
}
