package io.tracestitch.core.pattern;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Texts with placeholders, {@code {place}} or {@code {place|what to say without it}}. Other braces stand as they are. */
final class Template {
    private Template() {
    }

    /** The text with each placeholder replaced. */
    static String fill(String text, Function<Fact, @Nullable String> facts) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = end(text, open);
            if (close < 0) {
                continue;
            }
            String inner = text.substring(open + 1, close);
            int bar = inner.indexOf('|');
            Fact fact = Fact.of(bar < 0 ? inner : inner.substring(0, bar));
            if (fact == null) {
                continue;
            }
            String value = facts.apply(fact);
            String fallback = bar < 0 ? fact.fallback : inner.substring(bar + 1);
            out.append(text, from, open).append(value != null ? value : open == 0 ? capitalized(fallback) : fallback);
            from = close + 1;
            open = close;
        }
        return out.append(text, from, text.length()).toString();
    }

    /** A fallback that begins the text begins its sentence; a fact is quoted as it is. */
    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The name of the first placeholder that means nothing; null if there is none. */
    static @Nullable String unknownPlaceholder(String text) {
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = end(text, open);
            if (close >= 0) {
                String inner = text.substring(open + 1, close);
                int bar = inner.indexOf('|');
                String name = bar < 0 ? inner : inner.substring(0, bar);
                if (Fact.of(name) == null) {
                    return name;
                }
            }
        }
        return null;
    }

    /** Index of the brace that closes what looks like a placeholder; -1 if it does not. */
    private static int end(String text, int open) {
        int i = open + 1;
        while (i < text.length() && (text.charAt(i) == '_' || text.charAt(i) >= 'a' && text.charAt(i) <= 'z')) {
            i++;
        }
        if (i == open + 1 || i == text.length()) {
            return -1;
        }
        if (text.charAt(i) == '}') {
            return i;
        }
        return text.charAt(i) == '|' ? text.indexOf('}', i) : -1;
    }
}
