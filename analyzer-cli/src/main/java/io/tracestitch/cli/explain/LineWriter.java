package io.tracestitch.cli.explain;

import java.io.IOException;

import io.tracestitch.core.LineTrace;
import io.tracestitch.core.SourceSummary;
import org.jspecify.annotations.Nullable;

/** Writes what is known of each line, one line after the other. */
interface LineWriter {

    /** Begins with the source as a whole. */
    void begin(SourceSummary summary, int events) throws IOException;

    /** Tells a line and the event that it belongs to, if any. */
    void line(LineTrace line, @Nullable EventSpan event) throws IOException;
}
