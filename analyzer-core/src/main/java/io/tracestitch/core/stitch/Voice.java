package io.tracestitch.core.stitch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines of a window that one writer wrote: a task, a process, or whoever writes lines of one kind. Only lines with a time. */
final class Voice {

    /** How the lines were told apart. */
    enum Kind {
        PROCESS, TASK,
        /** By the word with which the lines begin. */
        SUBJECT,
        /** By what the lines look like. */
        SHAPE
    }

    final Kind kind;
    final String name;
    final int instance;
    final List<LineParts> lines = new ArrayList<>();
    private final Set<Long> shapes = new HashSet<>();

    Voice(Kind kind, String name, int instance) {
        this.kind = kind;
        this.name = name;
        this.instance = instance;
    }

    void add(LineParts line) {
        lines.add(line);
        shapes.add(line.words().shape());
    }

    Set<Long> shapes() {
        return shapes;
    }

    LineParts last() {
        return lines.getLast();
    }

    /** Whether records name it, rather than their messages. */
    boolean isNamed() {
        return kind == Kind.TASK || kind == Kind.PROCESS;
    }

    static Instant time(LineParts line) {
        Instant time = line.time();
        if (time == null) {
            throw new IllegalStateException("a voice has lines with a time only");
        }
        return time;
    }

    static double seconds(LineParts from, LineParts to) {
        return Duration.between(time(from), time(to)).toNanos() / 1e9;
    }

    /** Gaps between its lines in seconds, from the shortest to the longest. */
    double[] gaps() {
        double[] gaps = new double[lines.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Math.max(0, seconds(lines.get(i), lines.get(i + 1)));
        }
        Arrays.sort(gaps);
        return gaps;
    }
}
