package io.tracestitch.core.pattern;

/** A mistake in a pattern's file. The message is one sentence for its author, and names the file and the line. */
public final class InvalidPatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidPatternException(String file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
