package io.tracestitch.store;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What has to hold of a document. The filters of a request hold all together. */
public sealed interface Filter {

    /** Values in one filter. */
    int MAX_VALUES = 1_000;

    /**
     * The field has one of these values.
     *
     * @param field the field
     * @param values its values, compared exactly; {@link Field#NONE} is for documents without any
     */
    record Has(Field field, Set<String> values) implements Filter {
        public Has {
            values = Set.copyOf(values);
            if (values.isEmpty() || values.size() > MAX_VALUES) {
                throw new InvalidRequestException("A filter by " + field.id() + " needs 1 to " + MAX_VALUES + " values, not "
                        + values.size() + ".");
            }
        }
    }

    /**
     * It happened within a span of time. Of an incident: it was seen first before the end, and last not before the beginning.
     *
     * @param from beginning, included; null: no beginning
     * @param to end, not included; null: no end
     */
    record Within(@Nullable Instant from, @Nullable Instant to) implements Filter {
    }

    /**
     * Free text finds it; the language is that of {@link TextQuery}.
     *
     * @param query as people type it; any text is allowed, and an empty one finds everything
     */
    record Text(String query) implements Filter {
    }

    /** The other filter does not hold. */
    record Not(Filter filter) implements Filter {
    }

    /** A filter for one value. */
    static Filter has(Field field, String... values) {
        return new Has(field, Set.of(values));
    }

    /** The opposite of a filter. */
    static Filter not(Filter filter) {
        return new Not(filter);
    }
}
