package io.tracestitch.core;

/** Is told how each line was read. */
@FunctionalInterface
public interface LineListener {

    /** Called once for each decoded line, in order. */
    void line(LineTrace trace);
}
