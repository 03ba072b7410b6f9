package io.tracestitch.core.pattern;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** A YAML text as a tree that remembers lines, which Jackson's own tree does not; messages to authors need them. */
sealed interface YamlNode {
    /** 1-based line on which it begins. */
    int line();

    /** A string, number, boolean or null, as written. */
    record Scalar(int line, String text) implements YamlNode {
    }

    /** A sequence. */
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
    }

    /** A mapping, in the order of the file; {@code keyLines} says where each key stands. */
    record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines) implements YamlNode {
    }

    /**
     * Reads a file of one YAML document.
     *
     * @param file name for messages
     * @param text the YAML
     * @throws InvalidPatternException where it is not a YAML mapping
     */
    static Mapping read(String file, String text) {
        return read(file, text, new YAMLFactory());
    }

    /** Reads one JSON object. */
    static Mapping readJson(String file, String text) {
        return read(file, text, Reader.JSON);
    }

    private static Mapping read(String file, String text, JsonFactory format) {
        try (JsonParser parser = format.createParser(text)) {
            Reader reader = new Reader(file, parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidPatternException(file, 1, "a pattern is a mapping that begins with 'id'");
            }
            Mapping root = reader.mapping(0);
            if (parser.nextToken() != null) {
                throw new InvalidPatternException(file, reader.line(), "a file holds one pattern, and no second document");
            }
            return root;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new InvalidPatternException(file, line, "not valid YAML: " + problem);
        } catch (IOException e) {
            throw new IllegalStateException("reading from a string does no I/O", e);
        }
    }

    /** Turns Jackson's tokens into nodes. */
    final class Reader {
        private static final JsonFactory JSON = new JsonFactory();
        /** Patterns nest five deep; a file that nests deeper is a mistake, and must not exhaust the stack. */
        private static final int MAX_DEPTH = 12;

        private final String file;
        private final JsonParser parser;

        private Reader(String file, JsonParser parser) {
            this.file = file;
            this.parser = parser;
        }

        private int line() {
            return Math.max(1, parser.currentTokenLocation().getLineNr());
        }

        private Mapping mapping(int depth) throws IOException {
            int start = line();
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            Map<String, Integer> keyLines = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                if (keyLines.put(key, line()) != null) {
                    throw new InvalidPatternException(file, line(), "'" + key + "' is given twice");
                }
                parser.nextToken();
                entries.put(key, value(depth + 1));
            }
            return new Mapping(start, entries, keyLines);
        }

        private YamlNode value(int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new InvalidPatternException(file, line(), "nested too deep");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> mapping(depth);
                case START_ARRAY -> {
                    int start = line();
                    List<YamlNode> items = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        items.add(value(depth + 1));
                    }
                    yield new Sequence(start, items);
                }
                default -> new Scalar(line(), parser.getText());
            };
        }
    }
}
