package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.asyncio.Dump;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/** What is known of one process. */
final class ProcessStalls {

    /** Conclusions that are remembered so as not to tell them again. */
    static final int MAX_TOLD = 64;
    private static final int MAX_LINKS = 16;

    private final SourceMemory sources = new SourceMemory();
    private final Regions regions = new Regions();
    private final Streaks streaks = new Streaks();
    private final Repetition repetition = new Repetition();
    private final WaitReader reader = new WaitReader(sources);
    private final StuckTasks stuckTasks = new StuckTasks(streaks, regions);
    private final StuckThreads stuckThreads = new StuckThreads(streaks, regions);
    private final ArrayDeque<Told> told = new ArrayDeque<>();
    private @Nullable Snapshot open;

    /** Takes an event; whether anything was learnt from it. */
    boolean observe(Event event, @Nullable Instant near, long from, long to, List<Event> out) {
        boolean settled = open != null && !open.isNear(from, near) && settle(out);
        if (event.kind() == EventKind.STACK_DUMP || event.kind() == EventKind.LOG && mayDump(event.message())) {
            List<Dump> dumps = Dump.read(event.message());
            for (Dump dump : dumps) {
                take(dump, event, near, to, out);
            }
            return settled || !dumps.isEmpty();
        }
        ExceptionTree e = event.exception();
        for (int i = 0; e != null && i < MAX_LINKS; i++, e = e.origin()) {
            sources.learn(e.frames());
            if (e.type().contains("Timeout") || e.type().contains("Cancelled")) {
                regions.learn(reader.read(e.frames(), null, false));
            }
        }
        if (event.exception() != null) {
            Finding shown = Signatures.of(event);
            tell(shown != null ? shown : repetition.count(event, reader), Origin.of(event), near, out);
        }
        return settled || event.exception() != null;
    }

    /** Whether a plain record may list tasks or their stacks. */
    private static boolean mayDump(String message) {
        return message.contains("Task ") || message.contains("File \"");
    }

    private void take(Dump dump, Event event, @Nullable Instant near, long to, List<Event> out) {
        List<Actor> actors = dump.stacks().stream().map(s -> Actor.of(s, reader)).toList();
        Snapshot snapshot = open;
        if (snapshot != null && !snapshot.takes(dump, actors)) {
            settle(out);
            snapshot = null;
        }
        if (snapshot == null) {
            snapshot = new Snapshot(Origin.of(event), near);
            open = snapshot;
        }
        actors.forEach(a -> {
            sources.learn(a.frames());
            regions.learn(a.waits());
        });
        snapshot.add(dump, actors, event, to);
    }

    /** Judges what the last dumps show; false if there are none. */
    boolean settle(List<Event> out) {
        Snapshot snapshot = open;
        if (snapshot == null) {
            return false;
        }
        open = null;
        snapshot.link();
        streaks.count(snapshot);
        List<Finding> findings = new ArrayList<>();
        for (List<String> cycle : snapshot.cycles) {
            findings.add(Findings.ring(cycle, snapshot.time(), 1, "The tool that printed the tasks found the circle itself"));
        }
        if (findings.isEmpty()) {
            for (AwaitCycles.Cycle cycle : new AwaitCycles(snapshot, regions).find()) {
                boolean locks = cycle.held().stream().anyMatch(h -> h != null);
                boolean watched = cycle.actors().stream().allMatch(a -> streaks.of(a).isLong());
                if (!locks || watched) {
                    findings.add(Findings.circle(cycle, since(cycle.actors(), snapshot), locks ? 0.85 : 0.98, locks
                            ? "Each stands below the line at which others wait for the lock" : "Each is awaited by the next one"));
                }
            }
        }
        add(findings, stuckTasks.find(snapshot));
        add(findings, stuckThreads.find(snapshot));
        told.removeIf(t -> t.isOver(snapshot, findings));
        for (Finding finding : findings) {
            tell(finding, snapshot.last, snapshot.time(), out);
        }
        return true;
    }

    private @Nullable Instant since(List<Actor> actors, Snapshot snapshot) {
        Instant first = actors.isEmpty() ? null : streaks.of(actors.getFirst()).since();
        return first == null ? snapshot.time() : first;
    }

    private static void add(List<Finding> findings, @Nullable Finding finding) {
        if (finding != null) {
            findings.add(finding);
        }
    }

    private void tell(@Nullable Finding finding, Origin origin, @Nullable Instant time, List<Event> out) {
        if (finding == null || finding.confidence() < Finding.TOLD) {
            return;
        }
        Told fresh = Told.of(finding);
        if (told.stream().anyMatch(known -> known.covers(fresh))) {
            return;
        }
        told.addLast(fresh);
        if (told.size() > MAX_TOLD) {
            told.removeFirst();
        }
        out.add(StallEvents.of(finding, origin, time, out.size()));
    }

    void save(StateOutput out) throws IOException {
        sources.save(out);
        regions.save(out);
        streaks.save(out);
        repetition.save(out);
        out.number(told.size());
        for (Told t : told) {
            t.save(out);
        }
        out.writeBoolean(open != null);
        if (open != null) {
            open.save(out);
        }
    }

    static ProcessStalls restore(StateInput in) throws IOException {
        ProcessStalls p = new ProcessStalls();
        p.sources.restore(in);
        p.regions.restore(in);
        p.streaks.restore(in);
        p.repetition.restore(in);
        int count = in.count(MAX_TOLD);
        for (int i = 0; i < count; i++) {
            p.told.addLast(Told.restore(in));
        }
        if (in.readBoolean()) {
            p.open = Snapshot.restore(in);
        }
        return p;
    }
}
