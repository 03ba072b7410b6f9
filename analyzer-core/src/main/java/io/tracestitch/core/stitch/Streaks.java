package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** How long tasks and threads have stood where they stand, dump by dump. Bounded. */
final class Streaks {

    /** Tasks and threads that are followed. */
    static final int MAX_ACTORS = 8_192;

    /**
     * Dumps in a row that show somebody at the same place.
     *
     * @param standing where
     * @param dumps how many
     * @param since time of the first, or null
     * @param line first line of the first
     * @param seconds how long, as far as times or the interval of the dumps tell
     */
    record Streak(int standing, int dumps, @Nullable Instant since, long line, double seconds) {

        /** Whether it was watched long enough to be called a standstill: three dumps, or two that are ten seconds apart. */
        boolean isLong() {
            return dumps >= 3 || dumps == 2 && seconds >= 10;
        }
    }

    private final Map<String, Streak> streaks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Streak> eldest) {
            return size() > MAX_ACTORS;
        }
    };

    /** Counts a whole snapshot in; what it does not show has gone on. */
    void count(Snapshot snapshot) {
        for (Actor actor : snapshot.actors.values()) {
            Streak before = streaks.get(actor.key());
            int standing = actor.standing();
            if (before == null || before.standing != standing) {
                streaks.put(actor.key(), new Streak(standing, 1, snapshot.time(), snapshot.last.firstLine(), 0));
                continue;
            }
            double seconds = before.seconds;
            if (before.since != null && snapshot.time() != null) {
                seconds = Math.max(seconds, Duration.between(before.since, snapshot.time()).toMillis() / 1e3);
            }
            if (snapshot.timeout != null) {
                seconds = Math.max(seconds, snapshot.timeout * before.dumps);
            }
            Instant since = before.since == null ? snapshot.time() : before.since;
            streaks.put(actor.key(), new Streak(standing, before.dumps + 1, since, before.line, seconds));
        }
    }

    /** The streak of an actor; of one that was never counted, an empty one. */
    Streak of(Actor actor) {
        Streak known = streaks.get(actor.key());
        return known == null ? new Streak(0, 1, null, 0, 0) : known;
    }

    void save(StateOutput out) throws IOException {
        out.number(streaks.size());
        for (Map.Entry<String, Streak> e : streaks.entrySet()) {
            Streak s = e.getValue();
            out.text(e.getKey());
            out.writeInt(s.standing);
            out.writeInt(s.dumps);
            out.time(s.since);
            out.writeLong(s.line);
            out.writeDouble(s.seconds);
        }
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_ACTORS);
        for (int i = 0; i < count; i++) {
            streaks.put(in.text(), new Streak(in.readInt(), in.readInt(), in.time(), in.readLong(), in.readDouble()));
        }
    }
}
