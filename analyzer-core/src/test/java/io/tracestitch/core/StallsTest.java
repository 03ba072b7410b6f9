package io.tracestitch.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stall;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Logs of programs that really stand still, and of programs that only look so: the first are recognised, the second are not. */
class StallsTest {

    private static final Path LOGS = Path.of(System.getProperty("stalls.dir", "src/test/resources/stalls"));
    /** What plain lines alone tell: silence, and lines that repeat. */
    private static final Set<String> OF_PLAIN_LINES = Set.of("heartbeat-stops", "one-worker-silent", "give-way", "conflicts-for-ever",
            "reconnect-storm-lines");

    @TestFactory
    Stream<DynamicTest> standstillsAreToldWithTheirTasksAndLookAlikesAreNot() throws IOException {
        if (!Files.isDirectory(LOGS)) {
            return Stream.of();
        }
        try (Stream<Path> folders = Files.list(LOGS)) {
            return folders.filter(f -> Files.exists(f.resolve("expected.json"))).sorted().toList().stream()
                    .filter(f -> !OF_PLAIN_LINES.contains(scenario(f)))
                    .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
        }
    }

    private static String scenario(Path folder) {
        String name = folder.getFileName().toString();
        return name.substring(0, name.indexOf("--"));
    }

    private static void check(Path folder) throws IOException {
        List<Event> stalls = Reading.events(Files.readAllBytes(folder.resolve("input.log"))).stream()
                .filter(e -> e.kind() == EventKind.STALL).toList();
        List<JsonNode> expected = expected(folder);
        List<String> told = stalls.stream().map(Event::message).toList();
        if (expected.isEmpty()) {
            assertThat(told).as("nothing stands still").isEmpty();
            return;
        }
        for (JsonNode stall : expected) {
            assertThat(stalls).as("%s of %s in %s", stall.get("what"), stall.get("tasks"), told).anyMatch(e -> matches(e, stall));
        }
        assertThat(told).as("told once").hasSameSizeAs(expected);
    }

    private static List<JsonNode> expected(Path folder) {
        try {
            List<JsonNode> stalls = new ArrayList<>();
            new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).get("stalls").forEach(stalls::add);
            return stalls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean matches(Event event, JsonNode expected) {
        Stall stall = event.stall();
        if (stall == null || !"deadlock-livelock".equals(event.category()) || !accepted(stall.what().id(), expected)) {
            return false;
        }
        List<Stall.Party> parties = new ArrayList<>(stall.tasks());
        boolean all = true;
        for (JsonNode task : expected.get("tasks")) {
            all &= parties.removeIf(p -> isNamed(p, task));
        }
        // Who waits for the end of one that stands still stands still too.
        parties.removeIf(p -> p.waitsFor() != null && p.waitsFor().contains("the end of a thread"));
        return !expected.get("tasks_told").asBoolean() && stall.tasks().isEmpty() || all && parties.isEmpty();
    }

    private static boolean accepted(String what, JsonNode expected) {
        for (JsonNode one : expected.get("accept")) {
            if (one.asText().equals(what)) {
                return true;
            }
        }
        return false;
    }

    /** Where no record names the task, its coroutine does. */
    private static boolean isNamed(Stall.Party party, JsonNode task) {
        return Stream.of("name", "coroutine", "thread").anyMatch(key -> task.hasNonNull(key)
                && (task.get(key).asText().equals(party.name())));
    }
}
