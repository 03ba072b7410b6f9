package io.tracestitch.core.stitch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        List<List<LineParts>> spells = spells(parts, unique, restarts);
        boolean allKnown = parts.size() == lines.length;
        if (spells.size() == 1) {
            return new Link(lines, parts, earlier, allKnown ? SURE : UNSEEN, List.of("task name in the record header"));
        }
        int told = lastTold(spells, clues);
        if (told >= 0) {
            return byId(spells, told, clues);
        }
        List<LineParts> last = spells.getLast();
        return new Link(numbers(last), last, 0, BY_ORDER, List.of("task name in the record header",
                "the last of " + spells.size() + " times that the name was used"));
    }

    /**
     * Cuts the lines where the name begins anew. A name that asyncio gave is given once in a run of the process: if its lines begin
     * alike several times, the task works in a loop, or the process was started again.
     */
    private static List<List<LineParts>> spells(List<LineParts> parts, boolean unique, Restarts restarts) {
        List<List<LineParts>> alike = cut(parts, true, (earlier, later) -> false);
        return !unique || alike.size() == 1 ? alike : cut(parts, false, restarts);
    }

    private static List<List<LineParts>> cut(List<LineParts> parts, boolean always, Restarts restarts) {
        List<List<LineParts>> out = new ArrayList<>();
        List<LineParts> spell = new ArrayList<>();
        long opening = parts.getFirst().words().shape();
        LineParts before = null;
        for (LineParts line : parts) {
            boolean again = before != null && line.words().shape() == opening && isAnother(spell.getFirst(), line);
            boolean anew = before != null && (goesBack(before, line)
                    || again && (always || restarts.between(before.number(), line.number())));
            if (anew) {
                out.add(spell);
                spell = new ArrayList<>();
            }
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

    /** The last spell whose lines hold an id of the failure that no other spell holds; -1 if there is none. */
    private static int lastTold(List<List<LineParts>> spells, List<Words.Id> clues) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (Words.Id clue : clues) {
            int holders = 0;
            int newest = -1;
            for (int i = 0; i < spells.size(); i++) {
                if (holds(spells.get(i), clue)) {
                    holders++;
                    newest = i;
                }
            }
            if (holders > 0 && holders < spells.size() && holders < fewest) {
                fewest = holders;
                best = newest;
            }
        }
        return best;
    }

    private static boolean holds(List<LineParts> spell, Words.Id clue) {
        return spell.stream().anyMatch(line -> line.words().ids().stream().anyMatch(id -> !id.measure() && id.matches(clue)));
    }

    /**
     * The lines of the spell that the clue tells, and what other spells' lines it has where tasks of one name overlap. In an overlap a
     * line without any id may be anybody's, and is nobody's.
     */
    private static Link byId(List<List<LineParts>> spells, int told, List<Words.Id> clues) {
        Set<String> own = new HashSet<>();
        Set<String> foreign = new HashSet<>();
        List<LineParts> first = spells.get(told);
        LineParts opening = first.stream().filter(line -> isOf(line, clues)).findFirst().orElse(first.getFirst());
        gather(opening, own);
        clues.forEach(clue -> own.add(clue.value()));
        for (List<LineParts> spell : spells) {
            LineParts begins = spell.getFirst();
            if (spell != first) {
                gather(begins, foreign);
            }
        }
        foreign.removeAll(own);
        List<LineParts> out = new ArrayList<>();
        boolean overlap = false;
        for (int i = told + 1; i < spells.size(); i++) {
            overlap |= spells.get(i).stream().anyMatch(line -> says(line, own) && !says(line, foreign));
        }
        for (int i = told - 1; i >= 0; i--) {
            // a spell that goes on behind this one's beginning shows in lines of its ids there
            Set<String> others = new HashSet<>();
            gather(spells.get(i).getFirst(), others);
            others.removeAll(own);
            overlap |= !others.isEmpty() && first.stream().anyMatch(line -> says(line, others) && !says(line, own));
        }
        for (int i = told; i < spells.size(); i++) {
            for (LineParts line : spells.get(i)) {
                boolean mine = says(line, own);
                boolean others = says(line, foreign);
                boolean silent = !mine && !others;
                if (mine || silent && i == told && !overlap) {
                    out.add(line);
                }
            }
        }
        return new Link(numbers(out), out, 0, overlap ? BY_ID - 0.05 : BY_ID, List.of("task name in the record header",
                "ids in the failure and in the lines", "the name was used " + spells.size() + " times"));
    }

    private static boolean isOf(LineParts line, List<Words.Id> clues) {
        return line.words().ids().stream().anyMatch(id -> !id.measure() && clues.stream().anyMatch(id::matches));
    }

    private static void gather(LineParts line, Set<String> out) {
        for (Words.Id id : line.words().ids()) {
            if (!id.measure()) {
                out.add(id.value());
            }
        }
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
