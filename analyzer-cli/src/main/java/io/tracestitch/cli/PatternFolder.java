package io.tracestitch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.tracestitch.cli.input.LogStreams;
import io.tracestitch.core.pattern.InvalidPatternException;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.PatternLoader;

/**
 * A folder of patterns: every YAML file in it and below, except in folders named {@code examples}.
 *
 * @param patterns those that could be read, in the order of their paths
 * @param mistakes what is wrong with the others, each as a sentence that names file and line
 */
record PatternFolder(List<Pattern> patterns, List<String> mistakes) {

    private static final String EXAMPLES = "examples";

    /**
     * Reads the patterns that a user adds.
     *
     * @throws UserError for the first mistake
     */
    static List<Pattern> load(Path folder) {
        PatternFolder read = read(folder);
        if (!read.mistakes.isEmpty()) {
            throw new UserError(read.mistakes.getFirst());
        }
        return read.patterns;
    }

    /** Reads what can be read and collects what is wrong. */
    static PatternFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(Files.exists(folder) ? "not a directory: " + folder : "no such directory: " + folder);
        }
        List<Pattern> patterns = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : yamlFiles(folder)) {
            try {
                patterns.add(PatternLoader.parse(file.toString(), Files.readString(file)));
            } catch (InvalidPatternException e) {
                mistakes.add(e.getMessage());
            } catch (IOException e) {
                mistakes.add(file + ": " + LogStreams.reason(e));
            }
        }
        if (patterns.isEmpty() && mistakes.isEmpty()) {
            throw new UserError("no patterns in " + folder + ": a pattern is a YAML file");
        }
        return new PatternFolder(patterns, mistakes);
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(PatternFolder::isPattern).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UserError("cannot read the directory " + folder + ": " + LogStreams.reason(e));
        } catch (UncheckedIOException e) {
            throw new UserError("cannot read the directory " + folder + ": " + LogStreams.reason(e.getCause()));
        }
    }

    private static boolean isPattern(Path file) {
        String name = file.getFileName().toString();
        Path parent = file.getParent();
        boolean example = parent != null && parent.getFileName() != null && parent.getFileName().toString().equals(EXAMPLES);
        return !example && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }
}
