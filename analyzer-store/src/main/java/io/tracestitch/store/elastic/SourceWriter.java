package io.tracestitch.store.elastic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Field;
import io.tracestitch.store.SearchText;
import org.jspecify.annotations.Nullable;

/**
 * Writes one document's source. Fields that filters compare hold cut values; the whole ones of those that were cut, and what else the
 * mapping could not take, stand in the object {@code full}, which is not indexed.
 */
final class SourceWriter {

    private final ByteArrayOutputStream out;
    private final JsonGenerator json;
    private final Map<String, Object> full = new LinkedHashMap<>();

    SourceWriter(int size) {
        out = new ByteArrayOutputStream(size);
        try {
            json = Json.factory().createGenerator(out);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What writes into memory fails only by a mistake of ours. */
    interface Step {
        void write(JsonGenerator json) throws IOException;
    }

    SourceWriter with(Step step) {
        try {
            step.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    SourceWriter text(String name, String value) {
        return with(to -> to.writeStringField(name, Json.valid(value)));
    }

    SourceWriter number(String name, long value) {
        return with(to -> to.writeNumberField(name, value));
    }

    SourceWriter flag(String name, boolean value) {
        return with(to -> to.writeBooleanField(name, value));
    }

    SourceWriter time(String name, Instant value) {
        if (!Dates.clamp(value).equals(value)) {
            full.put(name, value.toString());
        }
        return text(name, Dates.text(value));
    }

    SourceWriter keyword(String name, @Nullable String value) {
        if (value != null && value.length() > EventDocument.MAX_KEYWORD) {
            full.put(name, Json.valid(value));
        }
        return text(name, value == null ? Field.NONE : DocumentLimits.keyword(value));
    }

    SourceWriter keywords(String name, Collection<String> values) {
        if (values.stream().anyMatch(value -> value.length() > EventDocument.MAX_KEYWORD)) {
            full.put(name, values.stream().map(Json::valid).toList());
        }
        Collection<String> cut = new LinkedHashSet<>();
        values.forEach(value -> cut.add(DocumentLimits.keyword(value)));
        if (cut.isEmpty()) {
            cut.add(Field.NONE);
        }
        return strings(name, cut);
    }

    SourceWriter strings(String name, Collection<String> values) {
        return with(to -> {
            to.writeArrayFieldStart(name);
            for (String value : values) {
                to.writeString(Json.valid(value));
            }
            to.writeEndArray();
        });
    }

    /** The words that free text finds; each value is a text of its own, so that no sequence reaches across two. */
    SourceWriter words(List<String> text) {
        return strings("words", SearchText.of(text).values().stream().map(words -> String.join(" ", words)).toList());
    }

    /** JSON as one text, so that it comes back byte by byte whatever stands in it. */
    SourceWriter raw(String name, byte[] utf8) {
        return with(to -> {
            to.writeFieldName(name);
            to.writeUTF8String(utf8, 0, utf8.length);
        });
    }

    byte[] end() {
        return with(to -> {
            if (!full.isEmpty()) {
                to.writeObjectField("full", full);
            }
            to.writeEndObject();
            to.close();
        }).out.toByteArray();
    }
}
