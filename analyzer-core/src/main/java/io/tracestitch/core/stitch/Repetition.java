package io.tracestitch.core.stitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.Party;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The same failure of the same task again and again. Often within a short time it is a retry storm. Where it is a time limit on a
 * lock or a pool, few repetitions are enough: tasks whose limits run out in turns, each on another lock, hold what the others want.
 * Texts count with their numbers, so that requests that fail alike are told apart; only numbers of attempts do not count. Bounded.
 */
final class Repetition {

    /** Failures that are followed. */
    static final int MAX_FAILURES = 2_048;
    /** So often within a minute, or */
    private static final int OFTEN = 20;
    /** so often at one a second or faster: a storm. */
    private static final int LONG = 50;
    private static final double MINUTE = 60;
    /** Time limits that run out on one pool, for one task, without anything else. */
    private static final int LIMITS = 4;
    private static final int MAX_TEXT = 300;
    private static final Wait.Kind[] KINDS = Wait.Kind.values();
    /** After a silence this long it is another story. */
    private static final Duration FORGET = Duration.ofMinutes(5);

    /** {@code attempt 17}, {@code retry #3}. Bounded repetition: the text is hostile. */
    private static final Pattern ATTEMPT = Pattern.compile("((?i:attempt|retry|retries|try)[ #:=]{0,3})[0-9]{1,9}");

    /** Words of one who tries again. */
    private static final Pattern AGAIN = Pattern.compile("(?i:again|attempt|retr[iy]|reconnect|back.?off)");

    /** One failure of one task. Mutable. */
    private static final class Failure {
        final String name;
        final @Nullable String resource;
        final Wait.Kind kind;
        final String place;
        @Nullable Instant first;
        @Nullable Instant last;
        int count;
        boolean told;
        /** Where it stands; not saved, as the next report brings it again. */
        @Nullable Frame at;

        Failure(String name, Wait.Kind kind, @Nullable String resource, String place) {
            this.name = name;
            this.kind = kind;
            this.resource = resource;
            this.place = place;
        }

        double seconds() {
            return first == null || last == null ? 0 : Duration.between(first, last).toMillis() / 1e3;
        }
    }

    /** By a hash of what tells them apart. */
    private final Map<Long, Failure> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Failure> eldest) {
            return size() > MAX_FAILURES;
        }
    };

    /** Counts a failure; returns what it completes, or null. */
    @Nullable Finding count(Event event, WaitReader reader) {
        ExceptionTree exception = event.exception();
        Instant now = event.timestamp();
        if (exception == null || now == null || exception.frames().isEmpty()) {
            return null;
        }
        Frame entry = entry(exception.frames());
        Frame app = innermost(exception.frames());
        if (app == null || entry == null) {
            return null;
        }
        Wait wait = limit(exception, reader);
        String task = event.task() != null && event.task().name() != null ? event.task().name() : event.recordTask();
        long key = key(task + '\u0001' + event.logger() + '\u0001' + text(event.message()) + '\u0001' + exception.type() + '\u0001'
                + text(exception.message()) + '\u0001' + app.file() + ':' + app.line());
        Failure f = failures.get(key);
        if (f == null || f.last != null && Duration.between(f.last, now).compareTo(FORGET) > 0
                || wait == null && f.count < OFTEN && f.seconds() > MINUTE) {
            f = new Failure(task == null ? Wait.simple(entry.function()) : task, wait == null ? Wait.Kind.RUNNING : wait.kind(),
                    wait == null ? null : wait.subject(), app.file() + ':' + app.line());
            f.first = now;
            failures.put(key, f);
        }
        f.count++;
        f.last = now;
        f.at = wait == null || wait.at() == null ? app : wait.at();
        if (wait != null) {
            Finding inTurns = wait.kind() == Wait.Kind.LOCK ? inTurns(f) : wait.kind() == Wait.Kind.POOL ? pool(f) : null;
            if (inTurns != null) {
                return inTurns;
            }
        }
        boolean storm = f.seconds() > 0 && (f.count >= OFTEN && f.seconds() <= MINUTE || f.count >= LONG && f.seconds() <= f.count);
        // Without a name many tasks may fail alike, as the requests of a service do whose database is gone.
        boolean one = task != null || AGAIN.matcher(head(event.message())).find();
        if (!storm || f.told || !one) {
            return null;
        }
        f.told = true;
        String what = exception.simpleType();
        Stall stall = new Stall(What.LIVELOCK, List.of(new Party(f.name, null, null)), f.first, List.of(
                "The same failure " + f.count + " times within " + seconds(f.seconds()) + ", and nothing else of it"));
        return new Finding(stall, task == null ? 0.7 : 0.85, "Livelock: " + f.name + " fails with " + what + " in "
                + Wait.place(app) + " again and again, " + f.count + " times within " + seconds(f.seconds()), List.of(app));
    }

    /** What the time limit ran out on; null if it is no time limit on a lock or pool. */
    private static @Nullable Wait limit(ExceptionTree exception, WaitReader reader) {
        for (ExceptionTree e : exception.chain()) {
            if (!exception.type().contains("Timeout")) {
                return null;
            }
            Wait wait = reader.read(e.frames(), null, false);
            if (wait.kind().isAcquire() && wait.at() != null) {
                return wait;
            }
        }
        return null;
    }

    /** Tasks whose limits run out in turns, each on another lock. */
    private @Nullable Finding inTurns(Failure newest) {
        List<Failure> turns = new ArrayList<>();
        for (Failure f : failures.values()) {
            if (f.kind == Wait.Kind.LOCK && f.count >= 2 && f.resource != null && overlaps(f, newest)) {
                if (turns.stream().anyMatch(o -> f.resource.equals(o.resource) || f.name.equals(o.name))) {
                    return null; // several wait for one lock: somebody else holds it
                }
                turns.add(f);
            }
        }
        if (turns.size() < 2 || turns.stream().allMatch(f -> f.told)) {
            return null;
        }
        turns.forEach(f -> f.told = true);
        List<Party> parties = turns.stream().map(f -> new Party(f.name, null, f.resource)).toList();
        int count = turns.stream().mapToInt(f -> f.count).min().orElse(0);
        Stall stall = new Stall(What.DEADLOCK, parties, first(turns), List.of(
                "Their time limits on different locks ran out in turns, " + count + " times each"));
        return new Finding(stall, 0.7, "Deadlock: " + Finding.names(parties) + " time out in turns, each on a lock that another one"
                + " is likely to hold", places(turns));
    }

    /** Tasks whose limits run out on a pool, all the time. */
    private @Nullable Finding pool(Failure newest) {
        if (newest.count < LIMITS || newest.told) {
            return null;
        }
        List<Failure> same = new ArrayList<>();
        for (Failure f : failures.values()) {
            if (f.kind == Wait.Kind.POOL && f.place.equals(newest.place) && overlaps(f, newest) && f.count >= LIMITS - 1) {
                f.told = true;
                same.add(f);
            }
        }
        List<Party> parties = same.stream().map(f -> new Party(f.name, null, f.resource == null ? "a place in the pool" : f.resource))
                .distinct().toList();
        Stall stall = new Stall(What.LIVELOCK, parties, first(same), List.of("The time limit on the pool ran out "
                + newest.count + " times for the same task, and it did nothing else",
                "Nested acquires do that: each holds one place and waits for another"));
        return new Finding(stall, 0.55, "Livelock: " + Finding.names(parties) + " tr" + (parties.size() == 1 ? "ies" : "y")
                + " again and again to get a place in a pool that never has one", places(same));
    }

    private static long key(String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return Bytes.hash(b, 0, b.length);
    }

    private static boolean overlaps(Failure a, Failure b) {
        return a.first != null && a.last != null && b.first != null && b.last != null && !a.first.isAfter(b.last)
                && Duration.between(a.last, b.last).abs().toSeconds() < MINUTE;
    }

    private static @Nullable Instant first(List<Failure> failures) {
        Instant first = null;
        for (Failure f : failures) {
            first = first == null || f.first != null && f.first.isBefore(first) ? f.first : first;
        }
        return first;
    }

    private static List<Frame> places(List<Failure> failures) {
        List<Frame> places = new ArrayList<>();
        for (Failure f : failures) {
            if (f.at != null && places.size() < 64) {
                places.add(f.at);
            }
        }
        return List.copyOf(places);
    }

    /** The first line without the numbers of attempts. */
    private static String text(String message) {
        return ATTEMPT.matcher(head(message)).replaceAll("$1");
    }

    private static String head(String message) {
        int newline = message.indexOf('\n');
        String line = newline < 0 ? message : message.substring(0, newline);
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT);
    }

    private static @Nullable Frame entry(List<Frame> frames) {
        for (Frame f : frames) {
            if (!WaitCalls.isLibrary(f) && !f.function().startsWith("<")) {
                return f;
            }
        }
        return null;
    }

    private static @Nullable Frame innermost(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (!WaitCalls.isLibrary(frames.get(i))) {
                return frames.get(i);
            }
        }
        return null;
    }

    private static String seconds(double s) {
        return s < 10 ? String.format(Locale.ROOT, "%.1f s", s) : Math.round(s) + " s";
    }

    void save(StateOutput out) throws IOException {
        out.number(failures.size());
        for (Map.Entry<Long, Failure> e : failures.entrySet()) {
            Failure f = e.getValue();
            out.writeLong(e.getKey());
            out.text(f.name);
            out.constant(f.kind);
            out.text(f.resource);
            out.text(f.place);
            out.time(f.first);
            out.time(f.last);
            out.number(f.count);
            out.writeBoolean(f.told);
        }
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_FAILURES);
        for (int i = 0; i < count; i++) {
            long key = in.readLong();
            Failure f = new Failure(in.text(), in.constant(KINDS), in.textOrNull(), in.text());
            f.first = in.time();
            f.last = in.time();
            f.count = in.number(Integer.MAX_VALUE);
            f.told = in.readBoolean();
            failures.put(key, f);
        }
    }
}
