package io.tracestitch.core.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The patterns that come with the product, from {@code patterns/} on the class path: the file that {@link PatternCompiler} wrote,
 * or, where a build (an IDE's) left that step out, the YAML files one by one.
 */
final class BuiltInPatterns {
    private static final String FOLDER = "/patterns/";
    private static final String COMPILED = "compiled.txt";

    private BuiltInPatterns() {
    }

    static List<Pattern> load() {
        String compiled = read(COMPILED);
        return compiled == null ? fromYaml() : fromCompiled(compiled);
    }

    /** Three lines a pattern: its file, what matching needs, the advice. */
    static List<Pattern> fromCompiled(String text) {
        List<Pattern> patterns = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int head = text.indexOf('\n', from) + 1;
            int advice = text.indexOf('\n', head) + 1;
            int end = text.indexOf('\n', advice);
            patterns.add(PatternLoader.parseCompiled(text.substring(from, head - 1), text.substring(head, advice - 1),
                    text.substring(advice, end)));
            from = end + 1;
        }
        return patterns;
    }

    /** {@code index.txt} names them, because the folders of a jar cannot be listed. */
    static List<Pattern> fromYaml() {
        return required("index.txt").lines()
                .map(id -> PatternLoader.parse("patterns/" + id + "/pattern.yaml", required(id + "/pattern.yaml")))
                .toList();
    }

    private static String required(String name) {
        String text = read(name);
        if (text == null) {
            throw new IllegalStateException("the resource " + FOLDER + name + " is missing from the build");
        }
        return text;
    }

    private static @Nullable String read(String name) {
        try (InputStream in = BuiltInPatterns.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + FOLDER + name, e);
        }
    }
}
