package io.tracestitch.cli.run;

import java.io.IOException;

/** The output could not be written, as opposed to an input that could not be read. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1;

    /** Wraps the failure of a write. */
    public OutputException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the reader of a pipe went away, which is nobody's mistake ({@code tracestitch analyze ... | head}). */
    public boolean brokenPipe() {
        String message = getMessage();
        return message != null && (message.contains("Broken pipe") || message.contains("EPIPE")
                || message.contains("pipe is being closed"));
    }
}
