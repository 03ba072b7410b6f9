package io.tracestitch.cli.report;

import io.tracestitch.core.incident.Severity;

/** Colours of a terminal, or none. Colour means severity; what is ours to act on is teal; all else is bold or faint. */
public enum Paint {
    /** Plain text. */
    PLAIN,
    /** ANSI escape sequences (ECMA-48, SGR). */
    ANSI;

    private static final String RESET = "\u001b[0m";

    /** Emphasis. */
    public String bold(String text) {
        return sgr("1", text);
    }

    /** Side matter. */
    public String faint(String text) {
        return sgr("2", text);
    }

    /** What is ours to act on. */
    public String action(String text) {
        return sgr("36", text);
    }

    /** The colour of a severity. */
    public String severity(Severity severity, String text) {
        return sgr(switch (severity) {
            case CRITICAL -> "1;35";
            case ERROR -> "1;31";
            case WARNING -> "1;33";
            case INFO -> "1;34";
        }, text);
    }

    private String sgr(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + RESET;
    }
}
