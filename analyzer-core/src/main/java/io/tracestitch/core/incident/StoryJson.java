package io.tracestitch.core.incident;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Writes what stitching found out, as the contract has it. */
final class StoryJson {

    private StoryJson() {
    }

    static void stitch(JsonLine json, Stitch s, @Nullable LogPartition partition) {
        json.writeObjectFieldStart("stitch");
        json.writeNumberField("confidence", s.confidence());
        json.writeFieldName(partition == null ? "lines" : "records");
        RecordJson.positions(json, s.lines(), partition);
        if (s.earlier() > 0) {
            json.writeNumberField("earlier", s.earlier());
        }
        json.writeArrayFieldStart("story");
        for (Stitch.Line line : s.story()) {
            line(json, line, partition);
        }
        json.writeEndArray();
        strings(json, "ids", s.ids());
        creation(json, s.createdBy());
        json.writeStringField("parent", s.parent());
        strings(json, "siblings", s.siblings());
        json.writeFieldName("elsewhere");
        RecordJson.positions(json, s.elsewhere(), partition);
        if (s.late() != null) {
            json.writeNumberField("late", s.late());
        }
        if (s.instance() > 0) {
            json.writeNumberField("instance", s.instance());
        }
        strings(json, "evidence", s.evidence());
        json.writeEndObject();
    }

    private static void line(JsonLine json, Stitch.Line line, @Nullable LogPartition partition) {
        json.writeStartObject();
        if (partition == null) {
            json.writeNumberField("line", line.number());
        } else {
            RecordJson.position(json, "record", partition, line.number());
        }
        time(json, "timestamp", line.time());
        json.writeStringField("level", line.level());
        json.writeStringField("text", line.text());
        json.writeEndObject();
    }

    private static void creation(JsonLine json, Stitch.@Nullable Creation c) {
        if (c == null) {
            json.writeNullField("created_by");
            return;
        }
        json.writeObjectFieldStart("created_by");
        json.writeStringField("file", c.file());
        json.writeNumberField("line", c.line());
        json.writeStringField("function", c.function());
        json.writeStringField("code", c.code());
        json.writeStringField("task", c.task());
        json.writeNumberField("confidence", c.confidence());
        json.writeStringField("evidence", c.evidence());
        json.writeEndObject();
    }

    static void stall(JsonLine json, Stall s) {
        json.writeObjectFieldStart("stall");
        json.writeStringField("what", s.what().id());
        json.writeArrayFieldStart("tasks");
        for (Stall.Party party : s.tasks()) {
            json.writeStartObject();
            json.writeStringField("name", party.name());
            json.writeStringField("holds", party.holds());
            json.writeStringField("waits_for", party.waitsFor());
            json.writeEndObject();
        }
        json.writeEndArray();
        time(json, "since", s.since());
        strings(json, "evidence", s.evidence());
        json.writeEndObject();
    }

    private static void time(JsonLine json, String name, @Nullable Instant time) {
        json.writeStringField(name, time == null ? null : time.toString());
    }

    private static void strings(JsonLine json, String name, List<String> values) {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
