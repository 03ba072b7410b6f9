package io.tracestitch.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.Field;
import io.tracestitch.store.SearchText;
import io.tracestitch.store.Times;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Names of Lucene's fields, and how they are filled. The port's {@link Field}s are fields by their ids. */
final class Fields {
    /** Id of the document: found by it, and sorted by it where all else is equal. */
    static final String ID = "id";
    /** The stored document. */
    static final String DOCUMENT = "document";
    /** Words of free text. */
    static final String TEXT = "text";
    /** Marks what lists show: occurrences, and incidents that are not part of another one. */
    static final String LISTED = "listed";
    /** Marks incidents whose aggregate is kept. */
    static final String KEPT = "kept";
    /** The occurrence that an event reports. */
    static final String OCCURRENCE = "occurrence";
    /** The incident that an event belongs to. */
    static final String FINGERPRINT = "fingerprint";
    /** When an event happened. */
    static final String TIME = "time";
    /** Number of an event's first line. */
    static final String POSITION = "position";
    static final String FIRST_SEEN = "first_seen";
    static final String LAST_SEEN = "last_seen";
    static final String COUNT = "count";
    /** Severity as a number. */
    static final String RANK = "rank";
    /** When a muted incident is open again. */
    static final String UNTIL = "until";

    private static final FieldType TEXT_TYPE = textType();

    private Fields() {
    }

    private static FieldType textType() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    static Document document(String id, BytesRef stored) {
        Document out = new Document();
        out.add(new StringField(ID, id, Store.NO));
        out.add(new SortedDocValuesField(ID, new BytesRef(id)));
        out.add(new StoredField(DOCUMENT, stored));
        return out;
    }

    static void term(Document document, String name, String value) {
        document.add(new StringField(name, value, Store.NO));
    }

    static void number(Document document, String name, long value) {
        document.add(new LongField(name, value, Store.NO));
    }

    static void time(Document document, String name, Instant value) {
        number(document, name, Times.millis(value));
    }

    /** A value that documents are filtered and counted by; {@link Field#NONE} where there is none. */
    static void keyword(Document document, Field field, @Nullable String value) {
        String kept = value == null ? Field.NONE : DocumentLimits.keyword(value);
        document.add(new KeywordField(field.id(), kept, Store.NO));
    }

    static void keywords(Document document, Field field, Collection<String> values) {
        if (values.isEmpty()) {
            keyword(document, field, null);
        }
        values.stream().map(DocumentLimits::keyword).distinct().forEach(value -> keyword(document, field, value));
    }

    static void text(Document document, List<String> text) {
        document.add(new org.apache.lucene.document.Field(TEXT, new WordStream(SearchText.of(text).values()), TEXT_TYPE));
    }

    /** The stored document. */
    static BytesRef stored(IndexSearcher searcher, int doc) throws IOException {
        return searcher.storedFields().document(doc, Set.of(DOCUMENT)).getBinaryValue(DOCUMENT);
    }
}
