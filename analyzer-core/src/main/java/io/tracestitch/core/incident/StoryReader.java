package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StoryJson} wrote. */
final class StoryReader {

    private StoryReader() {
    }

    static Stitch stitch(JsonNode n) throws IOException {
        List<Stitch.Line> story = new ArrayList<>();
        for (JsonNode line : n.path("story")) {
            story.add(new Stitch.Line(PositionReader.number(line, "line", "record"), EventReader.time(line, "timestamp"),
                    EventReader.text(line, "level"), EventReader.required(line, "text")));
        }
        JsonNode lines = n.has("records") ? n.get("records") : n.path("lines");
        return new Stitch(n.path("confidence").asDouble(), PositionReader.numbers(lines), n.path("earlier").asLong(),
                List.copyOf(story), EventReader.texts(n, "ids"), creation(n.get("created_by")), EventReader.text(n, "parent"),
                EventReader.texts(n, "siblings"), PositionReader.numbers(n.path("elsewhere")), EventReader.number(n, "late"),
                n.path("instance").asInt(), EventReader.texts(n, "evidence"));
    }

    private static Stitch.@Nullable Creation creation(@Nullable JsonNode n) throws IOException {
        return n == null || n.isNull() ? null : new Stitch.Creation(EventReader.required(n, "file"), n.path("line").asInt(),
                EventReader.text(n, "function"), EventReader.text(n, "code"), EventReader.text(n, "task"),
                n.path("confidence").asDouble(), Objects.requireNonNullElse(EventReader.text(n, "evidence"), ""));
    }

    static Stall stall(JsonNode n) throws IOException {
        List<Stall.Party> parties = new ArrayList<>();
        for (JsonNode party : n.path("tasks")) {
            parties.add(new Stall.Party(EventReader.required(party, "name"), EventReader.text(party, "holds"),
                    EventReader.text(party, "waits_for")));
        }
        return new Stall(EventReader.named(Stall.What.values(), EventReader.required(n, "what"), Stall.What::id), List.copyOf(parties),
                EventReader.time(n, "since"), EventReader.texts(n, "evidence"));
    }
}
