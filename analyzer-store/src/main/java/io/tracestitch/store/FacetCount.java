package io.tracestitch.store;

/**
 * How many documents have a value.
 *
 * @param value a value of a field, or {@link Field#NONE}
 * @param count documents, at least one
 */
public record FacetCount(String value, long count) {
}
