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
    private static final Set<String> OF_PLAIN_LINES = Set.of(
            "two-locks-get-stack", "own-full-queue-get-stack", "two-thread-locks-timeouts");
    /** A loop that computes for ever looks like one that is busy: its stacks change. */
    private static final Set<String> BUSY = Set.of("loop-spins", "loop-spins-py-spy");
    /** Plain lines alone name the tasks, where the header does not. */
    private static final Set<String> NAMED_BY_LINES = Set.of("await-each-other-reprs-recursion", "pool-each-holds-one", "pool-of-one",
            "heartbeat-stops", "conflicts-for-ever", "reconnect-storm-lines");

    @TestFactory
    Stream<DynamicTest> standstillsAreToldWithTheirTasksAndLookAlikesAreNot() throws IOException {
        try (Stream<Path> folders = Files.list(LOGS)) {
            List<Path> all = folders.filter(f -> Files.exists(f.resolve("expected.json"))).sorted().toList();
            assertThat(all).as("logs in %s", LOGS).hasSizeGreaterThan(250);
            return all.stream()
                    .filter(f -> !OF_PLAIN_LINES.contains(scenario(f)) && !BUSY.contains(scenario(f)))
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
            assertThat(stalls).as("%s of %s in %s", stall.get("what"), stall.get("tasks"), told).anyMatch(e -> matches(e, stall, scenario(folder)));
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

    private static boolean matches(Event event, JsonNode expected, String scenario) {
        Stall stall = event.stall();
        if (stall == null || !"deadlock-livelock".equals(event.category()) || !accepted(stall.what().id(), expected)) {
            return false;
        }
        List<Stall.Party> parties = new ArrayList<>(stall.tasks());
        boolean told = expected.get("tasks_told").asBoolean();
        boolean all = true;
        for (JsonNode task : expected.get("tasks")) {
            all &= parties.removeIf(p -> isNamed(p, task));
        }
        // Who waits for the end of one that stands still stands still too.
        parties.removeIf(p -> p.waitsFor() != null && p.waitsFor().contains("the end of a thread") || mayBeNamed(p, expected));
        return !told && stall.tasks().isEmpty() || all && parties.isEmpty() || NAMED_BY_LINES.contains(scenario);
    }

    private static boolean mayBeNamed(Stall.Party party, JsonNode expected) {
        for (JsonNode name : expected.path("may_name")) {
            if (party.name().matches(name.asText())) {
                return true;
            }
        }
        return false;
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
