package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds out whose log a record belongs to. Stateless. */
final class SourceFinder {

    /** Longer names are cut, in characters, and told apart by a hash. */
    static final int MAX_NAME = 200;

    private final List<SourceRule> rules;

    SourceFinder(List<SourceRule> rules) {
        this.rules = rules;
    }

    /** Whether the key decides alone for a record that has one. */
    boolean isKeyFirst() {
        return !rules.isEmpty() && rules.getFirst() instanceof SourceRule.Key;
    }

    /** The source's name, or null if no rule finds one. */
    @Nullable String find(byte @Nullable [] key, Headers headers, byte[] value) {
        for (SourceRule rule : rules) {
            String name = switch (rule) {
                case SourceRule.Key() -> text(key);
                case SourceRule.Header(String header) -> {
                    Header last = headers.lastHeader(header);
                    yield last == null ? null : text(last.value());
                }
                case SourceRule.Json() -> JsonSources.find(value);
                case SourceRule.JsonField(String field) -> JsonSources.find(value, field);
            };
            if (name != null && !name.isBlank()) {
                return bounded(name);
            }
        }
        return null;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? null : bounded(new String(bytes, StandardCharsets.UTF_8));
    }

    static String bounded(String name) {
        return name.length() <= MAX_NAME ? name
                : name.substring(0, MAX_NAME - 9) + '~' + String.format("%08x", name.hashCode());
    }
}
