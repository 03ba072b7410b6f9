package io.tracestitch.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One incident that grows event by event and can be saved in between, for programs that see all events of one incident and no other
 * ones together. What it has to do with other incidents is therefore not in it. Bounded as {@link Incidents} are. Not thread-safe.
 */
public final class IncidentAggregate {

    private final IncidentTally tally;
    private final Titles titles = new Titles();

    private IncidentAggregate(IncidentTally tally) {
        this.tally = tally;
    }

    /** An incident that has no event yet, but will begin with this one. */
    public static IncidentAggregate of(Event event) {
        return new IncidentAggregate(new IncidentTally(event.withFingerprint(event.incident()), new Fingerprinter().of(event)));
    }

    /**
     * Counts an event in: as an occurrence, or as one more report of an occurrence.
     *
     * @param time when it happened, or null where nobody knows
     */
    public void add(Event event, @Nullable Instant time) {
        if (event.isSighting()) {
            tally.sighting(event, time);
        } else {
            tally.occurrence(event, time);
        }
    }

    /** The incident so far, without advice. */
    public Incident incident() {
        return tally.incident(titles, List.of());
    }

    /** When it was seen last, or null where nobody knows. */
    public @Nullable Instant lastSeen() {
        return tally.lastSeen;
    }

    /**
     * Writes all that is known.
     *
     * @throws IOException if {@code out} does
     */
    public void save(DataOutput out) throws IOException {
        TallyState.write(tally, new EventWriter(), out);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException if {@code in} does, or if it holds no such state
     */
    public static IncidentAggregate restore(DataInput in) throws IOException {
        return new IncidentAggregate(TallyState.read(in));
    }
}
