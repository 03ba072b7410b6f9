package io.tracestitch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tracestitch.cli.CommandLineRun.Result;
import io.tracestitch.testbed.KafkaBroker;
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

    /** The words of the command line in the README that begins with this, for the tests' broker. */
    private static List<Object> words(String command) throws IOException {
        String line = Files.readAllLines(ROOT.resolve("README.md")).stream().filter(l -> l.startsWith("./tracestitch " + command + " "))
                .findFirst().orElseThrow();
        return new ArrayList<>(List.of(line.substring("./tracestitch ".length()).replace("localhost:9092",
                KafkaBroker.shared().bootstrapServers()).split(" ")));
    }

    @Test
    void theCommandsForKafkaWork() throws IOException {
        KafkaBroker.shared().topics().create("python-logs", 1);
        List<Object> doctor = words("doctor");
        doctor.addAll(List.of("--replication", 1, "--state-folder", dir.resolve("state")));
        Result result = CommandLineRun.run(doctor.toArray());
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        List<Object> stream = words("stream");
        assertThat(stream.subList(0, 3)).containsExactly("stream", "--kafka-bootstrap-servers", KafkaBroker.shared().bootstrapServers());
        assertThat(stream.subList(stream.size() - 2, stream.size())).containsExactly("--metrics-port", "9404");
        List<Object> rest = new ArrayList<>(stream.subList(3, stream.size() - 2));
        rest.addAll(List.of("--store-folder", dir.resolve("store"), "--partitions", 1));
        try (StreamProcess process = StreamProcess.start(dir, KafkaBroker.shared().bootstrapServers(), rest.toArray())) {
            process.awaitReady();
            assertThat(process.ask("/metrics").body()).contains("tracestitch_lines_total 0.0");
            assertThat(process.ask("/health/live").statusCode()).isEqualTo(200);
            assertThat(process.stop()).isZero();
        }
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
