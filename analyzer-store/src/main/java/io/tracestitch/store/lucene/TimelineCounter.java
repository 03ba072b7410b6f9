package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;
import io.tracestitch.store.Timeline;
import io.tracestitch.store.TimelineRequest;
import io.tracestitch.store.Times;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;

/** Counts events by spans of time and, within these, by the most frequent values of a field. */
final class TimelineCounter extends SimpleCollector {
    private final TimelineRequest request;
    private final long from;
    private final long width;
    private final List<String> series;
    private final long[] totals;
    private final long[][] bySeries;
    private SortedNumericDocValues times = DocValues.emptySortedNumeric();
    private SortedSetDocValues values = DocValues.emptySortedSet();
    /** For each number of a value in this segment its series, or -1. */
    private int[] seriesOf = {};

    private TimelineCounter(TimelineRequest request, List<String> series) {
        this.request = request;
        this.from = Times.millis(request.from());
        this.width = request.bucket().toMillis();
        this.series = series;
        this.totals = new long[request.buckets()];
        this.bySeries = new long[series.size()][request.buckets()];
    }

    /** Counts what a query finds, all of which lies within the request's time. */
    static Timeline of(IndexSearcher searcher, Query query, TimelineRequest request) throws IOException {
        Field by = request.by();
        List<String> series = by == null ? List.of()
                : ValueCounter.top(searcher, query, by, TimelineRequest.MAX_SERIES).stream().map(FacetCount::value).toList();
        return searcher.search(query, new CollectorManager<TimelineCounter, Timeline>() {
            @Override
            public TimelineCounter newCollector() {
                return new TimelineCounter(request, series);
            }

            @Override
            public Timeline reduce(Collection<TimelineCounter> counters) {
                TimelineCounter sum = newCollector();
                counters.forEach(sum::add);
                return sum.timeline();
            }
        });
    }

    private void add(TimelineCounter other) {
        for (int bucket = 0; bucket < totals.length; bucket++) {
            totals[bucket] += other.totals[bucket];
            for (int s = 0; s < bySeries.length; s++) {
                bySeries[s][bucket] += other.bySeries[s][bucket];
            }
        }
    }

    private Timeline timeline() {
        List<Timeline.Bucket> out = new ArrayList<>(totals.length);
        for (int bucket = 0; bucket < totals.length; bucket++) {
            Map<String, Long> by = new HashMap<>();
            for (int s = 0; s < bySeries.length; s++) {
                if (bySeries[s][bucket] > 0) {
                    by.put(series.get(s), bySeries[s][bucket]);
                }
            }
            out.add(new Timeline.Bucket(Instant.ofEpochMilli(from + bucket * width), totals[bucket], by));
        }
        return new Timeline(out);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        times = DocValues.getSortedNumeric(leaf.reader(), Fields.TIME);
        if (request.by() == null) {
            return;
        }
        values = DocValues.getSortedSet(leaf.reader(), request.by().id());
        seriesOf = new int[(int) values.getValueCount()];
        Arrays.fill(seriesOf, -1);
        for (int s = 0; s < series.size(); s++) {
            long ord = values.lookupTerm(new BytesRef(series.get(s)));
            if (ord >= 0) {
                seriesOf[(int) ord] = s;
            }
        }
    }

    @Override
    public void collect(int doc) throws IOException {
        if (!times.advanceExact(doc)) {
            return;
        }
        int bucket = (int) ((times.nextValue() - from) / width);
        totals[bucket]++;
        if (request.by() != null && values.advanceExact(doc)) {
            for (int i = values.docValueCount(); i > 0; i--) {
                int s = seriesOf[(int) values.nextOrd()];
                if (s >= 0) {
                    bySeries[s][bucket]++;
                }
            }
        }
    }
}
