package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts the values of one field: by number within a segment, by value over all of them. */
final class ValueCounter extends SimpleCollector {
    /** Most frequent first, then by value. */
    private static final Comparator<FacetCount> ORDER = Comparator.comparingLong(FacetCount::count).reversed()
            .thenComparing(FacetCount::value);

    private final String field;
    private final Map<String, Long> totals = new HashMap<>();
    private SortedSetDocValues values = DocValues.emptySortedSet();
    private int[] counts = {};

    private ValueCounter(String field) {
        this.field = field;
    }

    /** The most frequent values among what a query finds. */
    static List<FacetCount> top(IndexSearcher searcher, Query query, Field field, int limit) throws IOException {
        Map<String, Long> totals = searcher.search(query, new CollectorManager<ValueCounter, Map<String, Long>>() {
            @Override
            public ValueCounter newCollector() {
                return new ValueCounter(field.id());
            }

            @Override
            public Map<String, Long> reduce(Collection<ValueCounter> counters) {
                Map<String, Long> sum = new HashMap<>();
                counters.forEach(counter -> counter.totals.forEach((value, count) -> sum.merge(value, count, Long::sum)));
                return sum;
            }
        });
        return top(totals, limit);
    }

    /** The most frequent of some values. */
    static List<FacetCount> top(Map<String, Long> totals, int limit) {
        List<FacetCount> out = new ArrayList<>(totals.size());
        totals.forEach((value, count) -> out.add(new FacetCount(value, count)));
        out.sort(ORDER);
        return List.copyOf(out.subList(0, Math.min(limit, out.size())));
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        values = DocValues.getSortedSet(leaf.reader(), field);
        counts = new int[(int) values.getValueCount()];
    }

    @Override
    public void collect(int doc) throws IOException {
        if (values.advanceExact(doc)) {
            for (int i = values.docValueCount(); i > 0; i--) {
                counts[(int) values.nextOrd()]++;
            }
        }
    }

    @Override
    public void finish() throws IOException {
        for (int ord = 0; ord < counts.length; ord++) {
            if (counts[ord] > 0) {
                totals.merge(values.lookupOrd(ord).utf8ToString(), (long) counts[ord], Long::sum);
            }
        }
    }
}
