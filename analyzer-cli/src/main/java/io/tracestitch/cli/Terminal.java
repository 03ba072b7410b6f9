package io.tracestitch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.tracestitch.cli.report.Paint;

/**
 * What is known of the terminal.
 *
 * @param in whether standard input is one
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns its width
 * @param plain whether the user wants no colours at all ({@code NO_COLOR}, {@code TERM=dumb})
 */
record Terminal(boolean in, boolean out, boolean err, int columns, boolean plain) {

    /** Width of text that goes to a file or a pipe. */
    static final int DEFAULT_COLUMNS = 120;

    /** Set by the launcher, which can ask the system for a terminal at no cost: the digits of 0, 1 and 2 that are one. */
    private static final String TERMINALS = "tracestitch.terminals";
    private static final String COLUMNS = "tracestitch.columns";

    static Terminal ofProcess(Map<String, String> environment) {
        String told = System.getProperty(TERMINALS);
        boolean in = told != null ? told.contains("0") : isTerminal(0);
        boolean out = told != null ? told.contains("1") : isTerminal(1);
        boolean err = told != null ? told.contains("2") : isTerminal(2);
        int columns = positive(environment.getOrDefault("COLUMNS", ""),
                positive(System.getProperty(COLUMNS, ""), DEFAULT_COLUMNS));
        return new Terminal(in, out, err, columns, !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.get("TERM")));
    }

    /** The colours for standard output when {@code --color} says {@code auto}. */
    Paint paint() {
        return out && !plain ? Paint.ANSI : Paint.PLAIN;
    }

    /** Linux tells what a descriptor is open on; elsewhere only the launcher knows. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static int positive(String text, int otherwise) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return otherwise;
        }
        int n = Integer.parseInt(text);
        return n > 0 ? n : otherwise;
    }
}
