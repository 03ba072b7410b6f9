package io.tracestitch.cli.run;

/** The run was given up because another stream of it failed; that failure is the one to tell. */
final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CancelledException() {
    }

    CancelledException(InterruptedException cause) {
        super(cause);
    }
}
