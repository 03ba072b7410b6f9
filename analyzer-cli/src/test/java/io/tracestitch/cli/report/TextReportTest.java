package io.tracestitch.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The report's layout, against files that people can read and judge; {@code -Dgolden.write=true} writes them anew. */
class TextReportTest {

    private static final Path GOLDEN = Path.of("src/test/resources/report");

    @Test
    void wide() throws IOException {
        check("wide.txt", TextReport.of(SampleReport.some(), Paint.PLAIN, 120, false));
    }

    @Test
    void narrow() throws IOException {
        check("narrow.txt", TextReport.of(SampleReport.some(), Paint.PLAIN, 60, false));
    }

    @Test
    void raw() throws IOException {
        check("raw.txt", TextReport.of(SampleReport.some(), Paint.PLAIN, 100, true));
    }

    @Test
    void coloured() throws IOException {
        check("coloured.txt", TextReport.of(SampleReport.some(), Paint.ANSI, 120, false));
    }

    @Test
    void storiesOfTasks() throws IOException {
        check("stories.txt", TextReport.of(SampleReport.stories(), Paint.PLAIN, 120, false));
        check("stories-narrow.txt", TextReport.of(SampleReport.stories(), Paint.PLAIN, 60, false));
        check("stories-coloured.txt", TextReport.of(SampleReport.stories(), Paint.ANSI, 120, false));
    }

    @Test
    void standstills() throws IOException {
        check("stalls.txt", TextReport.of(SampleReport.stalls(14), Paint.PLAIN, 120, false));
        check("stalls-narrow.txt", TextReport.of(SampleReport.stalls(14), Paint.PLAIN, 60, false));
    }

    @Test
    void nothingFound() throws IOException {
        check("nothing.txt", TextReport.of(SampleReport.nothing(), Paint.PLAIN, 120, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {44, 60, 75, 76, 90, 128, 200})
    void linesOfStoriesAndStandstillsFitTheWidth(int width) {
        assertThat((TextReport.of(SampleReport.stories(), Paint.PLAIN, width, false)
                + TextReport.of(SampleReport.stalls(5), Paint.PLAIN, width, false)).lines())
                .allSatisfy(line -> assertThat(Wrapping.columns(line)).as(line).isLessThanOrEqualTo(width));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 75, 76, 90, 128, 200})
    void linesFitTheWidth(int width) {
        assertThat(TextReport.of(SampleReport.some(), Paint.PLAIN, width, false).lines()
                .filter(l -> !l.contains("./tracestitch patterns show")))
                .allSatisfy(line -> assertThat(Wrapping.columns(line)).as(line).isLessThanOrEqualTo(width));
    }

    @Test
    void manyIncidentsAreSummedUp() {
        assertThat(TextReport.of(SampleReport.many(60), Paint.PLAIN, 100, false))
                .contains(" and 10 more incidents: --format incidents");
    }

    @Test
    void hostileTextStaysOnItsLineAndCannotSteerTheTerminal() {
        String text = TextReport.of(SampleReport.hostile("\u001b[2J\r\n\u0007\u0000\u009b31m\u202e\u200b]8;;x\u001b\\ end"),
                Paint.PLAIN, 100, true);
        assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f || c > 0x9f);
        assertThat(text).doesNotContain("\u202e").doesNotContain("\u200b").contains("␛");
    }

    private static void check(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
