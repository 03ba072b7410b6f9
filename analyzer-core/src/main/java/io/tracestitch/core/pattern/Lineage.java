package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which patterns each pattern refines, nearest first. */
final class Lineage {
    private final Map<String, List<String>> ancestors = new HashMap<>();

    /** From patterns that {@link PatternLoader#link} has found sound. */
    Lineage(Map<String, Pattern> byId) {
        for (Pattern p : byId.values()) {
            List<String> line = new ArrayList<>();
            for (Pattern q = p; q != null && q.refines() != null; q = byId.get(q.refines())) {
                line.add(q.refines());
            }
            ancestors.put(p.id(), List.copyOf(line));
        }
    }

    List<String> ancestors(Pattern pattern) {
        return ancestors.getOrDefault(pattern.id(), List.of());
    }

    boolean refines(Pattern special, Pattern general) {
        return ancestors(special).contains(general.id());
    }
}
