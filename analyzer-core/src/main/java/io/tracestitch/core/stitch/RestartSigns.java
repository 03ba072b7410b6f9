package io.tracestitch.core.stitch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Where a process was started anew although its id did not change, or is not in the log: the clock went back, the line with which the
 * log began came again, a start was announced, or asyncio counted its tasks from the beginning again. Immutable once made.
 */
final class RestartSigns implements NamedLines.Restarts {

    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);
    /** A line that comes more often than once in so many says nothing of a start. */
    private static final int RARE = 40;
    private static final Set<String> STARTS = Set.of("starting", "started", "booting", "booted", "listening", "launching", "initializing",
            "initialising", "serving", "restarting", "restarted");

    private final NavigableSet<Long> starts = new TreeSet<>();

    /**
     * @param lines the process's lines whose text is known
     * @param opening shape of the first line that the process wrote; 0 if unknown
     */
    RestartSigns(List<LineParts> lines, long opening) {
        long openings = lines.stream().filter(line -> line.words().shape() == opening).count();
        boolean rare = opening != 0 && openings <= 1 + lines.size() / RARE;
        Counter counter = new Counter();
        Instant before = null;
        boolean first = true;
        for (LineParts line : lines) {
            Instant time = line.time();
            boolean back = before != null && time != null && time.isBefore(before.minus(CLOCK_SLACK));
            before = time == null ? before : time;
            if (!first && (back || rare && line.words().shape() == opening || announces(line))) {
                starts.add(line.number());
            }
            first = false;
            Long again = counter.look(line);
            if (again != null) {
                starts.add(again);
            }
        }
    }

    @Override
    public boolean between(long earlier, long later) {
        Long start = starts.higher(earlier);
        return start != null && start <= later;
    }

    /** A process that starts says so in the first word of a line, outside of any task or in the first one. */
    private static boolean announces(LineParts line) {
        String message = line.header().message().strip();
        int end = message.indexOf(' ');
        String first = (end < 0 ? message : message.substring(0, end)).toLowerCase(Locale.ROOT);
        String task = line.header().task();
        return STARTS.contains(first) && (task == null || task.equals("None") || task.equals("-") || task.equals("Task-1"));
    }

    /**
     * Sees that names which asyncio gives by counting begin anew: several of them open once more, in rising order, and none that has not
     * opened again writes in between. Tasks that work in a loop open again too, but in any order, and others go on meanwhile.
     */
    private static final class Counter {
        private static final int ENOUGH = 3;

        private Map<Integer, LineParts> openings = new HashMap<>();
        private final Map<Integer, LineParts> reopened = new HashMap<>();
        private final Set<Integer> seen = new HashSet<>();
        private int highest;
        private int support;
        private long since;

        /** Number of the line with which the count began anew, if that is sure now; else null. */
        @Nullable Long look(LineParts line) {
            int number = number(line.header().task());
            if (number <= 1) {
                return null; // the first task lives as long as its process
            }
            LineParts opening = openings.get(number);
            boolean opens = opening == null || opening.words().shape() == line.words().shape()
                    && !opening.words().ids().equals(line.words().ids());
            if (support == 0 && opening == null) {
                openings.put(number, line);
                return null;
            }
            if (seen.contains(number)) {
                return null;
            }
            if (!opens || number < highest) {
                forget(); // somebody from before the supposed start goes on
                if (opening == null) {
                    openings.put(number, line);
                }
                return null;
            }
            since = support == 0 ? line.number() : since;
            support += opening == null ? 0 : 1;
            seen.add(number);
            reopened.put(number, line);
            highest = number;
            if (support < ENOUGH) {
                return null;
            }
            openings = new HashMap<>(reopened);
            long start = since;
            forget();
            return start;
        }

        private void forget() {
            openings.putAll(reopened);
            reopened.clear();
            seen.clear();
            highest = 0;
            support = 0;
        }

        private static int number(@Nullable String task) {
            if (task == null || !task.startsWith("Task-") || task.length() > 12) {
                return 0;
            }
            int number = 0;
            for (int i = 5; i < task.length(); i++) {
                char c = task.charAt(i);
                if (c < '0' || c > '9') {
                    return 0;
                }
                number = number * 10 + c - '0';
            }
            return number;
        }
    }
}
