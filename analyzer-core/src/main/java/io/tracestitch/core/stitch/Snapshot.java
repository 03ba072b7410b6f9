package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.asyncio.Dump;
import io.tracestitch.core.asyncio.DumpStack;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** What dumps of one moment show together: one dump, or several that were printed one after the other. Mutable. */
final class Snapshot {

    /** Tasks and threads that are kept of one moment. */
    static final int MAX_ACTORS = 4_096;
    /** Lines between two dumps of one moment. */
    private static final long MAX_GAP = 40;
    /** Time between them, where both have one. */
    private static final Duration MAX_TIME = Duration.ofMillis(500);

    final Map<String, Actor> actors = new LinkedHashMap<>();
    final List<List<String>> cycles = new ArrayList<>();
    Origin last;
    /** Which line of the source the last dump's last line is. */
    private long end;
    @Nullable Double timeout;
    private final @Nullable Instant time;

    /**
     * @param time when it was printed, as far as the lines around tell; or null
     */
    Snapshot(Origin first, @Nullable Instant time) {
        this.time = time;
        this.last = first;
    }

    @Nullable Instant time() {
        return time;
    }

    /** Whether a dump in an event that begins at this line of the source may be of the same moment. */
    boolean isNear(long from, @Nullable Instant there) {
        if (from - end > MAX_GAP) {
            return false;
        }
        Instant here = time;
        return here == null || there == null || Duration.between(here, there).abs().compareTo(MAX_TIME) <= 0;
    }

    /** Whether the dump can be of the same moment: nobody whom this one shows already stands in it again. */
    boolean takes(Dump dump, List<Actor> more) {
        boolean whole = dump.timeout() != null || dump.process() != null;
        if (whole && actors.values().stream().anyMatch(Actor::isThread)) {
            return false;
        }
        return more.stream().noneMatch(a -> {
            Actor known = actors.get(a.key());
            return known != null && known.form() == a.form() && known.form() != DumpStack.Form.CALL_GRAPH;
        });
    }

    void add(Dump dump, List<Actor> more, Event event, long to) {
        last = Origin.of(event);
        end = to;
        timeout = dump.timeout() == null ? timeout : dump.timeout();
        for (List<String> cycle : dump.cycles()) {
            if (cycles.size() < MAX_ACTORS) {
                cycles.add(cycle);
            }
        }
        for (Actor actor : more) {
            Actor known = actors.get(actor.key());
            if (known == null ? actors.size() < MAX_ACTORS : known.frames().size() <= actor.frames().size()) {
                actors.put(actor.key(), actor);
            }
        }
    }

    /** Whoever is named as awaiting another one waits for tasks. */
    void link() {
        Set<String> awaiters = new HashSet<>();
        for (Actor a : actors.values()) {
            for (DumpStack.Ref by : a.awaitedBy()) {
                awaiters.add(by.id() != null ? by.id() : String.valueOf(by.name()));
            }
        }
        actors.replaceAll((key, a) -> a.waits().kind() == Wait.Kind.FUTURE && !a.isThread()
                && awaiters.contains(a.id() != null ? a.id() : a.name())
                ? a.waitingFor(new Wait(Wait.Kind.TASKS, a.waits().at(), null, true)) : a);
    }

    /** The tasks, without the one that printed the dump. */
    List<Actor> tasks() {
        return actors.values().stream().filter(a -> !a.isThread() && !a.isDumper()).toList();
    }

    List<Actor> threads() {
        return actors.values().stream().filter(a -> a.isThread() && !a.frames().isEmpty()).toList();
    }

    void save(StateOutput out) throws IOException {
        last.save(out);
        out.writeLong(end);
        out.time(time);
        out.writeDouble(timeout == null ? -1 : timeout);
        out.number(cycles.size());
        for (List<String> cycle : cycles) {
            out.number(cycle.size());
            for (String name : cycle) {
                out.text(name);
            }
        }
        out.number(actors.size());
        for (Actor actor : actors.values()) {
            ActorState.save(out, actor);
        }
    }

    static Snapshot restore(StateInput in) throws IOException {
        Origin last = Origin.restore(in);
        long end = in.readLong();
        Snapshot s = new Snapshot(last, in.time());
        s.end = end;
        double seconds = in.readDouble();
        s.timeout = seconds < 0 ? null : seconds;
        int rings = in.count(MAX_ACTORS);
        for (int i = 0; i < rings; i++) {
            List<String> cycle = new ArrayList<>();
            int size = in.count(Integer.MAX_VALUE);
            for (int k = 0; k < size; k++) {
                cycle.add(in.text());
            }
            s.cycles.add(List.copyOf(cycle));
        }
        int count = in.count(MAX_ACTORS);
        for (int i = 0; i < count; i++) {
            Actor actor = ActorState.restore(in);
            s.actors.put(actor.key(), actor);
        }
        return s;
    }
}
