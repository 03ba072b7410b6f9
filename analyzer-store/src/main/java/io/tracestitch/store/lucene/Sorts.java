package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.store.Cursor;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Orders by numbers and, where these are equal, by ids; and where a page goes on. */
final class Sorts {

    /** Bytes of JSON after which a page ends, so that pages of huge documents fit into memory. */
    static final long MAX_PAGE_BYTES = 1 << 25;

    private Sorts() {
    }

    /** An order by numeric fields and then by id, all in the same direction. */
    static Sort by(boolean descending, String... fields) {
        List<SortField> out = new ArrayList<>();
        for (String field : fields) {
            out.add(LongField.newSortField(field, descending, SortedNumericSelector.Type.MIN));
        }
        out.add(new SortField(Fields.ID, SortField.Type.STRING, descending));
        return new Sort(out.toArray(SortField[]::new));
    }

    /** The place of a cursor in an order, or null. */
    static @Nullable FieldDoc after(@Nullable String cursor, String order, int keys) {
        if (cursor == null) {
            return null;
        }
        Cursor place = Cursor.decode(cursor, order, keys);
        List<Object> values = new ArrayList<>(place.keys());
        values.add(new BytesRef(place.id()));
        return new FieldDoc(Integer.MAX_VALUE, 0, values.toArray());
    }

    /** What stands behind a place, with one more than a page holds. */
    static TopDocs search(IndexSearcher searcher, Query query, Sort sort, @Nullable FieldDoc after, int limit)
            throws IOException {
        return searcher.search(query, new TopFieldCollectorManager(sort, limit + 1, after, 1));
    }
}
