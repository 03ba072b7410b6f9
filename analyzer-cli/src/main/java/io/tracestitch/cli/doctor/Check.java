package io.tracestitch.cli.doctor;

import java.util.function.Consumer;

/** Looks at one thing. */
@FunctionalInterface
interface Check {

    /** Tells what it finds, each thing as soon as it is known. */
    void run(Consumer<Finding> findings) throws InterruptedException;
}
