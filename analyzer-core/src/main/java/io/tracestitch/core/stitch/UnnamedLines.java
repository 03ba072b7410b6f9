package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private static final double GUESS = 0.5;
    private static final double INDIRECT = 0.9;

    private final List<LineParts> lines;
    private final Map<Long, Place> places = new HashMap<>();

    /** What stands at one place of one kind of message. */
    private static final class Place {
        private final Set<String> values = new HashSet<>();
        private int count;

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
    }

    Link link(List<Words.Id> clues) {
        Map<LineParts, Double> found = new HashMap<>();
        List<String> evidence = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Words.Id clue : clues) {
            if (used.add(clue.value())) {
                List<Hit> hits = hits(clue);
                if (!hits.isEmpty() && hits.size() <= MAX_HOLDERS) {
                    hits.forEach(hit -> found.merge(hit.line, hit.confidence, Math::max));
                    evidence.add("id " + clue.value() + " in the failure and in the lines");
                }
            }
        }
        if (found.isEmpty()) {
            return Link.NONE;
        }
        double best = found.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<LineParts> own = new ArrayList<>();
        for (LineParts line : lines) {
            if (found.getOrDefault(line, 0.0) >= best - 0.1) {
                own.add(line);
            }
        }
        double further = further(own, used, evidence) ? best * INDIRECT : best;
        return new Link(NamedLines.numbers(own), own, 0, further, List.copyOf(evidence));
    }

    private record Hit(LineParts line, double confidence) {
    }

    private List<Hit> hits(Words.Id clue) {
        List<Hit> out = new ArrayList<>();
        for (LineParts line : lines) {
            double best = 0;
            for (Words.Id id : line.words().ids()) {
                if (id.matches(clue)) {
                    best = Math.max(best, confidence(clue, id));
                }
            }
            if (best > 0) {
                out.add(new Hit(line, best));
            }
        }
        return out;
    }

    private double confidence(Words.Id clue, Words.Id id) {
        boolean sameKey = !clue.key().isEmpty() && clue.key().equals(id.key());
        Place place = places.get(id.slot());
        boolean ids = place != null && place.isOfIds();
        if (id.measure()) {
            return 0;
        }
        if (clue.strong() && id.strong()) {
            return STRONG;
        }
        return sameKey ? SAME_KEY : ids ? PLACE_OF_IDS : GUESS;
    }

    /** Adds the lines that hold another strong id of the first lines found, if that stands at a place of ids. */
    private boolean further(List<LineParts> own, Set<String> used, List<String> evidence) {
        Set<String> others = new HashSet<>();
        for (LineParts line : own) {
            for (Words.Id id : line.words().ids()) {
                Place place = places.get(id.slot());
                if (id.strong() && !id.measure() && !used.contains(id.value()) && place != null && place.isOfIds()) {
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
