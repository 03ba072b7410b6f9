package io.tracestitch.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A main class of the test's class path in a JVM of its own, which can be killed. Its output goes to a file. It gets a pipe as standard
 * input that ends when this JVM does: a main class that leaves then (see {@link #leaveWithParent}) cannot be left behind, even by a
 * parent that was killed. Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int TAIL = 4_000;

    private final String name;
    private final Process process;
    private final Path log;

    private JavaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a JVM, with the options of the JVM and the arguments given.
     *
     * @param log gets what it prints, behind what is there already
     */
    public static JavaProcess start(Class<?> main, List<String> options, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        // Surefire may hide the class path behind one jar.
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            return new JavaProcess(main.getSimpleName(), process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getName(), e);
        }
    }

    /** To be called by a main class: ends this JVM at once when the process that started it is gone. */
    public static void leaveWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nothing is ever written
                }
            } catch (IOException e) {
                // gone as well
            }
            Runtime.getRuntime().halt(3);
        });
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException with the end of its output if it ends before, or is not ready in time
     */
    public void await(BooleanSupplier ready, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with status " + process.exitValue() + ":\n" + tail());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " was not ready after " + atMost + ":\n" + tail());
            }
            Pause.millis(20);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends it by SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        gone(STOP);
    }

    /**
     * Ends it by SIGTERM, and waits until it is gone; kills it if that takes too long.
     *
     * @return its exit status
     */
    public int stop() {
        process.destroy();
        if (!gone(STOP)) {
            kill();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        stop();
    }

    private boolean gone(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** All that it has printed. */
    public String output() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() {
        String all = output();
        return all.substring(Math.max(0, all.length() - TAIL));
    }
}
