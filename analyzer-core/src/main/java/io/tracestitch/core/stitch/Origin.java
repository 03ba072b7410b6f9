package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Instant;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Where the record stands that completes the evidence.
 *
 * @param time when it was written, as far as it tells; or null
 */
record Origin(String source, long firstLine, long lastLine, @Nullable Instant time, @Nullable String timeText,
        @Nullable String process) {

    static Origin of(Event event) {
        return new Origin(event.source(), event.firstLine(), event.lastLine(), event.timestamp(), event.timestampText(),
                event.process());
    }

    void save(StateOutput out) throws IOException {
        out.text(source);
        out.writeLong(firstLine);
        out.writeLong(lastLine);
        out.time(time);
        out.text(timeText);
        out.text(process);
    }

    static Origin restore(StateInput in) throws IOException {
        return new Origin(in.text(), in.readLong(), in.readLong(), in.time(), in.textOrNull(), in.textOrNull());
    }
}
