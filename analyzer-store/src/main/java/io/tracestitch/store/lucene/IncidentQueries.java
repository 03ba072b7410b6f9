package io.tracestitch.store.lucene;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.Times;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;

/** Filters of incidents at a point in time. */
final class IncidentQueries extends Queries {
    private final Query unmuted;

    /**
     * Filters as they are at that time.
     *
     * @param now decides what is muted no more
     */
    IncidentQueries(Instant now) {
        unmuted = both(super.has(Field.STATUS, List.of(IncidentStatus.MUTED.id())),
                range(Fields.UNTIL, Long.MIN_VALUE, Times.millis(now) + 1));
    }

    @Override
    Query within(long from, long to) {
        return both(range(Fields.FIRST_SEEN, Long.MIN_VALUE, to), range(Fields.LAST_SEEN, from, Long.MAX_VALUE));
    }

    @Override
    Query has(Field field, Collection<String> values) {
        if (field != Field.STATUS) {
            return super.has(field, values);
        }
        List<String> others = new ArrayList<>(values);
        others.remove(IncidentStatus.MUTED.id());
        BooleanQuery.Builder out = new BooleanQuery.Builder().add(super.has(field, others), Occur.SHOULD);
        if (values.contains(IncidentStatus.MUTED.id())) {
            out.add(new BooleanQuery.Builder().add(super.has(field, List.of(IncidentStatus.MUTED.id())), Occur.FILTER)
                    .add(unmuted, Occur.MUST_NOT).build(), Occur.SHOULD);
        }
        if (values.contains(IncidentStatus.OPEN.id())) {
            out.add(unmuted, Occur.SHOULD);
        }
        return out.build();
    }
}
