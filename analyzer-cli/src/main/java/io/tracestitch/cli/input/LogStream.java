package io.tracestitch.cli.input;

import java.nio.file.Path;
import java.util.List;

/**
 * The log of one source: a file, a rotation set, or standard input.
 *
 * @param name what its events call their source: the path as given, the path of a set's base file, or {@code stdin}
 * @param parts its files, oldest first; empty for standard input
 */
public record LogStream(String name, List<Path> parts) {

    /** What events from standard input call their source unless told otherwise. */
    public static final String STDIN = "stdin";

    /** Standard input under a name. */
    public static LogStream stdin(String name) {
        return new LogStream(name, List.of());
    }

    /** Whether the bytes come from standard input. */
    public boolean isStdin() {
        return parts.isEmpty();
    }
}
