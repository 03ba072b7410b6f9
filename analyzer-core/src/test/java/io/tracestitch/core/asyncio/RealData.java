package io.tracestitch.core.asyncio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Output of real CPythons with the truth beside it: one JSON object a line in {@code src/test/resources/asyncio}. */
final class RealData {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RealData() {
    }

    static List<JsonNode> read(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RealData.class.getResourceAsStream("/asyncio/" + name)), StandardCharsets.UTF_8))) {
            return reader.lines().map(RealData::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
