package io.tracestitch.core.pattern;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Rules by the last component of an exception's type; finds them without cutting the component out of the type. */
final class TypeIndex {
    private static final CompiledRule[] NONE = {};

    private final @Nullable String[] names;
    private final CompiledRule[][] rules;

    TypeIndex(Map<String, List<CompiledRule>> rulesByName) {
        int size = Integer.highestOneBit(Math.max(8, rulesByName.size() * 2)) * 2;
        names = new @Nullable String[size];
        rules = new CompiledRule[size][];
        rulesByName.forEach((name, list) -> {
            int slot = hash(name, 0) & size - 1;
            while (names[slot] != null) {
                slot = slot + 1 & size - 1;
            }
            names[slot] = name;
            rules[slot] = list.toArray(CompiledRule[]::new);
        });
    }

    /** The rules for that type, dotted or not; the caller compares dotted names whole. */
    CompiledRule[] find(String type) {
        int start = type.lastIndexOf('.') + 1;
        int length = type.length() - start;
        for (int slot = hash(type, start) & names.length - 1;; slot = slot + 1 & names.length - 1) {
            String name = names[slot];
            if (name == null) {
                return NONE;
            }
            if (name.length() == length && type.startsWith(name, start)) {
                return rules[slot];
            }
        }
    }

    private static int hash(String text, int start) {
        int h = 0;
        for (int i = start; i < text.length(); i++) {
            h = h * 31 + text.charAt(i);
        }
        return h ^ h >>> 16;
    }
}
