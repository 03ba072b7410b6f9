package io.tracestitch.core.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The keys of one mapping in a pattern's file, with messages that name file and line where something is wrong. */
final class Fields {
    private final String file;
    private final YamlNode.Mapping mapping;

    Fields(String file, YamlNode.Mapping mapping) {
        this.file = file;
        this.mapping = mapping;
    }

    String file() {
        return file;
    }

    /** Refuses keys that nobody reads: a misspelt one would be lost without a word. */
    void allow(Set<String> keys) {
        for (String key : mapping.entries().keySet()) {
            if (!keys.contains(key)) {
                throw wrong(key, "unknown key '" + key + "'; known here: " + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    int lineOf(String key) {
        Integer line = mapping.keyLines().get(key);
        return line == null ? mapping.line() : line;
    }

    /** A text that must be there and not be blank. */
    String text(String key) {
        String text = optionalText(key);
        if (text == null) {
            throw wrong("'" + key + "' is missing");
        }
        return text;
    }

    @Nullable String optionalText(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? null : scalar(key, node);
    }

    boolean flag(String key) {
        String text = optionalText(key);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw wrong(key, "'" + key + "' is true or false, not '" + text + "'");
    }

    /** A list of texts, which may be missing, but not empty. */
    List<String> texts(String key) {
        List<String> out = new ArrayList<>();
        for (YamlNode node : items(key)) {
            out.add(scalar(key, node));
        }
        return List.copyOf(out);
    }

    /** A list of mappings that must be there and not be empty. */
    List<Fields> mappings(String key) {
        List<Fields> out = new ArrayList<>();
        for (YamlNode node : items(key)) {
            if (!(node instanceof YamlNode.Mapping m)) {
                throw new InvalidPatternException(file, node.line(), "'" + key + "' is a list of mappings");
            }
            out.add(new Fields(file, m));
        }
        if (out.isEmpty()) {
            throw wrong("'" + key + "' is missing");
        }
        return out;
    }

    /** A mapping, or null. */
    @Nullable Fields mapping(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Mapping m) {
            return new Fields(file, m);
        }
        throw wrong(key, "'" + key + "' is a mapping");
    }

    /** The items of a list as they stand, none if it is missing. */
    List<YamlNode> items(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence s && !s.items().isEmpty()) {
            return s.items();
        }
        throw wrong(key, "'" + key + "' is a list with at least one entry");
    }

    String scalar(String key, YamlNode node) {
        if (!(node instanceof YamlNode.Scalar s)) {
            throw new InvalidPatternException(file, node.line(), "'" + key + "' is a text here");
        }
        if (s.text().isBlank()) {
            throw new InvalidPatternException(file, s.line(), "'" + key + "' is empty");
        }
        return s.text();
    }

    Fields nested(YamlNode.Mapping inner) {
        return new Fields(file, inner);
    }

    InvalidPatternException wrong(String key, String what) {
        return new InvalidPatternException(file, lineOf(key), what);
    }

    InvalidPatternException wrong(String what) {
        return new InvalidPatternException(file, mapping.line(), what);
    }
}
