package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which lines a failed task wrote where records name no task: those that hold an id of the failure. A long or mixed id proves much; a
 * small number only if it stands where ids stand: behind the same word as in the failure, or at a place in the message where hardly
 * any value comes twice. Ids that such a line holds besides lead to further lines.
 */
final class UnnamedLines {

    /** An id in more lines than this belongs to more than one task. */
    private static final int MAX_HOLDERS = 400;
    /** Values that are needed to judge a place in a message. */
    private static final int MIN_VALUES = 4;
    /** At a place of ids, at least this share of the values comes once. */
    private static final double DISTINCT = 0.9;
    private static final double STRONG = 0.92;
    private static final double SAME_KEY = 0.88;
    private static final double PLACE_OF_IDS = 0.82;
    private static final double SAME_WORD = 0.84;
    private static final double INDIRECT = 0.9;

    private final List<LineParts> lines;
    private final Map<Long, Place> places = new HashMap<>();
    /** Words before ids, and how seldom a value comes twice at the best place behind them. */
    private final Map<String, Double> idKeys = new HashMap<>();

    /** What stands at one place of one kind of message. */
    private static final class Place {
        private final Set<String> values = new HashSet<>();
        private int count;

        /** Share of values that come once, less where few were seen. */
        double distinctness() {
            return (double) values.size() / (count + 2);
        }

        boolean isOfIds() {
            return count >= MIN_VALUES && values.size() >= count * DISTINCT;
        }
    }

    /** @param lines the lines of the process before the report */
    UnnamedLines(List<LineParts> lines) {
        this.lines = lines;
        for (LineParts line : lines) {
            for (Words.Id id : line.words().ids()) {
                Place place = places.computeIfAbsent(id.slot(), slot -> new Place());
                place.values.add(id.value());
                place.count++;
            }
        }
        for (LineParts line : lines) {
            for (Words.Id id : line.words().ids()) {
                if (!id.key().isEmpty() && isPlaceOfIds(id)) {
                    idKeys.merge(id.key(), places.get(id.slot()).distinctness(), Math::max);
                }
            }
        }
    }

    private boolean isPlaceOfIds(Words.Id id) {
        Place place = places.get(id.slot());
        return id.slot() == Words.BESIDE || place != null && place.isOfIds();
    }

    Link link(List<Words.Id> clues) {
        Find best = null;
        Set<String> used = new HashSet<>();
        for (Words.Id clue : clues) {
            Find find = find(clue);
            used.add(clue.value());
            if (find != null && (best == null || find.isBetterThan(best))) {
                best = find;
            }
        }
        if (best == null) {
            return Link.NONE; // a number that is nowhere known to be an id proves nothing
        }
        List<LineParts> own = new ArrayList<>(best.lines);
        List<String> evidence = new ArrayList<>();
        evidence.add((best.clue.key().isEmpty() ? "" : best.clue.key() + " ") + best.clue.value() + " in the failure and in the lines");
        double confidence = further(own, used, evidence) ? best.confidence * INDIRECT : best.confidence;
        Link spell = NamedLines.link(NamedLines.numbers(own), own, 0, clues, false, (earlier, later) -> false);
        if (spell.lines().length < own.size()) {
            evidence.add("the last time that it came up");
            return new Link(spell.lines(), spell.parts(), 0, confidence * INDIRECT, List.copyOf(evidence));
        }
        return new Link(NamedLines.numbers(own), own, 0, confidence, List.copyOf(evidence));
    }

    /** The lines that hold one clue. */
    private record Find(Words.Id clue, List<LineParts> lines, double confidence, double distinctness) {

        /** The surer one; of equally sure ones the one that says more, because such ids hardly come twice. */
        boolean isBetterThan(Find other) {
            return confidence != other.confidence ? confidence > other.confidence
                    : distinctness != other.distinctness ? distinctness > other.distinctness : lines.size() < other.lines.size();
        }
    }

    /** Of the places where the clue stands, those count that prove most. */
    private @Nullable Find find(Words.Id clue) {
        double best = 0;
        List<LineParts> found = new ArrayList<>();
        for (LineParts line : lines) {
            double here = 0;
            for (Words.Id id : line.words().ids()) {
                here = id.matches(clue) ? Math.max(here, confidence(clue, id)) : here;
            }
            if (here > best) {
                found.clear();
                best = here;
            }
            if (here > 0 && here == best) {
                found.add(line);
            }
        }
        return found.isEmpty() || found.size() > MAX_HOLDERS ? null
                : new Find(clue, found, best, idKeys.getOrDefault(clue.key(), 0.0));
    }

    private double confidence(Words.Id clue, Words.Id id) {
        if (id.measure()) {
            return 0;
        }
        boolean sameKey = !clue.key().isEmpty() && clue.key().equals(id.key());
        if (clue.strong() && id.strong()) {
            return STRONG;
        }
        boolean ids = isPlaceOfIds(id) || idKeys.containsKey(id.key());
        return sameKey ? ids ? SAME_KEY : SAME_WORD : ids ? PLACE_OF_IDS : 0;
    }

    /** Adds the lines that hold another strong id of the first lines found, if that stands at a place of ids. */
    private boolean further(List<LineParts> own, Set<String> used, List<String> evidence) {
        Set<String> others = new HashSet<>();
        for (LineParts line : own) {
            for (Words.Id id : line.words().ids()) {
                if (id.strong() && !id.measure() && !used.contains(id.value()) && isPlaceOfIds(id)) {
                    others.add(id.value());
                }
            }
        }
        Set<LineParts> known = new HashSet<>(own);
        boolean grew = false;
        for (LineParts line : lines) {
            if (!known.contains(line) && line.words().ids().stream().anyMatch(id -> others.contains(id.value()))) {
                own.add(line);
                grew = true;
            }
        }
        if (grew) {
            own.sort((a, b) -> Long.compare(a.number(), b.number()));
            evidence.add("ids that these lines share with others");
        }
        return grew;
    }
}
