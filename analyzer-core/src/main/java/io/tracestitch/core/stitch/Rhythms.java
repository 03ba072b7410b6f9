package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.Party;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;

/**
 * Finds standstills that plain lines alone tell, in the newest lines of one source. While lines come, a sample now and then tells
 * whether some kind of line dominates; only then the lines are taken apart. Where the input ends or pauses they are looked at anyway.
 * When it looks depends on how many lines came, not on how the bytes did, nor on how the lines are numbered. Not thread-safe.
 */
final class Rhythms {

    /** Lines between two samples. */
    static final int INTERVAL = 4_096;
    /** Newest lines that are looked at. */
    static final int WINDOW = 2_048;
    private static final int SAMPLES = 32;
    /** Samples that make a kind a frequent one, */
    private static final int FREQUENT = 3;
    /** and those of all frequent kinds that are not known to be harmless. */
    private static final int DOMINATES = SAMPLES / 4;
    /** Kinds of lines that were judged. */
    static final int MAX_JUDGED = 256;
    /** After so many lines a kind is judged anew; each time that it was harmless again, after twice as many, up to the most. */
    private static final long FIRST_RESPITE = 1 << 17;
    private static final long LONGEST_RESPITE = 1 << 22;
    /** A kind that came to so many times its share, and to so many samples, is judged at once. */
    private static final int GROWN = 2;
    private static final int GREAT = SAMPLES / 2;
    /** Standstills that are remembered so as not to tell them again. */
    static final int MAX_TOLD = 64;
    /** Marks the process in which somebody stands still. */
    private static final String ANYBODY = "\u0002";
    private static final Duration FORGET = Duration.ofMinutes(5);

    private final Stitcher lines;
    private final Map<Long, Judged> judged = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Judged> eldest) {
            return size() > MAX_JUDGED;
        }
    };
    /** What was told, by kind and party, with the time of its last line. */
    private final Map<String, Instant> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_TOLD;
        }
    };
    private boolean unsaved;
    private String source = "";
    private Consumer<Event> sink = event -> { };
    /** Number of the newest line when it was looked at for the last time without need. */
    private long settled = -1;

    /**
     * A kind of line that was judged.
     *
     * @param at lines that had been read then
     * @param share how many samples it had
     * @param respite after so many more lines it is judged anew
     */
    private record Judged(long at, int share, long respite) {

        boolean isStale(long now, int shareNow) {
            return now - at > respite || hasGrown(shareNow);
        }

        private boolean hasGrown(int shareNow) {
            return shareNow >= GREAT && shareNow >= GROWN * share;
        }

        Judged again(long now, int shareNow) {
            return new Judged(now, shareNow, hasGrown(shareNow) ? FIRST_RESPITE : Math.min(LONGEST_RESPITE, respite * 2));
        }
    }

    Rhythms(Stitcher lines) {
        this.lines = lines;
    }

    void tellTo(String name, Consumer<Event> to) {
        source = name;
        sink = to;
    }

    /** A standstill of the same source that was concluded from its events. */
    void know(Event event) {
        Stall stall = event.stall();
        Instant time = event.timestamp() == null ? Instant.EPOCH : event.timestamp();
        if (stall != null) {
            stall.tasks().forEach(p -> remember(key(stall.what(), p.name()), time));
            // it may be named there in another way than its lines do
            remember(key(stall.what(), ANYBODY + (event.process() == null ? "" : event.process())), time);
        }
    }

    private void remember(String key, Instant time) {
        told.put(key, time);
        unsaved = true;
    }

    private static String key(What what, String name) {
        return what.id() + '\u0001' + name;
    }

    /** A line was noted. */
    void line() {
        if (lines.noted % INTERVAL == 0) {
            livelocks();
        }
    }

    /** The input ended or pauses. */
    void settle() {
        if (lines.newest == settled) {
            return;
        }
        settled = lines.newest;
        livelocks();
        int count = lines.recent.count();
        List<LineParts> ends = lines.newest(WINDOW, i -> i == Math.max(0, count - WINDOW) || i == count - 1);
        boolean isLong = ends.size() == 2 && ends.getFirst().time() != null && ends.getLast().time() != null
                && Voice.seconds(ends.getFirst(), ends.getLast()) > Silences.MIN_SECONDS;
        if (isLong || ends.size() == 2 && ends.getFirst().time() == null) {
            Silences.of(lines.newest(WINDOW, i -> true), lines.instances::name).forEach(this::tell);
        }
    }

    /** The kinds of lines that many of the newest ones are of, without those that are known to be harmless. */
    private Set<Long> dominant() {
        RecentLines recent = lines.recent;
        int count = Math.min(recent.count(), WINDOW);
        if (count < Livelocks.MIN_LINES) {
            return Set.of();
        }
        Map<Long, Integer> kinds = new HashMap<>();
        for (int i = 0; i < SAMPLES; i++) {
            // not evenly: voices that take turns would show one of them alone
            int back = (int) ((i * 2L + (Bytes.mix(i, SAMPLES) & 1)) * count / (2 * SAMPLES));
            kinds.merge(recent.kind(recent.count() - 1 - back), 1, Integer::sum);
        }
        int fresh = 0;
        long now = lines.noted;
        for (Map.Entry<Long, Integer> kind : kinds.entrySet()) {
            Judged before = judged.get(kind.getKey());
            boolean stale = before == null || before.isStale(now, kind.getValue());
            fresh += kind.getValue() >= FREQUENT && stale ? kind.getValue() : 0;
        }
        if (fresh < DOMINATES) {
            return Set.of();
        }
        kinds.values().removeIf(n -> n < FREQUENT);
        kinds.forEach((kind, share) -> {
            Judged before = judged.remove(kind);
            judged.put(kind, before == null ? new Judged(now, share, FIRST_RESPITE) : before.again(now, share));
        });
        return kinds.keySet();
    }

    private void livelocks() {
        Set<Long> kinds = dominant();
        // first those alone: mostly they are harmless, and the others need not be taken apart
        if (kinds.isEmpty() || Livelocks.of(lines.newest(WINDOW, i -> kinds.contains(lines.recent.kind(i)))).isEmpty()) {
            return;
        }
        List<LineParts> window = lines.newest(WINDOW, i -> true);
        for (Livelocks.Found found : Livelocks.of(window)) {
            tell(found, window.getFirst().number());
        }
    }

    private void tell(Livelocks.Found found, long windowStart) {
        Finding finding = found.finding();
        Instant from = Voice.time(found.first());
        Instant to = Voice.time(found.last());
        boolean known = false;
        List<String> names = new ArrayList<>(finding.stall().tasks().stream().map(Party::name).toList());
        names.addAll(anybody(found.last()));
        for (String name : names) {
            Instant before = told.get(key(What.LIVELOCK, name));
            known |= before != null && (found.first().number() == windowStart || from.isBefore(before.plus(FORGET)));
        }
        for (Party party : finding.stall().tasks()) {
            remember(key(What.LIVELOCK, party.name()), to);
        }
        if (!known) {
            emit(finding, found.last());
        }
    }

    private void tell(Silences.Found found) {
        String name = found.finding().stall().tasks().getFirst().name();
        Instant last = Voice.time(found.last());
        boolean known = last.equals(told.get(key(What.SILENCE, name)));
        for (What what : What.values()) {
            known |= what != What.SILENCE && told.containsKey(key(what, name));
            for (String process : anybody(found.last())) {
                // who waits for those that stand still is silent too
                Instant then = told.get(key(what, process));
                known |= then != null && !then.isBefore(last);
            }
        }
        if (!known) {
            remember(key(What.SILENCE, name), last);
            emit(found.finding(), found.last());
        }
    }

    /** Whoever stands still in the process of a line; dumps often do not say in which they were taken. */
    private static List<String> anybody(LineParts line) {
        String process = line.header().process();
        return process == null ? List.of(ANYBODY) : List.of(ANYBODY, ANYBODY + process);
    }

    private void emit(Finding finding, LineParts at) {
        if (finding.confidence() >= Finding.TOLD) {
            Origin origin = new Origin(source, at.number(), at.number(), at.time(), at.header().time(), at.header().process());
            sink.accept(StallEvents.of(finding, origin, at.time(), 0));
        }
    }

    /** Whether anything was told since the last {@link #save}. */
    boolean isUnsaved() {
        return unsaved;
    }

    void save(StateOutput out) throws IOException {
        out.number(told.size());
        for (Map.Entry<String, Instant> e : told.entrySet()) {
            out.text(e.getKey());
            out.time(e.getValue());
        }
        unsaved = false;
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_TOLD);
        for (int i = 0; i < count; i++) {
            String key = in.text();
            Instant time = in.time();
            told.put(key, time == null ? Instant.EPOCH : time);
        }
    }
}
