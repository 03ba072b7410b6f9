package io.tracestitch.core.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose log a record of JSON is: its source, and the service and its release. Reads no more of the JSON than the fields that may
 * tell. Immutable, thread-safe.
 */
public final class OriginFinder {

    /** A longer name is none. */
    private static final int MAX_NAME = 256;
    /** Signs between the names that a source is made of. */
    private static final char SEPARATOR = '/';
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final OriginFinder DEFAULTS = readDefaults();

    /** A field's place: what may stand below it, and its number if its value is wanted. */
    private static final class Place {
        final Map<String, Place> below = new HashMap<>();
        int number = -1;
    }

    private final Place root = new Place();
    private int fields;
    /** Alternatives, each as the numbers of the fields that must be there. */
    private final List<int[]> source;
    private final List<int[]> service;
    private final List<int[]> release;

    /**
     * Looks for these fields. Names of nested ones are joined by points, names that belong together by {@code +}; attributes of an OTLP
     * resource begin with {@code resource.}. The first alternative that is there wins.
     *
     * @throws IllegalArgumentException with a sentence for the user if one is empty
     */
    public OriginFinder(List<String> source, List<String> service, List<String> release) {
        this.source = alternatives(source);
        this.service = alternatives(service);
        this.release = alternatives(release);
    }

    /** Knows the fields of Fluent Bit, Fluentd, Vector, Filebeat, Docker, journald, the OpenTelemetry collector and ECS. */
    public static OriginFinder defaults() {
        return DEFAULTS;
    }

    /** The names of fields that {@link #defaults} looks for: {@code source}, {@code service} or {@code release}. */
    public static List<String> defaultFields(String what) {
        Properties all = new Properties();
        try (InputStream in = OriginFinder.class.getResourceAsStream("origin-fields.properties")) {
            all.load(Objects.requireNonNull(in, "origin-fields.properties is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String names = all.getProperty(what);
        if (names == null) {
            throw new IllegalArgumentException("no fields for " + what);
        }
        return Arrays.stream(names.split(",")).map(String::strip).toList();
    }

    private static OriginFinder readDefaults() {
        return new OriginFinder(defaultFields("source"), defaultFields("service"), defaultFields("release"));
    }

    private List<int[]> alternatives(List<String> names) {
        List<int[]> out = new ArrayList<>();
        for (String alternative : names) {
            String[] parts = alternative.split("\\+", -1);
            out.add(Arrays.stream(parts).mapToInt(part -> number(part.strip(), alternative)).toArray());
        }
        return List.copyOf(out);
    }

    private int number(String name, String alternative) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field has no name: \"" + alternative + '"');
        }
        Place place = root;
        for (String part : name.split("\\.", -1)) {
            place = place.below.computeIfAbsent(part, p -> new Place());
        }
        if (place.number < 0) {
            place.number = fields++;
        }
        return place.number;
    }

    /**
     * Where a record comes from.
     *
     * @param source whose log it is, or null
     * @param service the service's name, or null
     * @param release the service's version, or null
     */
    public record Origin(@Nullable String source, @Nullable String service, @Nullable String release) {

        /** Nothing is known. */
        public static final Origin NONE = new Origin(null, null, null);
    }

    /** Where the record in these bytes comes from; {@link Origin#NONE} if they are no JSON object. */
    public Origin find(byte[] b, int offset, int length) {
        int start = offset;
        int end = offset + length;
        while (start < end && (b[start] == ' ' || b[start] == '\t' || b[start] == '\r' || b[start] == '\n')) {
            start++;
        }
        if (start == end || b[start] != '{') {
            return Origin.NONE;
        }
        @Nullable String[] values = new String[fields];
        try (JsonParser json = FACTORY.createParser(b, start, end - start)) {
            json.nextToken();
            object(json, root, values);
        } catch (IOException e) {
            return Origin.NONE; // half an object, or text that only begins like one
        }
        return new Origin(first(source, values), first(service, values), first(release, values));
    }

    private static @Nullable String first(List<int[]> alternatives, @Nullable String[] values) {
        for (int[] alternative : alternatives) {
            String joined = joined(alternative, values);
            if (joined != null) {
                return joined;
            }
        }
        return null;
    }

    private static @Nullable String joined(int[] alternative, @Nullable String[] values) {
        if (alternative.length == 1) {
            return values[alternative[0]];
        }
        StringBuilder out = new StringBuilder();
        for (int number : alternative) {
            String value = values[number];
            if (value == null) {
                return null;
            }
            out.append(out.isEmpty() ? "" : SEPARATOR).append(value);
        }
        return out.toString();
    }

    /** Reads an object's fields. Recurses no deeper than the wanted names are nested, but for the arrays of OTLP. */
    private void object(JsonParser json, Place place, @Nullable String[] values) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            Place there = below(place, name);
            if (place == root && token == JsonToken.START_ARRAY && name.equals("resourceLogs")) {
                firstResource(json, values);
            } else if (there == null) {
                json.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                object(json, there, values);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                take(there, json.getText(), values);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void take(Place place, String value, @Nullable String[] values) {
        if (place.number >= 0 && values[place.number] == null && !value.isBlank() && value.length() <= MAX_NAME) {
            values[place.number] = value;
        }
    }

    /** The place of a field; a name with points may stand for a nested one. */
    private static @Nullable Place below(Place place, String name) {
        Place there = place.below.get(name);
        int dot = name.indexOf('.');
        if (there != null || dot < 0) {
            return there;
        }
        there = place;
        int from = 0;
        for (; dot >= 0 && there != null; dot = name.indexOf('.', from)) {
            there = there.below.get(name.substring(from, dot));
            from = dot + 1;
        }
        return there == null ? null : there.below.get(name.substring(from));
    }

    /** The resource of the first element: {@code {"resource":{"attributes":[{"key":K,"value":{"stringValue":V}}]}}}. */
    private void firstResource(JsonParser json, @Nullable String[] values) throws IOException {
        Place resource = root.below.get("resource");
        boolean first = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!first || resource == null || json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            first = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean its = json.currentName().equals("resource");
                if (json.nextToken() == JsonToken.START_OBJECT && its) {
                    attributes(json, resource, values);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void attributes(JsonParser json, Place resource, @Nullable String[] values) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean its = json.currentName().equals("attributes");
            if (json.nextToken() != JsonToken.START_ARRAY || !its) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    attribute(json, resource, values);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void attribute(JsonParser json, Place resource, @Nullable String[] values) throws IOException {
        String key = null;
        String value = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("key") && token == JsonToken.VALUE_STRING) {
                key = json.getText();
            } else if (name.equals("value") && token == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    if (json.nextToken().isScalarValue()) {
                        value = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
            } else {
                json.skipChildren();
            }
        }
        Place there = key == null ? null : below(resource, key);
        if (there != null && value != null) {
            take(there, value, values);
        }
    }
}
