package io.tracestitch.cli;

import java.nio.file.Path;

import io.tracestitch.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The taxonomy's commands. */
class PatternsCommandTest {

    private static final String OWN = """
            id: shop-out-of-stock
            title: The shop ran out of something
            category: framework
            severity: warning
            applies_to: 3.7+
            match:
              - exceptions: [OutOfStock]
            examples:
              - file: stock.log
                kind: exception-logged
            advice:
              summary: Somebody ordered what the shelves do not hold.
              why: Nobody counted.
              steps:
                - text: Count.
              before: |
                sell()
              after: |
                count()
                sell()
              references:
                - The shop's handbook
            """;

    @TempDir
    private Path dir;

    @Test
    void listHasALineForEachPattern() {
        Result result = CommandLineRun.run("patterns", "list");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("task-exception-never-retrieved");
    }

    @Test
    void showTellsAllOfOne() {
        Result result = CommandLineRun.run("patterns", "show", "task-exception-never-retrieved");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Why", "What to do", "Before", "After", "See");
    }

    @Test
    void showOffersWhatIsSimilar() {
        assertThat(CommandLineRun.run("patterns", "show", "task_never_retrieved").err())
                .contains("there are ", "task-exception-never-retrieved");
    }

    @Test
    void ownPatternsAreListedShownAndChecked() {
        Logs.write(dir.resolve("shop-out-of-stock/pattern.yaml"), OWN);
        assertThat(CommandLineRun.run("patterns", "list", "--patterns", dir).out()).contains("shop-out-of-stock");
        assertThat(CommandLineRun.run("patterns", "show", "--patterns", dir, "shop-out-of-stock").out())
                .contains("Nobody counted.");
        Result lint = CommandLineRun.run("patterns", "lint", dir);
        assertThat(lint.code()).isZero();
        assertThat(lint.out()).isEqualTo("1 pattern is well formed\n");
    }

    @Test
    void lintTellsFileAndLineOfEachMistake() {
        Logs.write(dir.resolve("a/pattern.yaml"), OWN.replace("category: framework", "category: weather"));
        Logs.write(dir.resolve("b/pattern.yaml"), OWN.replace("severity: warning", "severity: awful"));
        Result lint = CommandLineRun.run("patterns", "lint", dir);
        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.errLines()).hasSize(2);
        assertThat(lint.errLines().getFirst()).contains("a/pattern.yaml:3:", "weather");
        assertThat(lint.errLines().getLast()).contains("b/pattern.yaml:4:", "awful");
    }

    @Test
    void aBrokenPatternStopsTheAnalysisWithFileAndLine() {
        Logs.write(dir.resolve("a/pattern.yaml"), OWN.replace("category: framework", "category: weather"));
        Result result = CommandLineRun.run("analyze", "--patterns", dir, Logs.write(dir.resolve("app.log"), Logs.info(1, "up")));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("a/pattern.yaml:3:");
    }

    @Test
    void testTellsWhichExampleBringsNothing() {
        Logs.write(dir.resolve("shop/pattern.yaml"), OWN);
        assertThat(CommandLineRun.run("patterns", "test", dir).err()).contains("stock.log: the example is missing");
        Logs.write(dir.resolve("shop/examples/stock.log"), Logs.info(1, "nothing"));
        Result result = CommandLineRun.run("patterns", "test", dir);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("stock.log: no event of the kind exception-logged");
        assertThat(result.out()).isEqualTo("1 examples of 1 patterns, 1 failed\n");
    }
}
