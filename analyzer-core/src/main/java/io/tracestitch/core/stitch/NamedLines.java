package io.tracestitch.core.stitch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which of the lines written under a task's name the failed task wrote itself. Names come again: after a restart, for the next of a
 * series of tasks, for several tasks at a time. A task's first line looks like the first lines of its namesakes, so the lines fall into
 * spells that begin alike; ids that stand both in the failure and in a spell tell which one it was.
 */
final class NamedLines {

    private static final double SURE = 0.98;
    private static final double BY_ID = 0.93;
    /** A name that came several times, and nothing but order tells which time it was. */
    private static final double BY_ORDER = 0.7;
    /** Text is gone, the name is all there is. */
    private static final double UNSEEN = 0.85;
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);

    private NamedLines() {
    }

    /**
     * @param lines numbers of all lines under the name before the report
     * @param parts those whose text is known
     * @param earlier how many more lines there were before them
     * @param clues ids of the failure
     * @param unique whether a name is given once in a run of the process
     */
    static Link link(long[] lines, List<LineParts> parts, long earlier, List<Words.Id> clues, boolean unique, Restarts restarts) {
        if (lines.length == 0) {
            return Link.NONE;
        }
        if (parts.isEmpty()) {
            return new Link(lines, parts, earlier, UNSEEN, List.of("task name in the record header"));
        }
        long opening = opening(parts, clues, earlier > 0 || parts.size() < lines.length);
        List<List<LineParts>> spells = cut(parts, opening, true, restarts);
        if (unique && spells.size() > 1) {
            spells = cut(parts, opening, false, restarts);
        }
        boolean allKnown = parts.size() == lines.length;
        if (spells.size() == 1) {
            return new Link(lines, parts, earlier, allKnown ? SURE : UNSEEN, List.of("task name in the record header"));
        }
        Told told = told(spells, clues);
        if (told == null && isStrong(clues) && isStrong(spells.getLast().getFirst().words().ids())) {
            return Link.NONE; // the failure names its task, and it is none of those that are known
        }
        if (told == null) {
            List<LineParts> last = spells.getLast();
            return new Link(numbers(last), last, 0, BY_ORDER, List.of("task name in the record header",
                    "the last of " + spells.size() + " times that the name was used"));
        }
        return told.begins ? byOpening(spells, told.spell, clues) : bySpell(spells, told.spell);
    }

    /**
     * The shape of the line with which tasks of this name begin: the first one's, or, if the first lines are not known any more, that of
     * the first line with an id of the failure.
     */
    private static long opening(List<LineParts> parts, List<Words.Id> clues, boolean cutOff) {
        LineParts first = parts.getFirst();
        if (cutOff) {
            first = parts.stream().filter(line -> isOf(line, clues)).findFirst().orElse(first);
        }
        return first.words().shape();
    }

    /** Cuts the lines where the name begins anew: where the opening line comes again, or only if the process was started between. */
    private static List<List<LineParts>> cut(List<LineParts> parts, long opening, boolean always, Restarts restarts) {
        List<List<LineParts>> out = new ArrayList<>();
        List<LineParts> spell = new ArrayList<>();
        LineParts begin = null;
        LineParts before = null;
        for (LineParts line : parts) {
            boolean opens = line.words().shape() == opening;
            boolean again = before != null && opens && (begin == null || isAnother(begin, line));
            boolean anew = before != null && (goesBack(before, line)
                    || again && (always || restarts.between(before.number(), line.number())));
            if (anew) {
                out.add(spell);
                spell = new ArrayList<>();
            }
            begin = opens && (anew || begin == null) ? line : begin;
            spell.add(line);
            before = line;
        }
        out.add(spell);
        return out;
    }

    /** Whether an opening line speaks of something else than the one before: a loop that says the same again begins nothing. */
    private static boolean isAnother(LineParts first, LineParts line) {
        return first.words().ids().isEmpty() || !first.words().ids().equals(line.words().ids());
    }

    private static boolean goesBack(LineParts before, LineParts line) {
        return before.time() != null && line.time() != null && line.time().isBefore(before.time().minus(CLOCK_SLACK));
    }

    private static boolean isStrong(List<Words.Id> ids) {
        return ids.stream().anyMatch(id -> id.strong() && !id.measure());
    }

    /** A spell that an id of the failure tells, and whether it stands in the spell's first line. */
    private record Told(int spell, boolean begins) {
    }

    /** The last spell that begins with an id of the failure, or else holds one, that not all spells do; null if there is none. */
    private static @Nullable Told told(List<List<LineParts>> spells, List<Words.Id> clues) {
        Told best = null;
        int fewest = Integer.MAX_VALUE;
        for (Words.Id clue : clues) {
            List<Integer> begun = new ArrayList<>();
            List<Integer> held = new ArrayList<>();
            for (int i = 0; i < spells.size(); i++) {
                if (holds(spells.get(i).subList(0, 1), clue)) {
                    begun.add(i);
                }
                if (holds(spells.get(i), clue)) {
                    held.add(i);
                }
            }
            boolean begins = !begun.isEmpty();
            List<Integer> holders = begins ? begun : held;
            boolean better = best == null || begins && !best.begins || begins == best.begins && holders.size() < fewest;
            if (!holders.isEmpty() && holders.size() < spells.size() && better) {
                fewest = holders.size();
                best = new Told(holders.getLast(), begins);
            }
        }
        return best;
    }

    private static boolean holds(List<LineParts> spell, Words.Id clue) {
        return spell.stream().anyMatch(line -> line.words().ids().stream().anyMatch(id -> !id.measure() && id.matches(clue)));
    }

    /** A task that works through many ids, the last of which is in the failure. */
    private static Link bySpell(List<List<LineParts>> spells, int told) {
        List<LineParts> spell = spells.get(told);
        return new Link(numbers(spell), spell, 0, BY_ID, List.of("task name in the record header", "ids in the failure and in the lines",
                "the name was used " + spells.size() + " times"));
    }

    /**
     * A task that begins with its id: the lines from there on that hold it. Tasks of one name may overlap; then a line without any id
     * may be anybody's, and is nobody's.
     */
    private static Link byOpening(List<List<LineParts>> spells, int told, List<Words.Id> clues) {
        List<LineParts> later = new ArrayList<>();
        spells.subList(told, spells.size()).forEach(later::addAll);
        LineParts opening = later.getFirst();
        Set<String> own = new HashSet<>();
        Set<Long> places = new HashSet<>();
        Set<String> forms = new HashSet<>();
        for (Words.Id id : opening.words().ids()) {
            if (!id.measure() && clues.stream().anyMatch(id::matches)) {
                own.add(id.value());
                forms.add(id.form());
            }
        }
        for (LineParts line : later) {
            for (Words.Id id : line.words().ids()) {
                if (own.contains(id.value())) {
                    places.add(id.slot());
                }
            }
        }
        int next = spells.get(told).size();
        boolean overlap = false;
        List<LineParts> out = new ArrayList<>();
        for (int i = 0; i < later.size(); i++) {
            boolean mine = says(later.get(i), own);
            boolean foreign = !mine && later.get(i).words().ids().stream()
                    .anyMatch(id -> places.contains(id.slot()) || id.strong() && forms.contains(id.form()));
            overlap |= mine && i >= next || foreign && i < next;
        }
        for (int i = 0; i < later.size(); i++) {
            if (says(later.get(i), own) || !overlap && i < next) {
                out.add(later.get(i));
            }
        }
        return new Link(numbers(out), out, 0, overlap ? BY_ID - 0.03 : BY_ID, List.of("task name in the record header",
                String.join(", ", own) + " in the failure and in the lines", "the name was used " + spells.size() + " times"));
    }

    private static boolean isOf(LineParts line, List<Words.Id> clues) {
        return line.words().ids().stream().anyMatch(id -> !id.measure() && clues.stream().anyMatch(id::matches));
    }

    private static boolean says(LineParts line, Set<String> values) {
        return line.words().ids().stream().anyMatch(id -> values.contains(id.value()) || values.contains(id.number()));
    }

    static long[] numbers(List<LineParts> lines) {
        return lines.stream().mapToLong(LineParts::number).toArray();
    }

    /** Tells whether the process was started anew between two lines. */
    interface Restarts {
        boolean between(long earlier, long later);
    }

}
