package io.tracestitch.core.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object as a flat map of dotted names, and knows which names mean what. Without state: threads may share one. */
final class JsonFields {

    /** Objects nested deeper are not looked into; the value of an attribute of a record in OTLP is the ninth. */
    private static final int MAX_DEPTH = 12;
    /** Fields of one object beyond this are skipped. */
    private static final int MAX_FIELDS = 5000;
    /** Begins the name of a field that may stand in any object. */
    private static final String ANYWHERE = "*.";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Map<String, String[]> NAMES = names();

    private static Map<String, String[]> names() {
        Map<String, String[]> names = new LinkedHashMap<>();
        Properties all = new Properties();
        try (InputStream in = JsonFields.class.getResourceAsStream("json-fields.properties")) {
            all.load(Objects.requireNonNull(in, "json-fields.properties is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.forEach((role, list) -> names.put((String) role, ((String) list).split(",")));
        return names;
    }

    /** The object's fields; null if the bytes are no JSON object. Arrays count as the text of their strings, one a line. */
    @Nullable Map<String, String> read(byte[] b, int start, int end) {
        Map<String, String> out = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(new String(b, start, end - start, StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            object(parser, "", out, 0);
            return parser.nextToken() == null ? out : null;
        } catch (IOException e) {
            return null; // half an object, or text that only begins like one: it goes on as plain text
        }
    }

    private void object(JsonParser parser, String path, Map<String, String> out, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = path + parser.currentName();
            JsonToken value = parser.nextToken();
            if (depth >= MAX_DEPTH || out.size() >= MAX_FIELDS) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                object(parser, name + ".", out, depth + 1);
            } else if (value == JsonToken.START_ARRAY) {
                array(parser, name, out, depth + 1);
            } else if (value != JsonToken.VALUE_NULL) {
                out.putIfAbsent(name, parser.getText());
            }
        }
    }

    private void array(JsonParser parser, String name, Map<String, String> out, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        StringBuilder bytes = new StringBuilder();
        int index = 0;
        for (JsonToken t = parser.nextToken(); t != null && t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            if (t == JsonToken.START_OBJECT) {
                if (depth >= MAX_DEPTH || out.size() >= MAX_FIELDS) {
                    parser.skipChildren();
                } else {
                    object(parser, name + "." + index++ + ".", out, depth + 1);
                }
            } else if (t == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (t == JsonToken.VALUE_NUMBER_INT) {
                bytes.append((char) (parser.getIntValue() & 0xFF));
            } else if (t == JsonToken.VALUE_STRING) {
                String line = parser.getText();
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n").append(line);
            }
        }
        if (!text.isEmpty()) {
            out.putIfAbsent(name, text.toString());
        } else if (!bytes.isEmpty()) {
            // journald writes a message with control characters as an array of bytes
            out.putIfAbsent(name, new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
    }

    /** The first field that can play the role, or null. */
    @Nullable String get(Map<String, String> fields, String role) {
        for (String name : Objects.requireNonNull(NAMES.get(role))) {
            String value = fields.get(name);
            if (name.startsWith(ANYWHERE)) {
                value = nested(fields, name.substring(1));
            }
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** The value of the first field whose dotted name ends so. */
    private static @Nullable String nested(Map<String, String> fields, String end) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().endsWith(end)) {
                return field.getValue();
            }
        }
        return null;
    }

    /** Whether a field that can play the role is there, if only with an empty text. */
    boolean has(Map<String, String> fields, String role) {
        for (String name : Objects.requireNonNull(NAMES.get(role))) {
            if (fields.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The fields of the record that is hidden in the object: its names begin with capitals, or it is nested in a field that nobody
     * knows. The object with level and message together is the record; the fields as they are if there is none.
     */
    Map<String, String> record(Map<String, String> fields) {
        for (String name : fields.keySet()) {
            int point = name.lastIndexOf('.') + 1;
            if (isLevel(decapitalised(name.substring(point)))) {
                Map<String, String> inner = inside(fields, name.substring(0, point));
                if (get(inner, "level") != null && get(inner, "message") != null) {
                    return inner;
                }
            }
        }
        return fields;
    }

    private static boolean isLevel(String name) {
        return Arrays.asList(Objects.requireNonNull(NAMES.get("level"))).contains(name);
    }

    /** What stands below that path, and behind it all other fields. */
    private static Map<String, String> inside(Map<String, String> fields, String path) {
        Map<String, String> out = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(path)) {
                out.put(decapitalised(name.substring(path.length())), value);
            }
        });
        fields.forEach(out::putIfAbsent);
        return out;
    }

    private static String decapitalised(String name) {
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** A field other than the message that holds a traceback, whatever its name; null if there is none. */
    @Nullable String traceback(Map<String, String> fields, @Nullable String message) {
        for (String value : fields.values()) {
            if (!value.equals(message) && value.contains("Traceback (most recent call last):")) {
                return value;
            }
        }
        return null;
    }

    /** The text of a traceback that a formatter took apart into fields, or null. */
    @Nullable String dictTraceback(Map<String, String> fields) {
        for (String name : Objects.requireNonNull(NAMES.get("exception"))) {
            String text = DictTraceback.text(fields, name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
