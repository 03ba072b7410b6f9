package io.tracestitch.cli;

/** A mistake of the user or an input that cannot be read: its message is one line for people, the exit code is 2. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error told by one sentence. */
    public UserError(String message) {
        super(message);
    }
}
