package io.tracestitch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.cli.input.LogBytes;
import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.jspecify.annotations.Nullable;

/** Analyses the examples of patterns: each must bring an event of its kind that the pattern explains. */
final class PatternExamples {

    private static final String SOURCE = "example";
    private static final String FOLDER = "examples";

    private final Taxonomy taxonomy;
    private final boolean onDisk;
    private int count;

    /**
     * Examples.
     *
     * @param taxonomy all patterns in force
     * @param onDisk whether patterns lie in a folder, not in the jar
     */
    PatternExamples(Taxonomy taxonomy, boolean onDisk) {
        this.taxonomy = taxonomy;
        this.onDisk = onDisk;
    }

    /** Each example that fails, as a sentence. */
    List<String> failures(List<Pattern> patterns) throws IOException {
        List<String> out = new ArrayList<>();
        for (Pattern pattern : patterns) {
            if (pattern.examples().isEmpty()) {
                out.add(pattern.origin().file() + ":" + pattern.origin().line() + ": the pattern " + pattern.id()
                        + " has no examples");
            }
            for (Pattern.Example example : pattern.examples()) {
                count++;
                Path file = Path.of(pattern.origin().file()).resolveSibling(FOLDER).resolve(example.file());
                List<Event> events = events(file);
                if (events == null) {
                    out.add(file + ": the example is missing");
                } else if (events.stream().noneMatch(e -> e.kind() == example.kind() && explains(pattern, e))) {
                    out.add(file + ": no event of the kind " + example.kind().id() + " that " + pattern.id() + " explains, but "
                            + found(events));
                }
            }
        }
        return out;
    }

    /** How many examples were analysed. */
    int count() {
        return count;
    }

    private static boolean explains(Pattern pattern, Event event) {
        return pattern.id().equals(event.pattern()) || event.also().contains(pattern.id());
    }

    private static String found(List<Event> events) {
        if (events.isEmpty()) {
            return "none at all";
        }
        return String.join(", ", events.stream().limit(5)
                .map(e -> e.kind().id() + " (" + (e.pattern() == null ? "no pattern" : e.pattern())
                + ")").toList());
    }

    private @Nullable List<Event> events(Path file) throws IOException {
        byte[] bytes;
        if (onDisk) {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            try (InputStream in = LogBytes.open(file, n -> { })) {
                bytes = in.readAllBytes();
            }
        } else {
            try (InputStream in = Pattern.class.getResourceAsStream("/" + file.toString().replace('\\', '/'))) {
                if (in == null) {
                    return null;
                }
                bytes = in.readAllBytes();
            }
        }
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(AnalyzerOptions.defaults().withTaxonomy(taxonomy), events::add);
        analyzer.feed(SOURCE, bytes, 0, bytes.length);
        analyzer.finish(SOURCE);
        return events;
    }
}
