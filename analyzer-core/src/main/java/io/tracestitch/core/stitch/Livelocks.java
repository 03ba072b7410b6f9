package io.tracestitch.core.stitch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.Party;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.record.Level;

/** Voices that write the same again and again, fast, and nothing else. */
final class Livelocks {

    /** Lines in a row. */
    static final int MIN_LINES = 50;
    /** Lines a second of somebody who fails and tries again. */
    static final double MIN_RATE = 2;
    /** Lines a second of somebody who says nothing of that. */
    static final double MIN_PLAIN_RATE = 20;
    /** A clock that hardly goes on tells no rate. */
    private static final double MIN_SECONDS = 0.2;
    private static final int MIN_PLAIN_LINES = 100;
    private static final int MAX_SHAPES = 3;
    /** Values of one id that are still the same ones again. */
    private static final int FEW = 4;
    /** The last quarter of a back-off takes longer than the first by this factor. */
    private static final double SLOWS = 2;
    private static final int MAX_PARTIES = 16;
    /** Words before numbers that count how often it was tried, not what was done. */
    private static final Set<String> COUNTERS = Set.of("attempt", "attempts", "retry", "retries", "try", "tries", "round", "version",
            "revision", "rev", "found", "expected", "generation", "epoch", "iteration", "loop", "times");

    /** A livelock with the lines that show it. */
    record Found(Finding finding, LineParts first, LineParts last) {
    }

    /** One voice's repetition. */
    private record Run(Voice voice, List<LineParts> lines, double rate, boolean tries) {
        LineParts first() {
            return lines.getFirst();
        }

        LineParts last() {
            return lines.getLast();
        }

        double seconds() {
            return Voice.seconds(first(), last());
        }
    }

    private Livelocks() {
    }

    /** The livelocks of a window; voices that repeat at the same time and at the same speed belong to one. */
    static List<Found> of(List<LineParts> window) {
        List<Run> runs = new ArrayList<>();
        for (Voice voice : Voices.tasks(window)) {
            if (voice.lines.size() >= MIN_LINES) {
                List<LineParts> same = longest(voice.lines);
                judge(voice, same, runs);
            }
        }
        runs.sort(Comparator.comparingLong(r -> r.first().number()));
        List<Found> out = new ArrayList<>();
        Set<Run> used = new HashSet<>();
        for (Run run : runs) {
            if (used.add(run)) {
                List<Run> together = new ArrayList<>(List.of(run));
                for (Run other : runs) {
                    if (together.size() < MAX_PARTIES && belongs(run, other) && used.add(other)) {
                        together.add(other);
                    }
                }
                out.add(found(together));
            }
        }
        return out;
    }

    /** The longest stretch whose lines look like at most three. */
    private static List<LineParts> longest(List<LineParts> lines) {
        Map<Long, Integer> counts = new HashMap<>();
        int from = 0;
        int bestFrom = 0;
        int bestTo = 0;
        for (int to = 0; to < lines.size(); to++) {
            counts.merge(lines.get(to).words().shape(), 1, Integer::sum);
            while (counts.size() > MAX_SHAPES) {
                counts.computeIfPresent(lines.get(from++).words().shape(), (s, n) -> n == 1 ? null : n - 1);
            }
            if (to + 1 - from >= bestTo - bestFrom) {
                bestFrom = from;
                bestTo = to + 1;
            }
        }
        return withoutPreface(lines.subList(bestFrom, bestTo));
    }

    /** A line that comes once and never again begins no repetition. */
    private static List<LineParts> withoutPreface(List<LineParts> lines) {
        int from = 0;
        while (from + 1 < lines.size() && isOnce(lines, lines.get(from).words().shape())) {
            from++;
        }
        return lines.subList(from, lines.size());
    }

    private static boolean isOnce(List<LineParts> lines, long shape) {
        return lines.stream().filter(l -> l.words().shape() == shape).limit(2).count() == 1;
    }

    private static void judge(Voice voice, List<LineParts> lines, List<Run> out) {
        if (lines.size() < MIN_LINES || Voice.seconds(lines.getFirst(), lines.getLast()) < MIN_SECONDS) {
            return;
        }
        Map<Long, LineParts> kinds = new HashMap<>();
        lines.forEach(l -> kinds.putIfAbsent(l.words().shape(), l));
        boolean tries = false;
        boolean plain = true;
        for (LineParts line : kinds.values()) {
            String message = line.header().message();
            int level = line.header().level() == null ? Level.UNKNOWN : Level.of(line.header().level());
            boolean fails = Tone.tries(message) || level >= Level.ERROR || level >= Level.WARNING && voice.isNamed();
            if (!fails && Tone.progresses(message)) {
                return;
            }
            tries |= fails;
            // of a voice that nobody names, the same text may be a line of many
            plain &= voice.isNamed() && (level == Level.UNKNOWN || level >= Level.INFO);
        }
        int same = same(lines);
        double seconds = seconds(lines);
        double rate = (lines.size() - 1) / seconds;
        boolean fast = tries ? rate >= MIN_RATE * same
                : plain && lines.size() >= MIN_PLAIN_LINES && rate >= MIN_PLAIN_RATE;
        if (same > 0 && fast && !slowsDown(lines)) {
            out.add(new Run(voice, lines, rate, tries));
        }
    }

    /** Seconds that it took; where the clock tells whole seconds only, one more than it tells. */
    private static double seconds(List<LineParts> lines) {
        boolean whole = lines.stream().allMatch(l -> Voice.time(l).getNano() == 0);
        return Voice.seconds(lines.getFirst(), lines.getLast()) + (whole ? 1 : 0);
    }

    private static boolean slowsDown(List<LineParts> lines) {
        int quarter = lines.size() / 4;
        double first = Voice.seconds(lines.getFirst(), lines.get(quarter));
        double last = Voice.seconds(lines.get(lines.size() - 1 - quarter), lines.getLast());
        return last > 1 && last > SLOWS * first && quarter / last < MIN_RATE * SLOWS;
    }

    /** How many things the lines speak of, a few at most; 0 if they are always others. Numbers of attempts are no things. */
    private static int same(List<LineParts> lines) {
        Map<Long, Set<String>> values = new HashMap<>();
        for (LineParts line : lines) {
            for (Words.Id id : line.words().ids()) {
                boolean counts = id.measure() || COUNTERS.contains(id.key());
                Set<String> known = counts ? Set.of() : values.computeIfAbsent(id.slot(), s -> new HashSet<>());
                if (!counts && known.add(id.value()) && known.size() > FEW) {
                    return 0;
                }
            }
        }
        return values.values().stream().mapToInt(Set::size).max().orElse(1);
    }

    private static boolean belongs(Run a, Run b) {
        if (a.voice.instance != b.voice.instance || a.tries != b.tries) {
            return false;
        }
        Instant from = later(Voice.time(a.first()), Voice.time(b.first()));
        Instant to = later(Voice.time(b.last()), Voice.time(a.last())).equals(Voice.time(a.last())) ? Voice.time(b.last())
                : Voice.time(a.last());
        double both = Duration.between(from, to).toNanos() / 1e9;
        return both >= Math.min(a.seconds(), b.seconds()) / 2 && a.rate <= 2 * b.rate && b.rate <= 2 * a.rate;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Found found(List<Run> runs) {
        LineParts first = runs.getFirst().first();
        LineParts last = runs.stream().map(Run::last).max(Comparator.comparingLong(LineParts::number)).orElseThrow();
        List<Party> parties = new ArrayList<>();
        List<String> evidence = new ArrayList<>();
        for (Run run : runs) {
            parties.add(new Party(run.voice.name, null, null));
            evidence.add(String.format(Locale.ROOT, "%s wrote \"%s\" and its like %d times in a row, %s a second, and nothing else,"
                    + " from %s to %s", run.voice.name, text(run.last()), run.lines.size(), number(run.rate), Voice.time(run.first()),
                    Voice.time(run.last())));
        }
        evidence.add(runs.size() == 1 ? "Its lines speak of the same things each time; no more than numbers of attempts change"
                : "They do so at the same time and at the same speed");
        Run run = runs.getFirst();
        double confidence = !run.tries ? 0.6 : run.voice.isNamed() ? 0.85 : 0.75;
        String message = "Livelock: " + Finding.names(parties) + (parties.size() == 1 ? " repeats" : " repeat")
                + " the same without progress, " + run.lines.size() + " times" + (runs.size() == 1 ? "" : " each") + " within "
                + (run.seconds() < 10 ? number(run.seconds()) : Long.toString(Math.round(run.seconds()))) + " s";
        Stall stall = new Stall(What.LIVELOCK, List.copyOf(parties), Voice.time(first), List.copyOf(evidence));
        return new Found(new Finding(stall, confidence, message, List.of()), first, last);
    }

    static String text(LineParts line) {
        String message = line.header().message().strip();
        return message.length() > 120 ? message.substring(0, 120) + "…" : message;
    }

    private static String number(double n) {
        return n < 10 ? String.format(Locale.ROOT, "%.1f", n) : Long.toString(Math.round(n));
    }
}
