package io.tracestitch.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines inside this process. */
final class CommandLineRun {

    /** What a command left behind. */
    record Result(int code, String out, String err) {

        List<String> outLines() {
            return out.lines().toList();
        }

        List<String> errLines() {
            return err.lines().toList();
        }
    }

    private final Map<String, String> environment = new HashMap<>();
    private byte[] in = new byte[0];
    private Terminal terminal = new Terminal(false, false, false, 120, false);
    private OutputStream out = new ByteArrayOutputStream();

    static Result run(Object... args) {
        return new CommandLineRun().with(args);
    }

    CommandLineRun in(byte[] bytes) {
        in = bytes;
        return this;
    }

    CommandLineRun in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    CommandLineRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CommandLineRun terminal(boolean isTerminal, int columns) {
        terminal = new Terminal(isTerminal, isTerminal, false, columns, false);
        return this;
    }

    CommandLineRun out(OutputStream stream) {
        out = stream;
        return this;
    }

    Result with(Object... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>();
        Arrays.stream(args).map(Object::toString).forEach(words::add);
        int code = Tracestitch.run(words.toArray(String[]::new), new Surroundings(new ByteArrayInputStream(in), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), environment, terminal));
        return new Result(code, out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "",
                err.toString(StandardCharsets.UTF_8));
    }
}
