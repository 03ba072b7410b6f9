package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines of lost tasks in the corpus for stitching: their headers tell the task, as the loop over quiet lines reads them. */
class TaskLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES = Path.of("src", "test", "resources", "stitching");
    /** The others come before anything tells which field is the task: no name that asyncio gives, none that it printed. */
    private static final double READ = 0.96;

    @Test
    void taskNamesAreReadInNearlyAllLinesOfLostTasks() throws IOException {
        Map<String, String> bad = new TreeMap<>();
        long all = 0;
        long right = 0;
        try (Stream<Path> cases = Files.list(CASES)) {
            for (Path one : cases.filter(c -> c.getFileName().toString().contains("--plain--")).sorted().toList()) {
                JsonNode meta = JSON.readTree(one.resolve("meta.json").toFile());
                List<String> lines = Files.readString(one.resolve("input.log")).lines().toList();
                if (!meta.get("task_names").asBoolean() || lines.getFirst().startsWith("{")) {
                    continue;
                }
                int[] counts = count(one, lines, bad);
                all += counts[0];
                right += counts[1];
            }
        }
        assertThat(all).isGreaterThan(500);
        assertThat((double) right / all).as("of %d; %s", all, bad).isGreaterThan(READ);
    }

    private static int[] count(Path one, List<String> lines, Map<String, String> bad) throws IOException {
        Map<Integer, String> wanted = new HashMap<>();
        for (JsonNode event : JSON.readTree(one.resolve("expected.json").toFile()).get("events")) {
            if (event.has("origin") && event.has("task_name")) {
                event.get("origin").path("lines").forEach(n -> wanted.put(n.asInt(), event.get("task_name").asText()));
            }
        }
        HeaderFormats formats = new HeaderFormats(null);
        Header header = new Header();
        int all = 0;
        int right = 0;
        for (int n = 1; n <= lines.size(); n++) {
            byte[] b = lines.get(n - 1).getBytes(StandardCharsets.UTF_8);
            if (formats.levelOf(b, 0, b.length) < 0) {
                formats.match(b, 0, b.length, false, header);
            }
            boolean headed = formats.taskOf(b, 0, b.length, header);
            if (wanted.containsKey(n)) {
                String task = headed ? new String(b, header.taskStart, header.taskLength, StandardCharsets.UTF_8) : "no header";
                boolean same = task.equals(wanted.get(n));
                all++;
                right += same ? 1 : 0;
                if (!same) {
                    bad.merge(one.getFileName().toString(), n + " " + task, (x, y) -> x.length() > 60 ? x : x + ", " + y);
                }
            }
        }
        return new int[] {all, right};
    }
}
