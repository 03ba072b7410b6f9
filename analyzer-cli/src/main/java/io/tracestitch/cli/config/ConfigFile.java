package io.tracestitch.cli.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tracestitch.cli.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML file says, with nested keys joined by dots. Immutable.
 *
 * @param entries values by key, in the file's order
 */
public record ConfigFile(Map<String, Entry> entries) {

    /** No file. */
    public static final ConfigFile NONE = new ConfigFile(Map.of());

    /**
     * A value in the file.
     *
     * @param text its text; items of a sequence are joined by commas
     * @param where file and line, for messages
     * @param sequence whether it is a sequence
     */
    public record Entry(String text, String where, boolean sequence) {
    }

    /**
     * Reads a file.
     *
     * @throws UserError if it cannot be read or is no mapping
     */
    public static ConfigFile read(String name) {
        YAMLFactory factory = YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (JsonParser yaml = factory.createParser(Path.of(name).toFile())) {
            if (yaml.nextToken() == null) {
                return NONE;
            }
            if (yaml.currentToken() != JsonToken.START_OBJECT) {
                throw new UserError(name + ":1: not a mapping of options to values");
            }
            return new ConfigFile(entries(name, yaml));
        } catch (JsonProcessingException e) {
            throw new UserError(name + ":" + e.getLocation().getLineNr() + ": " + sentence(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UserError("cannot read " + name + ": " + (e instanceof FileNotFoundException missing ? reason(missing)
                    : e.getMessage()));
        }
    }

    /** {@code FileNotFoundException} tells why only in brackets behind the path. */
    private static String reason(FileNotFoundException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("(Permission denied)") ? "permission denied"
                : message.contains("(Is a directory)") ? "it is a directory" : "no such file";
    }

    private static Map<String, Entry> entries(String file, JsonParser yaml) throws IOException {
        Map<String, Entry> out = new LinkedHashMap<>();
        Deque<String> prefixes = new ArrayDeque<>(List.of(""));
        while (!prefixes.isEmpty()) {
            if (yaml.nextToken() != JsonToken.FIELD_NAME) {
                prefixes.pop();
                continue;
            }
            String key = prefixes.getFirst() + yaml.currentName();
            String where = file + ":" + yaml.currentTokenLocation().getLineNr();
            switch (yaml.nextToken()) {
                case START_OBJECT -> prefixes.push(key + ".");
                case START_ARRAY -> put(out, key, new Entry(sequence(yaml, key, where), where, true));
                case VALUE_NULL -> { }
                default -> put(out, key, new Entry(yaml.getText(), where, false));
            }
        }
        return out;
    }

    /** A key may be nested or written with dots, but not both. */
    private static void put(Map<String, Entry> out, String key, Entry entry) {
        Entry other = out.putIfAbsent(key, entry);
        if (other != null) {
            throw new UserError(entry.where() + ": '" + key + "' has been set before, at " + other.where());
        }
    }

    private static String sequence(JsonParser yaml, String key, String where) throws IOException {
        List<String> items = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            if (!yaml.currentToken().isScalarValue()) {
                throw new UserError(where + ": the items of " + key + " must be single values");
            }
            items.add(yaml.getText());
        }
        return String.join(",", items);
    }

    /** The sentence in a YAML reader's message, without the excerpt below it. */
    private static String sentence(@Nullable String text) {
        return text == null ? "not YAML" : String.join(" ", text.lines().takeWhile(l -> !l.startsWith(" ")).limit(2).toList());
    }
}
