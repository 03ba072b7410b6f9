package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import org.jspecify.annotations.Nullable;

/** Reads what stitching found out, as {@link StoryJson} writes it. */
final class StoryReader {

    private StoryReader() {
    }

    static Stitch stitch(JsonParser json) throws IOException {
        var s = new Object() {
            double confidence;
            List<Long> lines = List.of();
            long earlier;
            List<Stitch.Line> story = List.of();
            List<String> ids = List.of();
            Stitch.@Nullable Creation createdBy;
            @Nullable String parent;
            List<String> siblings = List.of();
            List<Long> elsewhere = List.of();
            @Nullable Double late;
            int instance;
            List<String> evidence = List.of();
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "confidence" -> s.confidence = JsonInput.real(value);
                case "lines", "records" -> s.lines = PositionReader.numbers(value);
                case "earlier" -> s.earlier = JsonInput.number(value);
                case "story" -> s.story = JsonInput.list(value, StoryReader::line);
                case "ids" -> s.ids = JsonInput.texts(value);
                case "created_by" -> s.createdBy = JsonInput.isNull(value) ? null : creation(value);
                case "parent" -> s.parent = JsonInput.textOrNull(value);
                case "siblings" -> s.siblings = JsonInput.texts(value);
                case "elsewhere" -> s.elsewhere = PositionReader.numbers(value);
                case "late" -> s.late = JsonInput.isNull(value) ? null : JsonInput.real(value);
                case "instance" -> s.instance = JsonInput.count(value);
                case "evidence" -> s.evidence = JsonInput.texts(value);
                default -> { }
            }
        });
        return new Stitch(s.confidence, s.lines, s.earlier, s.story, s.ids, s.createdBy, s.parent, s.siblings, s.elsewhere, s.late,
                s.instance, s.evidence);
    }

    private static Stitch.Line line(JsonParser json) throws IOException {
        var line = new Object() {
            long number;
            @Nullable Instant time;
            @Nullable String level;
            String text = "";
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "line" -> line.number = JsonInput.number(value);
                case "record" -> line.number = PositionReader.read(value).number();
                case "timestamp" -> line.time = JsonInput.timeOrNull(value);
                case "level" -> line.level = JsonInput.textOrNull(value);
                case "text" -> line.text = JsonInput.text(value);
                default -> { }
            }
        });
        return new Stitch.Line(line.number, line.time, line.level, line.text);
    }

    private static Stitch.Creation creation(JsonParser json) throws IOException {
        var c = new Object() {
            @Nullable String file;
            int line;
            @Nullable String function;
            @Nullable String code;
            @Nullable String task;
            double confidence;
            String evidence = "";
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "file" -> c.file = JsonInput.text(value);
                case "line" -> c.line = JsonInput.count(value);
                case "function" -> c.function = JsonInput.textOrNull(value);
                case "code" -> c.code = JsonInput.textOrNull(value);
                case "task" -> c.task = JsonInput.textOrNull(value);
                case "confidence" -> c.confidence = JsonInput.real(value);
                case "evidence" -> c.evidence = JsonInput.text(value);
                default -> { }
            }
        });
        return new Stitch.Creation(JsonInput.present(c.file, "file"), c.line, c.function, c.code, c.task, c.confidence, c.evidence);
    }

    static Stall stall(JsonParser json) throws IOException {
        var s = new Object() {
            Stall.@Nullable What what;
            List<Stall.Party> tasks = List.of();
            @Nullable Instant since;
            List<String> evidence = List.of();
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "what" -> s.what = JsonInput.constant(value, Stall.What.values(), Stall.What::id);
                case "tasks" -> s.tasks = JsonInput.list(value, StoryReader::party);
                case "since" -> s.since = JsonInput.timeOrNull(value);
                case "evidence" -> s.evidence = JsonInput.texts(value);
                default -> { }
            }
        });
        return new Stall(JsonInput.present(s.what, "what"), s.tasks, s.since, s.evidence);
    }

    private static Stall.Party party(JsonParser json) throws IOException {
        var p = new Object() {
            @Nullable String name;
            @Nullable String holds;
            @Nullable String waitsFor;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "name" -> p.name = JsonInput.text(value);
                case "holds" -> p.holds = JsonInput.textOrNull(value);
                case "waits_for" -> p.waitsFor = JsonInput.textOrNull(value);
                default -> { }
            }
        });
        return new Stall.Party(JsonInput.present(p.name, "name"), p.holds, p.waitsFor);
    }
}
