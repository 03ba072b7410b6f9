package io.tracestitch.store.lucene;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.Field;
import io.tracestitch.store.Filter;
import io.tracestitch.store.TextQuery;
import io.tracestitch.store.TextQuery.Clause;
import io.tracestitch.store.Times;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Filters as Lucene's queries. Nothing is scored. */
abstract class Queries {

    /** What lists show, and what the filters let through. */
    Query of(List<Filter> filters) {
        BooleanQuery.Builder out = new BooleanQuery.Builder().add(term(Fields.LISTED, "1"), Occur.FILTER);
        filters.forEach(filter -> out.add(of(filter), Occur.FILTER));
        return out.build();
    }

    private Query of(Filter filter) {
        boolean negated = false;
        Filter inner = filter;
        while (inner instanceof Filter.Not(Filter opposite)) {
            inner = opposite;
            negated = !negated;
        }
        Query query = switch (inner) {
            case Filter.Has(Field field, var values) -> has(field, values);
            case Filter.Within(Instant from, Instant to) -> within(from == null ? Long.MIN_VALUE : Times.millis(from),
                    to == null ? Long.MAX_VALUE : Times.millis(to));
            case Filter.Text(String text) -> text(TextQuery.parse(text));
            case Filter.Not(var _) -> throw new AssertionError("unwrapped above");
        };
        return negated ? not(query) : query;
    }

    /** Documents with one of the values. */
    Query has(Field field, Collection<String> values) {
        return KeywordField.newSetQuery(field.id(), values.stream().map(DocumentLimits::keyword).map(BytesRef::new).toList());
    }

    /** Documents of a span of time whose end is not included, unless it is the last time there is. */
    abstract Query within(long from, long to);

    static Query range(String field, long from, long to) {
        if (from >= to && to != Long.MAX_VALUE) {
            return MatchNoDocsQuery.INSTANCE;
        }
        return LongField.newRangeQuery(field, from, to == Long.MAX_VALUE ? to : to - 1);
    }

    static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }

    static Query terms(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    static Query both(Query a, Query b) {
        return new BooleanQuery.Builder().add(a, Occur.FILTER).add(b, Occur.FILTER).build();
    }

    static Query not(Query query) {
        return new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, Occur.FILTER).add(query, Occur.MUST_NOT).build();
    }

    private static Query text(TextQuery query) {
        BooleanQuery.Builder out = new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        for (List<Clause> group : query.all()) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            group.forEach(clause -> any.add(clause(clause), Occur.SHOULD));
            out.add(any.build(), Occur.FILTER);
        }
        query.none().forEach(clause -> out.add(clause(clause), Occur.MUST_NOT));
        return out.build();
    }

    private static Query clause(Clause clause) {
        return switch (clause) {
            case Clause.Word(String word) -> term(Fields.TEXT, word);
            case Clause.Sequence(List<String> words) -> new PhraseQuery(Fields.TEXT, words.toArray(String[]::new));
            case Clause.Start(String letters) -> new PrefixQuery(new Term(Fields.TEXT, letters));
            case Clause.Both(Clause first, Clause.Start second) -> both(clause(first), clause(second));
        };
    }
}
