package io.tracestitch.core.pattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Remediation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each folder under {@code patterns/} keeps what a pattern promises. */
class BuiltInPatternsTest {
    private static final Path FOLDER = Path.of("..", "patterns");

    static List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(FOLDER)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Pattern read(Path folder) throws IOException {
        return PatternLoader.parse(folder.getFileName() + "/pattern.yaml", Files.readString(folder.resolve("pattern.yaml")));
    }

    @Test
    void theIndexNamesEveryFolder() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("index.txt")))
                .as("patterns/index.txt: one line for each folder, sorted")
                .isEqualTo(folders().stream().map(f -> f.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aFolderHoldsItsPatternWithProgramsAndExamples(Path folder) throws IOException {
        Pattern pattern = read(folder);
        assertThat(pattern.id()).isEqualTo(folder.getFileName().toString());
        assertThat(pattern.appliesTo()).matches("3\\.\\d+(\\+|-3\\.\\d+)?");
        assertThat(Files.readString(folder.resolve("reproducer.py"))).contains("\nPrints: ");
        assertThat(folder.resolve("fixed.py")).isNotEmptyFile();
        assertThat(pattern.examples()).as("logs of at least two Pythons").hasSizeGreaterThanOrEqualTo(2);
        assertThat(pattern.advice().steps()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(pattern.advice().references()).isNotEmpty();
        try (Stream<Path> logs = Files.list(folder.resolve("examples"))) {
            assertThat(logs.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pattern.examples().stream().map(Pattern.Example::file).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void beforeAndAfterAreTheCodeThatRan(Path folder) throws IOException {
        Advice advice = read(folder).advice();
        assertThat(unindented(Files.readString(folder.resolve("reproducer.py")))).contains(unindented(advice.before()));
        assertThat(unindented(Files.readString(folder.resolve("fixed.py")))).contains(unindented(advice.after()));
        assertThat(advice.after()).isNotEqualTo(advice.before());
    }

    private static String unindented(String code) {
        return String.join("\n", code.lines().map(String::strip).toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void examplesAreExplainedByTheirPattern(Path folder) throws IOException {
        Pattern pattern = read(folder);
        for (Pattern.Example example : pattern.examples()) {
            Event event = Events.example(Files.readString(folder.resolve("examples").resolve(example.file())), example.kind());
            assertThat(Taxonomy.builtIn().match(event)).as(example.file()).hasValueSatisfying(
                    m -> assertThat(m.pattern().id()).isEqualTo(pattern.id()));
            Remediation remediation = Taxonomy.builtIn().remediate(pattern, event);
            assertThat(remediation.summary()).doesNotContain("{", "|").isNotBlank();
            assertThat(remediation.steps()).isNotEmpty();
        }
    }

    @Test
    void theCompiledFormIsTheSame() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Pattern> fromYaml = new ArrayList<>();
        for (Path folder : folders()) {
            texts.put(folder.getFileName() + "/pattern.yaml", Files.readString(folder.resolve("pattern.yaml")));
            fromYaml.add(read(folder));
        }
        List<Pattern> compiled = BuiltInPatterns.fromCompiled(PatternCompiler.compile(texts));
        assertThat(compiled).usingRecursiveComparison().ignoringFields("texts", "origin").isEqualTo(fromYaml);
        assertThat(compiled).extracting(Pattern::advice).isEqualTo(fromYaml.stream().map(Pattern::advice).toList());
        assertThat(BuiltInPatterns.fromYaml()).extracting(Pattern::id).isEqualTo(compiled.stream().map(Pattern::id).toList());
    }
}
