package io.tracestitch.cli;

/** Entry point of the command line. */
public final class Main {

    private Main() {
    }

    /** Runs a command and exits with its code: 0 done, 1 {@code --fail-on} reached, 2 the user's mistake, 3 a fault of ours. */
    public static void main(String[] args) {
        System.exit(Tracestitch.run(args, Surroundings.ofProcess()));
    }
}
