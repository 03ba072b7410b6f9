package io.tracestitch.core.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers events into incidents, in bounded memory: what is beyond a limit is counted, not kept. A report of an occurrence that
 * another report has brought already is a sighting of that occurrence, not a second one, even where its own fingerprint differs
 * (who catches an exception further out may wrap it). Not safe for use by several threads.
 */
public final class Incidents {
    /** Incidents that are kept apart. */
    public static final int MAX_INCIDENTS = 5_000;
    /** Sources named in one incident. */
    public static final int MAX_SERVICES = 64;
    /** Tasks named in one incident. */
    public static final int MAX_TASKS = 256;
    /** Occurrence ids kept of one incident: half of them the first ones, half the latest. */
    public static final int MAX_OCCURRENCES = 64;
    /** Other reports kept of the latest occurrence. */
    public static final int MAX_SIGHTINGS = 8;
    /** Hours of one histogram: two months; older ones are forgotten first. */
    public static final int MAX_HOURS = 1_488;
    /** Occurrences whose further reports are recognised. */
    private static final int MAX_RECENT = 8_192;

    /** Worst first, then most frequent, then oldest. */
    private static final Comparator<Incident> ORDER = Comparator.comparing(Incident::severity).reversed()
            .thenComparing(Comparator.comparingLong(Incident::count).reversed())
            .thenComparing(Incident::firstSeen, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Incident::id);

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Titles titles = new Titles();
    private final BlockingWindows blocking = new BlockingWindows();
    private final Map<String, IncidentTally> tallies = new HashMap<>();
    private final Map<String, IncidentTally> recent = new LinkedHashMap<>(64, 0.75f, false) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IncidentTally> eldest) {
            return size() > MAX_RECENT;
        }
    };
    private long leftOut;

    /** Counts an event in. One without a fingerprint gets its own; one without an occurrence is an occurrence. */
    public void add(Event event) {
        IncidentTally known = event.occurrence().isEmpty() ? null : recent.get(event.occurrence());
        if (known != null) {
            known.sighting(event, event.timestamp());
            return;
        }
        Event complete = event.fingerprint().isEmpty() ? event.withFingerprint(fingerprinter.id(event)) : event;
        IncidentTally tally = tallies.get(complete.fingerprint());
        if (tally == null) {
            if (tallies.size() >= MAX_INCIDENTS) {
                leftOut++;
                return;
            }
            tally = new IncidentTally(complete, fingerprinter.of(complete));
            tallies.put(complete.fingerprint(), tally);
        }
        tally.occurrence(complete, complete.timestamp());
        blocking.add(complete);
        if (!complete.occurrence().isEmpty()) {
            recent.put(complete.occurrence(), tally);
        }
    }

    /** The incidents so far: worst first, then most frequent. */
    public List<Incident> list() {
        List<Incident> out = new ArrayList<>(tallies.size());
        tallies.forEach((id, tally) -> out.add(tally.incident(titles, blocking.of(id))));
        out.sort(ORDER);
        return List.copyOf(out);
    }

    /** Events that no incident has counted, because there were {@link #MAX_INCIDENTS} others. */
    public long leftOut() {
        return leftOut;
    }
}
