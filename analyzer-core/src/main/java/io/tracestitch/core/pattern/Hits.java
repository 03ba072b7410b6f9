package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.tracestitch.core.traceback.ExceptionTree;
import org.jspecify.annotations.Nullable;

/** The patterns that hold for one event, each once, with the rule and the exception that speak loudest for it. */
final class Hits {
    /** Whatever the exception raised last tells goes before what those tell from which it came. */
    static final int LAST = 1000;

    private final List<Hit> hits = new ArrayList<>(4);

    /** A pattern that holds; the exception is null where the rule asks for none. */
    record Hit(CompiledRule rule, @Nullable ExceptionTree exception, int rank) {
    }

    /** Adds to the hits, which are made when the first one comes. */
    static Hits add(@Nullable Hits hits, CompiledRule rule, @Nullable ExceptionTree exception, boolean last) {
        Hits out = hits == null ? new Hits() : hits;
        int rank = rule.rank + (last ? LAST : 0);
        for (int i = 0; i < out.hits.size(); i++) {
            Hit known = out.hits.get(i);
            if (known.rule.pattern == rule.pattern) {
                if (known.rank < rank) {
                    out.hits.set(i, new Hit(rule, exception, rank));
                }
                return out;
            }
        }
        out.hits.add(new Hit(rule, exception, rank));
        return out;
    }

    /** The hit of that pattern, or null. */
    @Nullable Hit of(Pattern pattern) {
        for (Hit hit : hits) {
            if (hit.rule.pattern == pattern) {
                return hit;
            }
        }
        return null;
    }

    /** The most specific hit, and the others. */
    Match decide(Lineage lineage) {
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(Comparator.comparingInt((Hit h) -> -h.rank).thenComparing(h -> h.rule.pattern.id()));
        Hit best = sorted.getFirst();
        for (Hit hit : sorted) {
            if (lineage.refines(hit.rule.pattern, best.rule.pattern) && hit.rank / LAST >= best.rank / LAST) {
                best = hit;
            }
        }
        List<String> also = new ArrayList<>(lineage.ancestors(best.rule.pattern));
        for (Hit hit : sorted) {
            String id = hit.rule.pattern.id();
            if (hit != best && !also.contains(id)) {
                also.add(id);
            }
        }
        return new Match(best.rule.pattern, List.copyOf(also));
    }
}
