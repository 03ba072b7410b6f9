package io.tracestitch.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stitch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lost tasks of real CPythons are traced back to the lines that they wrote, and to where they were created. The truth was recorded from
 * live objects; lines are compared by number.
 */
class StitchingTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus", "cases");
    private static final Path STITCHING = Path.of("src", "test", "resources", "stitching");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is attributed to the lost tasks of some logs, and what should be. */
    private static final class Tally {
        private int wanted;
        private int claimed;
        private int right;
        /** Of the links that say to be so sure, in tenths: how many there are, and how many of them hold no foreign line. */
        private final int[] links = new int[11];
        private final int[] clean = new int[11];

        void add(Set<Long> truth, Event event) {
            Stitch stitch = event.stitch();
            List<Long> lines = stitch == null ? List.of() : stitch.lines();
            Set<Long> both = new HashSet<>(lines);
            both.retainAll(truth);
            wanted += truth.size();
            claimed += lines.size();
            right += both.size();
            if (!lines.isEmpty()) {
                int tenth = (int) (stitch.confidence() * 10);
                links[tenth]++;
                clean[tenth] += both.size() == lines.size() ? 1 : 0;
            }
        }

        double precision() {
            return claimed == 0 ? 1 : (double) right / claimed;
        }

        double recall() {
            return wanted == 0 ? 1 : (double) right / wanted;
        }

        /** Of the links at least so sure, the share without a foreign line. */
        double cleanFrom(int tenth) {
            int all = 0;
            int good = 0;
            for (int i = tenth; i <= 10; i++) {
                all += links[i];
                good += clean[i];
            }
            return all == 0 ? 1 : (double) good / all;
        }
    }

    @Test
    void whereRecordsNameTasksNearlyAllTheirLinesAreFoundAndNoOthers() {
        Tally tally = tally(CORPUS, name -> name.contains("--task--") || name.contains("--json--"));
        assertThat(tally.wanted).isGreaterThan(200);
        assertThat(tally.precision()).isGreaterThanOrEqualTo(0.99);
        assertThat(tally.recall()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void withoutTaskNamesWhatIsClaimedForSureIsRight() {
        Tally tally = tally(CORPUS, name -> name.contains("--std--"));
        assertThat(tally.claimed).isGreaterThan(80);
        assertThat(tally.cleanFrom(8)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void confidenceIsHonest() {
        Tally tally = tally(STITCHING, name -> true);
        assertThat(tally.cleanFrom(9)).as("links with 0.9 and more").isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void restartsNamesInCommonAndLateReportsAreToldApart() {
        Tally tally = tally(STITCHING, name -> isNamed(STITCHING.resolve(name)));
        assertThat(tally.wanted).isGreaterThan(2000);
        assertThat(tally.precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(tally.recall()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void debugModeTellsWhereTasksWereCreated() throws IOException {
        Path folder = STITCHING.resolve("debug-desk--task--plain--py3.12");
        for (Event event : read(folder)) {
            if (event.kind() == EventKind.TASK_EXCEPTION_NEVER_RETRIEVED) {
                Stitch.Creation created = event.stitch().createdBy();
                assertThat(created.file()).endsWith(".py");
                assertThat(created.confidence()).isGreaterThan(0.9);
                assertThat(truthOf(folder, event).path("created_at").get(1).asInt()).isEqualTo(created.line());
            }
        }
    }

    @Test
    void aRestoredSourceGoesOnAsIfNothingHadHappened() throws IOException {
        byte[] log = Files.readAllBytes(STITCHING.resolve("shift-late--task--plain--py3.9").resolve("input.log"));
        List<Event> whole = events(log, log.length);
        assertThat(whole).anyMatch(e -> e.stitch() != null && e.stitch().lines().size() > 1);
        int cut = new String(log, StandardCharsets.ISO_8859_1).indexOf("\n", log.length / 2) + 1;
        List<List<Long>> expected = whole.stream().filter(e -> e.stitch() != null).map(e -> e.stitch().lines()).toList();
        assertThat(events(log, cut).stream().filter(e -> e.stitch() != null).map(e -> e.stitch().lines())).containsExactlyElementsOf(expected);
    }

    /** The events of a log that moves to another analyzer at that offset. */
    private static List<Event> events(byte[] log, int cut) throws IOException {
        AnalyzerOptions options = AnalyzerOptions.defaults().withRedact(false).withZone(ZoneOffset.UTC);
        List<Event> out = new ArrayList<>();
        Analyzer first = new Analyzer(options, out::add);
        first.feed("log", log, 0, cut);
        Analyzer second = new Analyzer(options, out::add);
        for (StatePart part : StatePart.values()) {
            byte[] saved = first.save("log", part);
            assertThat(saved.length).isLessThan(100_000);
            second.restore("log", part, saved);
        }
        second.feed("log", log, cut, log.length - cut);
        second.finish("log");
        return out;
    }

    private static Tally tally(Path corpus, Predicate<String> wanted) {
        Tally tally = new Tally();
        try (Stream<Path> folders = Files.list(corpus)) {
            for (Path folder : folders.filter(Files::isDirectory).filter(f -> wanted.test(f.getFileName().toString())).sorted().toList()) {
                add(folder, tally);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tally;
    }

    /** Reports of tasks of one name are compared in their order. */
    private static void add(Path folder, Tally tally) throws IOException {
        Map<String, Deque<Event>> reports = new HashMap<>();
        for (Event event : read(folder)) {
            if (event.task() != null) {
                reports.computeIfAbsent(event.kind() + " " + event.task().name(), k -> new ArrayDeque<>()).add(event);
            }
        }
        String[] lines = Files.readString(folder.resolve("input.log"), StandardCharsets.ISO_8859_1).split("\n", -1);
        for (JsonNode truth : JSON.readTree(folder.resolve("expected.json").toFile()).get("events")) {
            EventKind kind = truth.path("loop_message").asText("").startsWith("Task was destroyed")
                    ? EventKind.TASK_DESTROYED_PENDING : EventKind.TASK_EXCEPTION_NEVER_RETRIEVED;
            Deque<Event> reported = reports.get(kind + " " + truth.path("task_name").asText());
            JsonNode marks = truth.path("origin").path("marks");
            if (reported != null && !reported.isEmpty() && truth.hasNonNull("task_name") && truth.hasNonNull("loop_message")) {
                Event event = reported.removeFirst();
                if (!marks.isEmpty()) {
                    tally.add(marked(lines, marks), event);
                }
            }
        }
    }

    private static Set<Long> marked(String[] lines, JsonNode marks) {
        Set<Long> out = new HashSet<>();
        for (JsonNode mark : marks) {
            String text = new String(mark.asText().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].contains(text)) {
                    out.add(i + 1L);
                }
            }
        }
        return out;
    }

    private static JsonNode truthOf(Path folder, Event event) throws IOException {
        for (JsonNode truth : JSON.readTree(folder.resolve("expected.json").toFile()).get("events")) {
            if (truth.path("line").asLong() == event.firstLine()) {
                return truth.path("origin");
            }
        }
        throw new IllegalStateException("no truth of line " + event.firstLine());
    }

    private static boolean isNamed(Path folder) {
        try {
            return JSON.readTree(folder.resolve("meta.json").toFile()).path("task_names").asBoolean();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Event> read(Path folder) throws IOException {
        return Reading.events(Files.readAllBytes(folder.resolve("input.log")));
    }
}
