package io.tracestitch.core.stitch;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.Frame;

/**
 * A standstill that was told.
 *
 * @param parties names of who takes part
 * @param places where they stand
 */
record Told(Set<String> parties, Set<String> places) {

    static Told of(Finding finding) {
        Set<String> places = new TreeSet<>();
        for (Frame f : finding.places()) {
            places.add(f.file() + ':' + f.line());
        }
        return new Told(finding.parties(), places);
    }

    /** Whether the other one says nothing new: nobody else, or the same places under other names. */
    boolean covers(Told other) {
        return parties.containsAll(other.parties) || !other.places.isEmpty() && places.containsAll(other.places);
    }

    /** Whether a later moment shows that it has ended: somebody of it is there, and nothing like it is found. */
    boolean isOver(Snapshot later, List<Finding> findings) {
        if (parties.isEmpty() || findings.stream().anyMatch(f -> covers(of(f)) || of(f).covers(this))) {
            return false;
        }
        return later.actors.values().stream().anyMatch(a -> parties.contains(a.name()));
    }

    void save(StateOutput out) throws IOException {
        save(out, parties);
        save(out, places);
    }

    static Told restore(StateInput in) throws IOException {
        return new Told(texts(in), texts(in));
    }

    private static void save(StateOutput out, Set<String> texts) throws IOException {
        out.number(texts.size());
        for (String text : texts) {
            out.text(text);
        }
    }

    private static Set<String> texts(StateInput in) throws IOException {
        Set<String> texts = new TreeSet<>();
        int count = in.count(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }
}
