package io.tracestitch.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the usual commands once, for the JVM to note which classes a start needs: the launcher makes the ahead-of-time cache
 * from this run (JEP 483, JEP 514). Prints nothing. The stage is left out: each start loads all classes of the cache, and Kafka's are
 * thousands.
 */
final class Training {

    private static final int ROUNDS = 3;

    private Training() {
    }

    /** Runs the commands on the log that is the only argument. */
    public static void main(String[] args) throws Exception {
        Path page = Files.createTempFile("tracestitch-", ".html");
        try {
            List<String[]> commands = List.of(
                    new String[] {"analyze", args[0]},
                    new String[] {"analyze", "--format", "events", args[0]},
                    new String[] {"analyze", "--format", "incidents", args[0]},
                    new String[] {"analyze", "--raw", "--color", "always", "--html", page.toString(), args[0]},
                    new String[] {"explain", args[0]},
                    new String[] {"patterns", "list"},
                    new String[] {"patterns", "show", "task-exception-never-retrieved"},
                    new String[] {"--help"},
                    new String[] {"--version"});
            for (int i = 0; i < ROUNDS; i++) {
                for (String[] command : commands) {
                    run(command);
                }
            }
        } finally {
            Files.deleteIfExists(page);
        }
    }

    private static void run(String[] command) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Tracestitch.run(command, new Surroundings(InputStream.nullInputStream(), nowhere,
                new PrintStream(nowhere, true, StandardCharsets.UTF_8), Map.of(),
                new Terminal(false, false, false, Terminal.DEFAULT_COLUMNS, true)));
    }
}
