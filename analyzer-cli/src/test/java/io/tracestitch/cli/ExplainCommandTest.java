package io.tracestitch.cli;

import java.nio.file.Path;

import io.tracestitch.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code explain} tells of each line. */
class ExplainCommandTest {

    @TempDir
    private Path dir;

    private final String text = Logs.info(1, "up") + Logs.failure(2, "ValueError", "no price") + Logs.info(3, "down");

    @Test
    void eachLineIsToldWithItsEvent() {
        Result result = CommandLineRun.run("explain", Logs.write(dir.resolve("app.log"), text));
        assertThat(result.code()).isZero();
        assertThat(result.outLines().getFirst()).contains("7 lines, 1 event", "format: ");
        assertThat(result.out()).contains("┌ 1", "│ 1", "└ 1", "‹2026-11-24 10:00:01,123 INFO ", "›up",
                "event 1 ends here because", "exception-logged", "lines 2 to 6");
    }

    @Test
    void jsonHasOneObjectALine() {
        Result result = CommandLineRun.run("explain", "--json", Logs.write(dir.resolve("app.log"), text));
        assertThat(result.outLines()).hasSize(7).allMatch(l -> l.startsWith("{\"line\":"));
        assertThat(result.outLines().getFirst()).contains("\"event\":null");
        assertThat(result.outLines().get(2)).contains("\"event\":{\"number\":1,\"kind\":\"exception-logged\"");
    }

    @Test
    void standardInputCanBeExplained() {
        assertThat(new CommandLineRun().in(text).with("explain", "-").outLines().getFirst()).startsWith("stdin   7 lines");
    }

    @Test
    void controlCharactersStayHarmless() {
        Result result = CommandLineRun.run("explain", Logs.write(dir.resolve("evil.log"), text + "\u001b[31mred\u0007\n"));
        assertThat(result.out()).doesNotContain("\u001b").doesNotContain("\u0007").contains("red");
    }
}
