package io.tracestitch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tracestitch.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README says, done. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SAMPLE = ROOT.resolve("analyzer-cli/src/main/samples/checkout.log");

    @TempDir
    private Path dir;

    @Test
    void theLibraryExampleCompilesAndRuns() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        Path example = Files.writeString(dir.resolve("Example.java"), readme.substring(start, readme.indexOf("```", start)));
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), example.toString(), SAMPLE.toString())
                .redirectErrorStream(true).redirectOutput(dir.resolve("out").toFile()).start();
        assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String out = Files.readString(dir.resolve("out"), StandardCharsets.UTF_8);
        assertThat(java.exitValue()).as(out).isZero();
        assertThat(out).contains(" task-exception-never-retrieved Task exception was never retrieved");
    }

    @Test
    void theFirstCommandFindsWhatTheSampleHolds() {
        Result result = CommandLineRun.run("analyze", SAMPLE);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("545 lines", "PaymentDeclined in charge(): 4 tasks failed and nobody looked",
                "service.py:27",
                "KeyError: 'CH'", "blocks the event loop", "[task-destroyed-pending]", "[coroutine-never-awaited]");
    }

    @Test
    void theOutputShownIsTheProgramsOwn() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String command = "$ ./tracestitch analyze checkout.log\n";
        int start = readme.indexOf(command) + command.length();
        String out = timeless(CommandLineRun.run("analyze", "--source", "checkout.log", SAMPLE).out());
        int from = 0;
        for (String part : timeless(readme.substring(start, readme.indexOf("```", start))).split("(?m)^\\.\\.\\.\\n")) {
            int at = out.indexOf(part, from);
            assertThat(at).as("not in the output, or not there: %s", part).isNotNegative();
            from = at + part.length();
        }
        assertThat(from).isPositive();
    }

    private static String timeless(String report) {
        return report.replaceAll("read in [0-9.]+ s", "read in no time");
    }

    @Test
    void everyOptionOfAnalyzeIsDescribed() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> options = new CommandLine(new AnalyzeCommand()).getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp()).map(option -> "`" + option.longestName())
                        .toList();
        assertThat(options).hasSizeGreaterThan(12).allSatisfy(option -> assertThat(readme).contains(option));
    }
}
