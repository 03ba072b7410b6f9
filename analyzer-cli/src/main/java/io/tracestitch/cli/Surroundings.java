package io.tracestitch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.tracestitch.cli.input.LogBytes;

/**
 * What a command sees of the process that it runs in.
 *
 * @param in standard input, without a buffer
 * @param out standard output, without a buffer; a failed write is an IOException
 * @param err standard error, in UTF-8
 * @param environment the environment's variables
 * @param terminal what is known of the terminal
 */
record Surroundings(InputStream in, OutputStream out, PrintStream err, Map<String, String> environment, Terminal terminal) {

    /** Those of this process. */
    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(LogBytes.stdin(), new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8), environment,
                Terminal.ofProcess(environment));
    }

    /** Says something to the user that is not the command's result. */
    void tell(String message) {
        err.println("tracestitch: " + message);
        err.flush();
    }

    boolean debug() {
        return "1".equals(environment.get("TRACESTITCH_DEBUG"));
    }
}
