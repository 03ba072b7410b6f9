package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import org.jspecify.annotations.Nullable;

/**
 * Values of JSON while it is read: the parser stands on a value's first token, and afterwards on its last one. Whatever is no such value
 * is an {@link IOException} that says where.
 */
final class JsonInput {

    /** Chains of exceptions nest; nothing here recurses on them. */
    private static final int MAX_NESTING = 1 << 16;

    /** Texts are no longer than the bytes that the caller holds anyway. */
    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MAX_NESTING).maxStringLength(Integer.MAX_VALUE).build()).build();

    private JsonInput() {
    }

    /** Takes one field, whose value the parser stands on. */
    interface Fields {
        void field(String name, JsonParser json) throws IOException;
    }

    /** Takes one element, whose first token the parser stands on. */
    interface Elements<T> {
        T element(JsonParser json) throws IOException;
    }

    /** Reads what is the only value of these bytes. */
    static <T> T only(byte[] bytes, int offset, int length, Elements<T> reader) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
            json.nextToken();
            T value = reader.element(json);
            if (json.nextToken() != null) {
                throw problem(json, "more than one object");
            }
            return value;
        }
    }

    /** Reads an object; what a field's reader leaves of its value is skipped. */
    static void object(JsonParser json, Fields fields) throws IOException {
        expect(json, JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            fields.field(name, json);
            if (json.currentToken() == value) {
                json.skipChildren(); // nothing but what begins an object or an array
            }
        }
        expect(json, JsonToken.END_OBJECT, "the end of an object");
    }

    static <T> List<T> list(JsonParser json, Elements<T> elements) throws IOException {
        expect(json, JsonToken.START_ARRAY, "an array");
        List<T> out = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw problem(json, "the end of an array is missing");
            }
            out.add(elements.element(json));
        }
        return List.copyOf(out);
    }

    static List<String> texts(JsonParser json) throws IOException {
        return list(json, JsonInput::text);
    }

    static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    static @Nullable String textOrNull(JsonParser json) throws IOException {
        return isNull(json) ? null : text(json);
    }

    static boolean isNull(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    static long number(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return json.getLongValue();
    }

    static int count(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return json.getIntValue();
    }

    /** A number; those that are not finite are written as texts. */
    static double real(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return switch (json.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw problem(json, "expected a number");
            };
        }
        if (json.currentToken() == null || !json.currentToken().isNumeric()) {
            throw problem(json, "expected a number");
        }
        return json.getDoubleValue();
    }

    static boolean flag(JsonParser json) throws IOException {
        if (json.currentToken() == null || !json.currentToken().isBoolean()) {
            throw problem(json, "expected true or false");
        }
        return json.getBooleanValue();
    }

    static @Nullable Instant timeOrNull(JsonParser json) throws IOException {
        String text = textOrNull(json);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw problem(json, "expected a time such as 2026-11-23T18:49:03Z");
        }
    }

    /** One of the constants, by its name in JSON. */
    static <T> T constant(JsonParser json, T[] all, Function<T, String> id) throws IOException {
        String text = text(json);
        for (T one : all) {
            if (id.apply(one).equals(text)) {
                return one;
            }
        }
        throw problem(json, "unknown name \"" + text + '"');
    }

    /** A value that must be there. */
    static <T> T present(@Nullable T value, String name) throws IOException {
        if (value == null) {
            throw new IOException("the field " + name + " is missing");
        }
        return value;
    }

    static IOException problem(JsonParser json, String what) throws IOException {
        return new IOException(what + " at column " + json.currentLocation().getColumnNr()
                + (json.currentName() == null ? "" : ", field " + json.currentName()));
    }

    private static void expect(JsonParser json, JsonToken wanted, String name) throws IOException {
        if (json.currentToken() != wanted) {
            throw problem(json, "expected " + name);
        }
    }
}
