package io.tracestitch.cli;

/** What the process tells its caller. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** An event is as bad as {@code --fail-on} says. */
    static final int FAIL_ON = 1;
    /** The user's mistake, or an input that cannot be read. */
    static final int USER = 2;
    /** A fault of ours. */
    static final int FAULT = 3;

    private ExitCode() {
    }
}
