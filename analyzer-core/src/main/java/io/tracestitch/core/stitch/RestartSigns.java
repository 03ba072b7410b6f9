package io.tracestitch.core.stitch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a process was started anew between two of its lines, where no process id tells: the clock went back, the line with which the
 * log began came again, or a start was announced. Not thread-safe.
 */
final class RestartSigns implements NamedLines.Restarts {

    private static final Duration CLOCK_SLACK = Duration.ofSeconds(1);
    /** A line that comes more often than once in so many says nothing of a start. */
    private static final int RARE = 40;
    private static final Set<String> STARTS = Set.of("starting", "started", "booting", "booted", "listening", "launching", "initializing",
            "initialising", "serving", "restarting", "restarted");

    private final List<LineParts> lines;
    private final long opening;
    private final boolean rare;

    /**
     * @param lines the process's lines whose text is known
     * @param opening shape of the first line that the process wrote; 0 if unknown
     */
    RestartSigns(List<LineParts> lines, long opening) {
        this.lines = lines;
        this.opening = opening;
        long openings = lines.stream().filter(line -> line.words().shape() == opening).count();
        this.rare = opening != 0 && openings <= 1 + lines.size() / RARE;
    }

    @Override
    public boolean between(long earlier, long later) {
        Instant before = null;
        for (LineParts line : lines) {
            if (line.number() < earlier || line.number() > later) {
                continue;
            }
            Instant time = line.time();
            boolean back = before != null && time != null && time.isBefore(before.minus(CLOCK_SLACK));
            before = time == null ? before : time;
            boolean inside = line.number() > earlier;
            if (back || inside && rare && line.words().shape() == opening || inside && announces(line)) {
                return true;
            }
        }
        return false;
    }

    /** A process that starts says so in the first word of a line, outside of any task or in the first one. */
    private static boolean announces(LineParts line) {
        String message = line.header().message().strip();
        int end = message.indexOf(' ');
        String first = (end < 0 ? message : message.substring(0, end)).toLowerCase(Locale.ROOT);
        String task = line.header().task();
        return STARTS.contains(first) && (task == null || task.equals("None") || task.equals("-") || task.equals("Task-1"));
    }
}
