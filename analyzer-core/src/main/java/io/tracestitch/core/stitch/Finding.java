package io.tracestitch.core.stitch;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.traceback.Frame;

/**
 * A conclusion before it becomes an event.
 *
 * @param stall what stands still, with its evidence
 * @param confidence how sure that is, 0 to 1
 * @param message one sentence that names the parties
 * @param places where the parties stand in the application
 */
record Finding(Stall stall, double confidence, String message, List<Frame> places) {

    /** Below this a conclusion is a guess, and not told. */
    static final double TOLD = 0.5;

    /** Names of the parties. */
    Set<String> parties() {
        Set<String> names = new TreeSet<>();
        stall.tasks().forEach(p -> names.add(p.name()));
        return names;
    }

    /** Names as a sentence has them: {@code a, b and c}; of many only the first. */
    static String names(List<Stall.Party> parties) {
        int shown = Math.min(parties.size(), 4);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            boolean last = i == parties.size() - 1;
            out.append(i == 0 ? "" : last ? " and " : ", ").append(parties.get(i).name());
        }
        int more = parties.size() - shown;
        return more == 0 ? out.toString() : out + " and " + more + " more";
    }
}
