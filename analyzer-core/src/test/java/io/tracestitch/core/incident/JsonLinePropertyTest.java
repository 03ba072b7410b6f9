package io.tracestitch.core.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is written can be read again by others. */
class JsonLinePropertyTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Property(tries = 500)
    void whatIsWrittenIsReadAgain(@ForAll List<String> texts, @ForAll long number, @ForAll double real, @ForAll boolean flag)
            throws IOException {
        JsonLine json = new JsonLine();
        json.writeStartObject();
        json.writeArrayFieldStart("texts");
        texts.forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberField("number", number);
        json.writeNumberField("real", real);
        json.writeBooleanField("flag", flag);
        json.writeNullField("nothing");
        json.writeObjectFieldStart("empty");
        json.writeEndObject();
        json.writeStringField("none", null);
        json.writeEndObject();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.end(out);

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode read = mapper.readTree(out.toByteArray());
        assertThat(read.get("texts")).hasSize(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            // half of a surrogate pair has no UTF-8
            String expected = new String(texts.get(i).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(read.get("texts").get(i).textValue()).isEqualTo(expected);
        }
        assertThat(read.get("number").longValue()).isEqualTo(number);
        assertThat(read.get("real").doubleValue()).isEqualTo(real);
        assertThat(read.get("flag").booleanValue()).isEqualTo(flag);
        assertThat(read.get("nothing").isNull()).isTrue();
        assertThat(read.get("empty").isObject()).isTrue();
        assertThat(read.get("none").isNull()).isTrue();
    }
}
