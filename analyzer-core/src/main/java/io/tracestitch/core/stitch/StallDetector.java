package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands still in the events of one source: deadlocks, hangs and livelocks. One conclusion is told once, until the
 * standstill is over or others take part. Bounded in memory; not thread-safe.
 */
public final class StallDetector {

    /** Processes of one source that are told apart; the one that was silent longest is forgotten first. */
    static final int MAX_PROCESSES = 64;

    private final Map<String, ProcessStalls> processes = new LinkedHashMap<>(4, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ProcessStalls> eldest) {
            return size() > MAX_PROCESSES;
        }
    };

    private boolean unsaved;

    /**
     * Takes the next event of the source, and plain records too.
     *
     * @return the standstills that are known now and were not before, as events
     */
    public List<Event> observe(Event event) {
        return observe(event, event.timestamp(), event.firstLine(), event.lastLine());
    }

    /**
     * Takes the next event of the source.
     *
     * @param near when it was written, as far as the lines around tell: dumps have no time of their own; or null
     * @param from which line of the source its first line is, counted from 1
     * @param to which line of the source its last line is
     * @return the standstills that are known now and were not before, as events
     */
    public List<Event> observe(Event event, @Nullable Instant near, long from, long to) {
        List<Event> out = new ArrayList<>();
        unsaved |= process(event.process()).observe(event, near, from, to, out);
        return out;
    }

    private ProcessStalls process(@Nullable String id) {
        return processes.computeIfAbsent(id == null ? "" : id, p -> new ProcessStalls());
    }

    /** Nothing came for a while: what is open is judged now. */
    public List<Event> settle() {
        List<Event> out = new ArrayList<>();
        processes.values().forEach(p -> unsaved |= p.settle(out));
        return out;
    }

    /** The source has ended. */
    public List<Event> finish() {
        return settle();
    }

    /** Whether anything was learnt since the last {@link #save}. */
    public boolean isUnsaved() {
        return unsaved;
    }

    /** Writes the state. */
    public void save(StateOutput out) throws IOException {
        out.number(processes.size());
        for (Map.Entry<String, ProcessStalls> e : processes.entrySet()) {
            out.text(e.getKey());
            e.getValue().save(out);
        }
        unsaved = false;
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException where that is no such state
     */
    public static StallDetector restore(StateInput in) throws IOException {
        StallDetector detector = new StallDetector();
        int count = in.count(MAX_PROCESSES);
        for (int i = 0; i < count; i++) {
            detector.processes.put(in.text(), ProcessStalls.restore(in));
        }
        return detector;
    }
}
