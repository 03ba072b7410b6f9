package io.tracestitch.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A log that a real CPython printed, with what its process knew of itself.
 *
 * @param name scenario, logging set-up, wrapper and Python version
 * @param setup the logging set-up
 * @param log the bytes as a collector would see them
 * @param truth what a reader must find
 */
record CorpusCase(String name, String setup, byte[] log, List<CorpusCase.Truth> truth) {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<CorpusCase> ALL = read("cases");

    /**
     * One event that was recorded inside of the process.
     *
     * @param kind the kind that an analyzer gives it
     * @param optional whether it may be reported and need not be
     */
    record Truth(String kind, boolean optional, @Nullable ExceptionTree exception, @Nullable String task,
            @Nullable String coroutine) {
    }

    /** Every case, by name. */
    static List<CorpusCase> all() {
        return ALL;
    }

    /** The cases of the second corpus: other programs, formats and wrappers, with traps that the text alone may not resolve. */
    static List<CorpusCase> streams() {
        return read("streams");
    }

    /** The cases of the third corpus: every set-up that projects were seen with, each program once. */
    static List<CorpusCase> fieldwork() {
        return read("fieldwork");
    }

    /** Whether several processes wrote the log and nothing tells their lines apart. */
    boolean isBare() {
        return name.contains("--bare-") || name.startsWith("mix-bare-");
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<CorpusCase> read(String name) {
        try (Stream<Path> folders = Files.list(CORPUS.resolve(name))) {
            return folders.sorted().map(CorpusCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CorpusCase read(Path folder) {
        try {
            List<Truth> truth = new ArrayList<>();
            for (JsonNode event : JSON.readTree(folder.resolve("expected.json").toFile()).get("events")) {
                if (isWanted(event)) {
                    truth.add(new Truth(kind(event), event.path("optional").asBoolean(), tree(event.get("exception")),
                            text(event, "task_name"), text(event, "coroutine")));
                }
            }
            String setup = JSON.readTree(folder.resolve("meta.json").toFile()).get("setup").asText();
            return new CorpusCase(folder.getFileName().toString(), setup, Files.readAllBytes(folder.resolve("input.log")), truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain records and warnings of other categories are no failures. */
    private static boolean isWanted(JsonNode event) {
        boolean plain = event.get("kind").asText().equals("logged") && tree(event.get("exception")) == null
                && text(event, "loop_message") == null;
        String kind = kind(event);
        return !kind.equals("warning") && !(plain && !kind.equals("slow-callback"));
    }

    private static String kind(JsonNode event) {
        String kind = event.get("kind").asText();
        String message = event.path("message").asText("");
        return switch (kind) {
            case "logged" -> logged(text(event, "loop_message"), message);
            case "warning" -> message.contains("was never awaited") ? "coroutine-never-awaited"
                    : "ResourceWarning".equals(text(event, "category")) ? "resource-unclosed" : kind;
            case "uncaught", "unraisable", "printed" -> "exception-" + kind;
            case "thread" -> "exception-in-thread";
            default -> kind;
        };
    }

    private static String logged(@Nullable String loopMessage, String message) {
        if (loopMessage == null) {
            return message.startsWith("Executing <") ? "slow-callback" : "exception-logged";
        }
        return switch (loopMessage) {
            case "Task exception was never retrieved" -> "task-exception-never-retrieved";
            case "Future exception was never retrieved", "_GatheringFuture exception was never retrieved" ->
                    "future-exception-never-retrieved";
            case "Task was destroyed but it is pending!" -> "task-destroyed-pending";
            default -> "loop-error";
        };
    }

    private static @Nullable ExceptionTree tree(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        List<String> notes = new ArrayList<>();
        node.path("notes").forEach(n -> notes.add(n.asText()));
        List<Frame> frames = new ArrayList<>();
        node.path("frames").forEach(f -> frames.add(Frame.of(f.get(0).asText(), f.get(1).asInt(), f.get(2).asText(), null)));
        List<ExceptionTree> children = new ArrayList<>();
        node.path("exceptions").forEach(c -> children.add(tree(c)));
        return new ExceptionTree(node.get("type").asText(), node.path("message").asText(""), notes, frames,
                tree(node.get("cause")), tree(node.get("context")), children, 0, null, false);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() || value.asText().isEmpty() ? null : value.asText();
    }
}
