package io.tracestitch.core.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The patterns that come with the product, from {@code patterns/} on the class path. */
final class BuiltInPatterns {
    private static final String FOLDER = "/patterns/";

    private BuiltInPatterns() {
    }

    /** Reads them all; {@code index.txt} names them, because the folders of a jar cannot be listed. */
    static List<Pattern> load() {
        return read("index.txt").lines()
                .filter(line -> !line.isBlank())
                .map(id -> PatternLoader.parseLazily("patterns/" + id + "/pattern.yaml", read(id + "/pattern.yaml")))
                .toList();
    }

    private static String read(String name) {
        try (InputStream in = BuiltInPatterns.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FOLDER + name + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + FOLDER + name, e);
        }
    }
}
