package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.Party;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.record.Level;
import org.jspecify.annotations.Nullable;

/**
 * Voices that wrote regularly and fell silent while others went on. Most of those that end do not say so, so it takes more: somebody
 * does the same work and goes on with it, or it was as regular as a clock.
 */
final class Silences {

    /** Lines that make a habit. */
    static final int MIN_LINES = 8;
    /** Seconds that are a silence. */
    static final double MIN_SECONDS = 10;
    /** A silence takes so many times the usual gap, */
    static final double USUAL = 10;
    /** and so many times the longest one. */
    static final double LONGEST = 4;
    /** Lines of others in the silence, */
    static final int MIN_OTHERS = 12;
    /** at least one in each of so many equal parts of it. */
    private static final int PARTS = 6;
    /** The longest gap of a clock, in usual gaps. */
    private static final double CLOCK = 2;
    private static final double CLOCK_SECONDS = 0.5;
    /** Part of the shapes of a voice that another one has too, if both do the same work. */
    private static final double ALIKE = 0.5;

    /** A silence with the last line before it. */
    record Found(Finding finding, LineParts last, int instance) {
    }

    private final List<LineParts> window;
    private final LineParts end;

    private Silences(List<LineParts> window) {
        this.window = window;
        this.end = window.getLast();
    }

    /**
     * @param lines lines of the source in their order
     * @param processes names of processes by instance
     */
    static List<Found> of(List<LineParts> lines, IntFunction<@Nullable String> processes) {
        List<LineParts> timed = lines.stream().filter(l -> l.time() != null).toList();
        List<Found> out = new ArrayList<>();
        if (timed.size() < MIN_LINES + MIN_OTHERS) {
            return out;
        }
        Silences silences = new Silences(timed);
        Set<Integer> silent = new HashSet<>();
        for (Found process : silences.among(Voices.processes(timed, processes))) {
            silent.add(process.instance());
            out.add(process);
        }
        // tasks fall silent with their process
        for (Found task : silences.among(Voices.tasks(timed))) {
            if (!silent.contains(task.instance())) {
                out.add(task);
            }
        }
        return out;
    }

    private List<Found> among(List<Voice> all) {
        List<Voice> silent = new ArrayList<>();
        List<Voice> going = new ArrayList<>();
        for (Voice voice : all) {
            if (voice.lines.size() >= MIN_LINES) {
                (isSilent(voice) ? silent : going).add(voice);
            }
        }
        List<Found> out = new ArrayList<>();
        if (silent.size() > going.size()) {
            return out; // where most end, to end is usual
        }
        for (Voice voice : silent) {
            Found found = Tone.ends(voice.last().header().message()) || hasSuccessor(voice, all) || isEndTold(voice)
                    || !othersGoOn(voice) ? null : judge(voice, going);
            if (found != null) {
                out.add(found);
            }
        }
        return out;
    }

    private boolean isSilent(Voice voice) {
        double[] gaps = voice.gaps();
        double enough = Math.max(MIN_SECONDS, Math.max(USUAL * gaps[gaps.length / 2], LONGEST * gaps[gaps.length - 1]));
        return Voice.seconds(voice.last(), end) >= enough;
    }

    /** Whether somebody who began later does the same: then the work only changed hands. */
    private static boolean hasSuccessor(Voice voice, List<Voice> all) {
        return all.stream().anyMatch(o -> o != voice && o.lines.getFirst().number() > voice.last().number() && isAlike(voice, o));
    }

    private static boolean isAlike(Voice voice, Voice other) {
        long common = voice.shapes().stream().filter(other.shapes()::contains).count();
        return common >= ALIKE * Math.min(voice.shapes().size(), other.shapes().size());
    }

    /** Whether a line soon after the last one tells of its end: of a voice that no record names, or by its name. */
    private boolean isEndTold(Voice voice) {
        double[] gaps = voice.gaps();
        double soon = Math.max(MIN_SECONDS / 2, 2 * gaps[gaps.length / 2]);
        String logger = voice.last().header().logger();
        for (LineParts line : window) {
            if (line.number() > voice.last().number() && Voice.seconds(voice.last(), line) <= soon) {
                String message = line.header().message();
                boolean about = message.contains(voice.name) || voice.kind == Voice.Kind.SHAPE
                        && line.instance() == voice.instance && (logger == null || logger.equals(line.header().logger()));
                if (about && Tone.ends(message)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean othersGoOn(Voice voice) {
        double silence = Voice.seconds(voice.last(), end);
        int[] parts = new int[PARTS];
        int count = 0;
        for (LineParts line : window) {
            double at = line.number() <= voice.last().number() ? -1 : Voice.seconds(voice.last(), line);
            if (at >= 0) {
                parts[(int) Math.min(PARTS - 1, at / silence * PARTS)]++;
                count++;
            }
        }
        for (int part : parts) {
            if (part == 0) {
                return false;
            }
        }
        return count >= MIN_OTHERS;
    }

    private @Nullable Found judge(Voice voice, List<Voice> going) {
        double[] gaps = voice.gaps();
        double usual = gaps[gaps.length / 2];
        double longest = gaps[gaps.length - 1];
        String last = voice.last().header().message();
        List<Voice> peers = going.stream().filter(o -> o.kind == voice.kind && isAlike(voice, o)
                && o.lines.getFirst().number() < voice.last().number()).toList();
        int level = voice.last().header().level() == null ? Level.UNKNOWN : Level.of(voice.last().header().level());
        boolean clock = longest <= CLOCK * usual && usual >= CLOCK_SECONDS && voice.shapes().size() <= 2
                && level < Level.WARNING && !Tone.tries(last);
        boolean begins = Tone.begins(last);
        if (peers.isEmpty() && !clock || voice.kind == Voice.Kind.SHAPE && !clock) {
            return null;
        }
        double silence = Voice.seconds(voice.last(), end);
        List<String> evidence = new ArrayList<>();
        evidence.add(String.format(Locale.ROOT, "%s wrote %d lines, one every %s s, never later than %s s, until %s; then none for %d s",
                voice.name, voice.lines.size(), number(usual), number(longest), Voice.time(voice.last()), Math.round(silence)));
        evidence.add("Its last line does not say that it ends: \"" + Livelocks.text(voice.last()) + "\"");
        if (!peers.isEmpty()) {
            evidence.add("Others that do the same went on: " + Finding.names(peers.stream().map(p -> new Party(p.name, null, null))
                    .toList()));
        } else {
            evidence.add("Others went on all that time");
        }
        int percent = (peers.isEmpty() ? 60 : 70) + (begins ? 15 : 0) - (voice.isNamed() ? 0 : 5);
        Party party = new Party(voice.name, null, null);
        Stall stall = new Stall(What.SILENCE, List.of(party), Voice.time(voice.last()), List.copyOf(evidence));
        return new Found(new Finding(stall, percent / 100.0, "Silence: " + voice.name + " wrote nothing more for " + Math.round(silence)
                + " s" + (begins ? ", in the middle of its work" : "") + ", while others went on", List.of()), voice.last(),
                voice.instance);
    }

    private static String number(double n) {
        return n < 10 ? String.format(Locale.ROOT, "%.1f", n) : Long.toString(Math.round(n));
    }
}
