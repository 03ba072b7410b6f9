package io.tracestitch.store.elastic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.Field;
import io.tracestitch.store.Filter;
import io.tracestitch.store.TextQuery;
import io.tracestitch.store.TextQuery.Clause;
import org.jspecify.annotations.Nullable;

/** Filters as Elasticsearch's queries. Nothing is scored. */
abstract class Queries {

    private static final Map<String, Object> NOTHING = Map.of("match_none", Map.of());

    /** What lists show, and what the filters let through. */
    Map<String, Object> of(List<Filter> filters) {
        List<Object> out = new ArrayList<>();
        out.add(term("listed", true));
        filters.forEach(filter -> out.add(of(filter)));
        return all(out);
    }

    private Map<String, Object> of(Filter filter) {
        boolean negated = false;
        Filter inner = filter;
        while (inner instanceof Filter.Not(Filter opposite)) {
            inner = opposite;
            negated = !negated;
        }
        Map<String, Object> query = switch (inner) {
            case Filter.Has(Field field, var values) -> has(field, values);
            case Filter.Within(Instant from, Instant to) -> within(from, to);
            case Filter.Text(String text) -> text(TextQuery.parse(text));
            case Filter.Not(var _) -> throw new AssertionError("unwrapped above");
        };
        return negated ? not(query) : query;
    }

    /** Documents with one of the values; those without any have {@link Field#NONE}. */
    Map<String, Object> has(Field field, Set<String> values) {
        return terms(field.id(), values.stream().map(DocumentLimits::keyword).map(Json::valid).toList());
    }

    abstract Map<String, Object> within(@Nullable Instant from, @Nullable Instant to);

    static Map<String, Object> term(String field, Object value) {
        return Map.of("term", Map.of(field, value));
    }

    static Map<String, Object> terms(String field, Collection<?> values) {
        return Map.of("terms", Map.of(field, values));
    }

    /** A bound is one of {@code gte}, {@code gt}, {@code lt} and {@code lte}. */
    static Map<String, Object> range(String field, String bound, Instant time) {
        return Map.of("range", Map.of(field, Map.of(bound, Dates.millis(time))));
    }

    static Map<String, Object> all(List<?> queries) {
        return Map.of("bool", Map.of("filter", queries));
    }

    static Map<String, Object> any(List<?> queries) {
        return queries.isEmpty() ? NOTHING : Map.of("bool", Map.of("should", queries, "minimum_should_match", 1));
    }

    static Map<String, Object> not(Map<String, Object> query) {
        return Map.of("bool", Map.of("must_not", List.of(query)));
    }

    private static Map<String, Object> text(TextQuery query) {
        List<Object> out = new ArrayList<>();
        for (List<Clause> group : query.all()) {
            out.add(any(group.stream().map(Queries::clause).toList()));
        }
        query.none().forEach(clause -> out.add(not(clause(clause))));
        return all(out);
    }

    private static Map<String, Object> clause(Clause clause) {
        return switch (clause) {
            case Clause.Word(String word) -> term("words", Json.valid(word));
            case Clause.Sequence(List<String> words) -> Map.of("match_phrase", Map.of("words", Json.valid(String.join(" ", words))));
            case Clause.Start(String letters) -> Map.of("prefix", Map.of("words", Map.of("value", Json.valid(letters))));
            case Clause.Both(Clause first, Clause.Start second) -> all(List.of(clause(first), clause(second)));
        };
    }
}
