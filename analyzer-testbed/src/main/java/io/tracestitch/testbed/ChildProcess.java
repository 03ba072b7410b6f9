package io.tracestitch.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server's process with its own children. A small shell watches the pipe to this JVM and kills the process when the pipe
 * closes, so that it does not outlive a test whose JVM was killed. Not thread-safe.
 */
final class ChildProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Process watcher;

    /**
     * Starts the process.
     *
     * @param builder what to start; its output must be redirected to a file
     * @param folder the process' temporary folder, deleted when this JVM dies
     */
    ChildProcess(ProcessBuilder builder, Path folder) throws IOException {
        process = builder.start();
        watcher = new ProcessBuilder("/bin/sh", "-c", "read -r _; kill -KILL $1; sleep 5; rm -rf \"$2\"", "watcher",
                Long.toString(process.pid()), folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the process to end, and kills it when it does not. */
    void stop() {
        process.destroy();
        if (!ended(PATIENCE)) {
            kill();
        }
        watcher.destroyForcibly();
    }

    /** Kills the process and its children without warning. */
    void kill() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            // A dead one whose parent does not fetch its exit code seems to live on.
            one.onExit().completeOnTimeout(one, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
        watcher.destroyForcibly();
    }

    /** Stops the process and its children where they are: connections stay open and nothing answers. */
    void pause() {
        signal("-STOP");
    }

    /** Undoes {@link #pause}. */
    void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", name));
        all().forEach(one -> command.add(Long.toString(one.pid())));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with code " + code);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
