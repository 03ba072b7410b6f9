package io.tracestitch.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.tracestitch.cli.CommandLineRun.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Exit codes, and the one line that says why. */
class ExitCodeTest {

    @TempDir
    private Path dir;

    private Path log() {
        return Logs.write(dir.resolve("app.log"), Logs.failure(2, "ValueError", "no price") + Logs.slow(3));
    }

    @Test
    void failOnIsReachedByAnythingAsBad() {
        Path log = log();
        assertThat(CommandLineRun.run("analyze", "--fail-on", "warning", log).code()).isEqualTo(1);
        assertThat(CommandLineRun.run("analyze", "--fail-on", "error", log).code()).isEqualTo(1);
        assertThat(CommandLineRun.run("analyze", "--fail-on", "critical", log).code()).isZero();
    }

    @Test
    void failOnIsNotReachedByNothing() {
        Path log = Logs.write(dir.resolve("quiet.log"), Logs.info(1, "up"));
        assertThat(CommandLineRun.run("analyze", "--fail-on", "info", log).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            analyze missing.log                            | no such file or directory: missing.log
            analyze --timezone Mars/Olympus app.log        | 'Mars/Olympus' is no time zone
            analyze --min-severity bad app.log             | 'bad' is no severity: say info, warning, error or critical
            analyze --fail-on loud app.log                 | 'loud' is no severity
            analyze --format xml app.log                   | 'xml'
            analyze --color mauve app.log                  | 'mauve'
            analyze --threads 0 app.log                    | --threads must be at least 1
            analyze --threads many app.log                 | 'many' is not an int
            analyze --log-format %(asctime)s app.log       | --log-format:
            analyze --patterns nowhere app.log             | no such directory: nowhere
            analyze --config nowhere.yaml app.log          | cannot read nowhere.yaml: no such file
            analyze --html nowhere/r.html app.log          | cannot write nowhere/r.html: no such directory
            stream --metrics-port many                     | --metrics-port needs a whole number from 0 to 65535, not 'many'
            stream --kafka-properties acks                 | --kafka-properties needs NAME=VALUE
            stream --kafka-password x                      | Unknown option
            doctor --format xml                            | 'xml'
            doctor --store-kind redis                      | --store-kind needs none, lucene or elasticsearch, not 'redis'
            analyze --unknown app.log                      | Unknown option: '--unknown'
            serve                                          | Unmatched argument at index 0: 'serve'
            explain                                        | Missing required parameter: 'FILE'
            explain missing.log                            | no such file or directory: missing.log
            patterns show nothing-like-it                  | no pattern is called 'nothing-like-it'
            patterns lint nowhere                          | no such directory: nowhere
            patterns                                       | Missing command: list, show, lint or test
            """)
    void mistakesOfTheUserAreOneLine(String command, String message) {
        Result result = CommandLineRun.run(Arrays.stream(command.strip().split(" +"))
                .map(word -> word.equals("app.log") ? log().toString() : word).toArray());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().startsWith("tracestitch: ").contains(message.strip());
        assertThat(result.out()).isEmpty();
    }

    @Test
    void noCommandIsAMistake() {
        Result result = CommandLineRun.run();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("Missing command", "--help");
    }

    @Test
    void anEmptyDirectoryIsAMistake() throws IOException {
        Result result = CommandLineRun.run("analyze", Files.createDirectory(dir.resolve("empty")));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("no log files below", "nothing to read");
    }

    @Test
    void whatCameBeforeABreakInGzipIsReported() {
        StringBuilder text = new StringBuilder(Logs.failure(1, "KeyError", "'x'"));
        for (int i = 0; i < 20_000; i++) {
            text.append(Logs.info(i % 60, "number " + i * 7919 % 10_007));
        }
        byte[] whole = Logs.gzip(text.toString());
        Result cut = CommandLineRun.run("analyze", Logs.write(dir.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2)));
        assertThat(cut.code()).isEqualTo(2);
        assertThat(cut.out()).contains("KeyError in charge()");
        assertThat(cut.errLines()).singleElement().asString().contains("cut.gz: the compressed data end in the middle");
        byte[] broken = whole.clone();
        Arrays.fill(broken, whole.length / 2, whole.length / 2 + 50, (byte) 0xff);
        Result bad = CommandLineRun.run("analyze", Logs.write(dir.resolve("bad.gz"), broken));
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.out()).contains("KeyError in charge()");
        assertThat(bad.errLines()).singleElement().asString().contains("bad.gz: the gzip data are broken");
    }

    @Test
    void brokenZstdIsTold() {
        byte[] whole = Logs.zstd(Logs.failure(1, "KeyError", "'x'").repeat(5000));
        Result cut = CommandLineRun.run("analyze", Logs.write(dir.resolve("cut.zst"), Arrays.copyOf(whole, whole.length / 2)));
        assertThat(cut.code()).isEqualTo(2);
        assertThat(cut.errLines()).singleElement().asString().contains("cut.zst: ");
    }

    @Test
    void aMistakeInTheConfigurationTellsItsLine() {
        Path config = Logs.write(dir.resolve("c.yaml"), "format: events\nthreads: [1, 2]\n");
        assertThat(CommandLineRun.run("analyze", "--config", config, log()).errLines()).singleElement().asString()
                .contains("c.yaml:2: the option threads needs a single value");
        Path typo = Logs.write(dir.resolve("t.yaml"), "min-sevrity: error\n");
        assertThat(CommandLineRun.run("analyze", "--config", typo, log()).errLines()).singleElement().asString()
                .contains("'min-sevrity', which is no option");
        Path bad = Logs.write(dir.resolve("d.yaml"), "format: events\n\t- x: [\n");
        Result result = CommandLineRun.run("analyze", "--config", bad, log());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains("d.yaml:", "cannot start any token");
    }

    @Test
    void anUnknownSettingIsRefusedByEveryCommandAndTheNearestOneNamed() {
        Path typo = Logs.write(dir.resolve("s.yaml"), "kafka:\n  tls: false\n  topcs: [a, b]\n");
        for (String command : new String[] {"analyze", "stream", "doctor"}) {
            Result result = CommandLineRun.run(command, "--config", typo);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.errLines()).singleElement().asString().endsWith("s.yaml:3: the configuration sets 'kafka.topcs', which is no "
                    + "option; did you mean 'kafka.topics'?");
        }
        Path wrong = Logs.write(dir.resolve("w.yaml"), "metrics:\n  port: many\n");
        assertThat(CommandLineRun.run("stream", "--config", wrong).errLines()).singleElement().asString()
                .endsWith("w.yaml:2: metrics.port needs a whole number from 0 to 65535, not 'many'");
    }

    @Test
    void oneFileServesAllCommands() {
        Path shared = Logs.write(dir.resolve("all.yaml"), "min-severity: error\nkafka:\n  topics: [a, b]\nstream:\n  timezone: UTC\n"
                + "  threads: 2\n");
        assertThat(CommandLineRun.run("analyze", "--config", shared, log()).code()).isZero();
        Path zone = Logs.write(dir.resolve("zone.yaml"), "stream.timezone: Mars/Olympus\n");
        assertThat(CommandLineRun.run("analyze", "--config", zone, log()).code()).isZero();
        for (String command : new String[] {"stream", "doctor"}) {
            assertThat(CommandLineRun.run(command, "--config", zone).err()).contains("'Mars/Olympus' is no time zone");
        }
    }

    @Test
    void aReaderThatGoesAwayEndsQuietly() {
        for (String format : new String[] {"report", "events", "incidents"}) {
            Result result = new CommandLineRun().out(failing(new IOException("Broken pipe")))
                    .with("analyze", "--format", format, log());
            assertThat(result.code()).isZero();
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsTold() {
        Result result = new CommandLineRun().out(failing(new IOException("No space left on device"))).with("analyze", log());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("tracestitch: cannot write the output: No space left on device");
    }

    @Test
    void aFaultOfOursIsOneLineUnlessDebugging() {
        Result result = new CommandLineRun().out(failing(null)).with("analyze", log());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.errLines()).singleElement().asString()
                .contains("a fault of Tracestitch itself", "IllegalStateException", "ExitCodeTest");
        Result debug = new CommandLineRun().environment("TRACESTITCH_DEBUG", "1").out(failing(null)).with("analyze", log());
        assertThat(debug.code()).isEqualTo(3);
        assertThat(debug.errLines()).hasSizeGreaterThan(5);
    }

    @Test
    void helpAndVersionEndWell() {
        for (String[] words : new String[][] {{"--help"}, {"analyze", "--help"}, {"explain", "-h"}, {"patterns", "--help"},
                {"patterns", "show", "-h"}}) {
            Result result = CommandLineRun.run((Object[]) words);
            assertThat(result.code()).isZero();
            assertThat(result.out()).startsWith("Usage: tracestitch");
            assertThat(result.outLines()).allMatch(line -> line.length() <= 100);
        }
        assertThat(CommandLineRun.run("--version").out()).startsWith("Tracestitch ");
    }

    private static OutputStream failing(@Nullable IOException failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure == null) {
                    throw new IllegalStateException("planted");
                }
                throw failure;
            }
        };
    }
}
