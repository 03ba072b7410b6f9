package io.tracestitch.core.stitch;

import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stall;
import org.jspecify.annotations.Nullable;

/** Makes events of conclusions. They stand where the record does that completed the evidence. */
final class StallEvents {

    /** Category of all standstills. */
    private static final String CATEGORY = "deadlock-livelock";

    private StallEvents() {
    }

    /**
     * @param index number of stalls that the same record has completed before
     */
    static Event of(Finding f, Origin record, @Nullable Instant time, int index) {
        Stall.What what = f.stall().what();
        Severity severity = what == Stall.What.DEADLOCK ? Severity.CRITICAL : Severity.ERROR;
        String occurrence = record.source() + ':' + record.firstLine() + ':' + what.id() + (index == 0 ? "" : "-" + (index + 1));
        Instant written = record.time() == null ? time : record.time();
        return new Event(record.source(), record.firstLine(), record.lastLine(), written, record.timeText(), null, null,
                record.process(), null, null, EventKind.STALL, f.message(), null, f.places(), null, null, null, CATEGORY, severity,
                List.of(), EndedBy.GRAMMAR, false, f.confidence(), occurrence, "", null, null, f.stall());
    }
}
