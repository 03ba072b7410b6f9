package io.tracestitch.core.stitch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

import io.tracestitch.core.incident.Event;
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

    void save(DataOutput out) throws IOException {
        Wire.text(out, source);
        out.writeLong(firstLine);
        out.writeLong(lastLine);
        Wire.time(out, time);
        Wire.text(out, timeText);
        Wire.text(out, process);
    }

    static Origin restore(DataInput in) throws IOException {
        return new Origin(Wire.text(in), in.readLong(), in.readLong(), Wire.time(in), Wire.textOrNull(in), Wire.textOrNull(in));
    }
}
