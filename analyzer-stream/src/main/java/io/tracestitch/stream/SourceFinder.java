package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tracestitch.core.input.OriginFinder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds out whose log a record belongs to. Immutable. */
final class SourceFinder {

    /** Longer names are cut, in characters, and told apart by a hash. */
    static final int MAX_NAME = 200;

    /** A rule, ready to be used. */
    private interface Look {
        @Nullable String at(byte @Nullable [] key, Headers headers, byte[] value);
    }

    private final boolean keyFirst;
    private final List<Look> looks;

    SourceFinder(List<SourceRule> rules) {
        this.keyFirst = !rules.isEmpty() && rules.getFirst() instanceof SourceRule.Key;
        this.looks = rules.stream().map(SourceFinder::look).toList();
    }

    private static Look look(SourceRule rule) {
        return switch (rule) {
            case SourceRule.Key() -> (key, headers, value) -> text(key);
            case SourceRule.Header(String name) -> (key, headers, value) -> {
                Header last = headers.lastHeader(name);
                return last == null ? null : text(last.value());
            };
            case SourceRule.Json() -> json(OriginFinder.defaults());
            case SourceRule.JsonField(String field) -> json(new OriginFinder(List.of(field), List.of(), List.of()));
        };
    }

    private static Look json(OriginFinder finder) {
        return (key, headers, value) -> finder.find(value, 0, value.length).source();
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the key decides alone for a record that has one. */
    boolean isKeyFirst() {
        return keyFirst;
    }

    /** The source's name, or null if no rule finds one. */
    @Nullable String find(byte @Nullable [] key, Headers headers, byte[] value) {
        for (Look look : looks) {
            String name = look.at(key, headers, value);
            if (name != null && !name.isBlank()) {
                return name.length() <= MAX_NAME ? name
                        : name.substring(0, MAX_NAME - 9) + '~' + String.format("%08x", name.hashCode());
            }
        }
        return null;
    }
}
