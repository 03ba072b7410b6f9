package io.tracestitch.core.pattern;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Run by the build: writes the patterns' YAML files as one file of JSON lines, because reading fifty YAML files would take a
 * third of the time that a start may take. Three lines a pattern: its file, what matching needs, and the advice, which is read on
 * demand.
 */
public final class PatternCompiler {
    private PatternCompiler() {
    }

    /**
     * Compiles a folder of patterns.
     *
     * @param args the folder, and the file to write
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path out = Path.of(args[1]);
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                Path file = entry.resolve("pattern.yaml");
                if (Files.exists(file)) {
                    texts.put("patterns/" + entry.getFileName() + "/pattern.yaml", Files.readString(file));
                }
            }
        }
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, compile(texts));
    }

    /**
     * The compiled form.
     *
     * @param texts YAML by file name
     * @throws InvalidPatternException at the first mistake in any of them
     */
    static String compile(Map<String, String> texts) throws IOException {
        List<Pattern> patterns = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            patterns.add(PatternLoader.parse(text.getKey(), text.getValue()));
            YamlNode.Mapping whole = YamlNode.read(text.getKey(), text.getValue());
            Map<String, YamlNode> head = new LinkedHashMap<>(whole.entries());
            YamlNode advice = head.remove("advice");
            out.append(text.getKey()).append('\n').append(json(head)).append('\n').append(json(Map.of("advice", advice))).append('\n');
        }
        PatternLoader.link(patterns);
        return out.toString();
    }

    private static String json(Map<String, YamlNode> entries) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            write(generator, new YamlNode.Mapping(0, entries, Map.of()));
        }
        return out.toString();
    }

    private static void write(JsonGenerator out, YamlNode node) throws IOException {
        switch (node) {
            case YamlNode.Scalar scalar -> out.writeString(scalar.text());
            case YamlNode.Sequence sequence -> {
                out.writeStartArray();
                for (YamlNode item : sequence.items()) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case YamlNode.Mapping mapping -> {
                out.writeStartObject();
                for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
                    out.writeFieldName(entry.getKey());
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
        }
    }
}
