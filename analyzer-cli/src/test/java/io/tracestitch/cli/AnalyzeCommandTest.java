package io.tracestitch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.tracestitch.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code analyze} prints, by its options. */
class AnalyzeCommandTest {

    @TempDir
    private Path dir;

    private Path log(String name) {
        return Logs.write(dir.resolve(name), Logs.info(1, "up") + Logs.failure(2, "ValueError", "no price") + Logs.slow(3)
                + Logs.info(4, "down"));
    }

    @Test
    void reportTellsWhatBrokeWhereAndHowMuchWasRead() {
        Result result = CommandLineRun.run("analyze", "--timezone", "UTC", log("app.log"));
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("app.log", "8 lines", "2 incidents in 2 events", "ValueError in charge()",
                "orders.py:42",
                "raise ValueError(text)", "ValueError: no price", "hourly() blocks the event loop for 0.52 s");
        assertThat(result.out()).doesNotContain("\u001b");
    }

    @Test
    void reportOfAQuietLogTellsHowManyLinesWereRead() {
        Result result = CommandLineRun.run("analyze", Logs.write(dir.resolve("a.log"), Logs.info(1, "up")
                + Logs.info(2, "down")));
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("2 lines", "format: ", "Nothing broke in 2 lines");
    }

    @Test
    void eventsAreOneJsonObjectALineInTheOrderOfTheLog() {
        Path log = log("app.log");
        Result result = CommandLineRun.run("analyze", "--format", "events", log);
        assertThat(result.outLines()).hasSize(2);
        assertThat(result.outLines().getFirst()).startsWith("{\"source\":\"" + log + "\"").contains("\"first_line\":2");
        assertThat(result.outLines().getLast()).contains("\"kind\":\"slow-callback\"");
    }

    @Test
    void incidentsAreOneJsonObjectALineWorstFirst() {
        Result result = CommandLineRun.run("analyze", "--format", "incidents", log("app.log"));
        assertThat(result.outLines()).hasSize(2).allMatch(l -> l.startsWith("{") && l.endsWith("}"));
        assertThat(result.outLines().getFirst()).contains("ValueError");
    }

    @Test
    void standardInputIsReadWithoutArgumentsAndForADash() {
        String log = Logs.failure(1, "KeyError", "'x'");
        assertThat(new CommandLineRun().in(log).with("analyze", "--format", "events").out()).contains("\"source\":\"stdin\"");
        assertThat(new CommandLineRun().in(log).with("analyze", "--format", "events", "-").out())
                .contains("\"source\":\"stdin\"");
        assertThat(new CommandLineRun().in(log).with("analyze", "--format", "events", "--source", "shop", "-").out())
                .contains("\"source\":\"shop\"");
    }

    @Test
    void compressedInputIsToldByItsFirstBytesNotByItsName() {
        String log = Logs.failure(1, "KeyError", "'x'");
        assertThat(CommandLineRun.run("analyze", Logs.write(dir.resolve("one.txt"), Logs.gzip(log))).out())
                .contains("KeyError in charge()");
        assertThat(CommandLineRun.run("analyze", Logs.write(dir.resolve("two.txt"), Logs.zstd(log))).out())
                .contains("KeyError in charge()");
        assertThat(CommandLineRun.run("analyze", Logs.write(dir.resolve("three.gz"), log)).out())
                .contains("KeyError in charge()");
        assertThat(new CommandLineRun().in(Logs.gzip(log)).with("analyze").out()).contains("KeyError in charge()");
        assertThat(new CommandLineRun().in(Logs.zstd(log)).with("analyze", "-").out()).contains("KeyError in charge()");
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
        Path file = Logs.write(dir.resolve("app.log.gz"), Logs.gzip(Logs.info(1, "up")));
        Files.write(file, Logs.gzip(Logs.failure(2, "KeyError", "'x'")), StandardOpenOption.APPEND);
        assertThat(CommandLineRun.run("analyze", file).out()).contains("6 lines", "KeyError in charge()");
    }

    @Test
    void rotationsAreOneStreamOldestFirst() {
        Path now = Logs.write(dir.resolve("app.log"), "    raise ValueError(text)\nValueError: over two files\n"
                + Logs.info(9, "down"));
        Path one = Logs.write(dir.resolve("app.log.1"), Logs.info(3, "still up") + Logs.failure(4, "X", "y").lines().limit(3)
                .reduce("", (a, b) -> a + b + "\n"));
        Path two = Logs.write(dir.resolve("app.log.2.gz"), Logs.gzip(Logs.info(1, "up")));
        Result result = CommandLineRun.run("analyze", "--format", "events", now, two, one);
        assertThat(result.outLines()).hasSize(1);
        assertThat(result.out()).contains("\"source\":\"" + now + "\"", "\"first_line\":3", "\"last_line\":7");
    }

    @Test
    void aRotationWithoutALastLineEndDoesNotSwallowTheNextLine() {
        Path one = Logs.write(dir.resolve("app.log.1"), Logs.info(1, "up").stripTrailing());
        Path now = Logs.write(dir.resolve("app.log"), Logs.failure(2, "KeyError", "'x'"));
        assertThat(CommandLineRun.run("analyze", now, one).out()).contains("6 lines", "KeyError in charge()");
    }

    @Test
    void directoriesAreReadSortedWithoutWhatIsNoLog() {
        log("logs/b.log");
        log("logs/deep/a.log");
        Logs.write(dir.resolve("logs/core.log"), new byte[] {0, 1, 2, 3, 0, 0, 0, 0, 9, 0, 0, 1});
        Logs.write(dir.resolve("logs/app.py"), "print()");
        Result result = CommandLineRun.run("analyze", "--format", "events", dir.resolve("logs"));
        assertThat(result.code()).isZero();
        assertThat(result.outLines()).hasSize(4);
        assertThat(result.outLines().getFirst()).contains("logs/b.log");
        assertThat(result.outLines().getLast()).contains("logs/deep/a.log");
        assertThat(result.errLines()).hasSize(2).anyMatch(l -> l.contains("core.log: binary"))
                .anyMatch(l -> l.contains("app.py: not named like a log"));
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        Object[] files = new Object[12];
        for (int i = 0; i < files.length; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 0; n < 400 * (i % 3); n++) {
                text.append(Logs.failure(n % 60, "E" + n % 7, "number " + n));
            }
            files[i] = Logs.write(dir.resolve("f" + i + ".log"), text.toString());
        }
        for (String format : new String[] {"events", "incidents"}) {
            String one = analyze(format, "1", files);
            assertThat(one).isNotEmpty();
            assertThat(analyze(format, "4", files)).isEqualTo(one);
        }
    }

    private static String analyze(String format, String threads, Object[] files) {
        Object[] args = new Object[files.length + 5];
        System.arraycopy(new Object[] {"analyze", "--format", format, "--threads", threads}, 0, args, 0, 5);
        System.arraycopy(files, 0, args, 5, files.length);
        return CommandLineRun.run(args).out();
    }

    @Test
    void milderEventsAreLeftOut() {
        Path log = log("app.log");
        assertThat(CommandLineRun.run("analyze", "--format", "events", "--min-severity", "error", log).outLines()).hasSize(1);
        assertThat(CommandLineRun.run("analyze", "--min-severity", "ERROR", log).out()).contains("1 incident in 1 event")
                .doesNotContain("hourly");
    }

    @Test
    void rawLinesAreShownOnRequest() {
        Path log = log("app.log");
        assertThat(CommandLineRun.run("analyze", log).out()).doesNotContain("│");
        assertThat(CommandLineRun.run("analyze", "--raw", log).out()).contains("│ Traceback (most recent call last):");
        assertThat(CommandLineRun.run("analyze", "--raw", "--format", "events", log).out()).contains("\"raw\":");
    }

    @Test
    void coloursFollowTheTerminalAndTheOption() {
        Path log = log("app.log");
        assertThat(new CommandLineRun().terminal(true, 100).with("analyze", log).out()).contains("\u001b[1;31mERROR");
        assertThat(new CommandLineRun().terminal(true, 100).with("analyze", "--color", "never", log).out())
                .doesNotContain("\u001b");
        assertThat(CommandLineRun.run("analyze", "--color", "always", log).out()).contains("\u001b[");
    }

    @Test
    void aTerminalAsInputIsMentioned() {
        assertThat(new CommandLineRun().terminal(true, 100).with("analyze").err()).contains("reading standard input; Ctrl-D ends it");
    }

    @Test
    void timesAreReadAndShownInTheZone() {
        Path log = log("app.log");
        assertThat(CommandLineRun.run("analyze", "--timezone", "Asia/Tokyo", log).out()).contains("at 10:00:02");
        assertThat(CommandLineRun.run("analyze", "--timezone", "+09:00", "--format", "events", log).out())
                .contains("2026-11-24T01:00:02.123Z");
    }

    @Test
    void controlCharactersOfTheLogDoNotReachTheTerminal() {
        Path log = Logs.write(dir.resolve("evil.log"), Logs.failure(1, "ValueError",
                "\u001b]0;owned\u0007\u001b[2J\u202eabc\u0000"));
        Result result = CommandLineRun.run("analyze", "--raw", log);
        assertThat(result.out()).contains("ValueError").matches(s -> s.chars().allMatch(c -> c == '\n' || c >= ' '))
                .doesNotContain("\u202e");
    }

    @Test
    void htmlIsWrittenBesideTheOtherOutput() throws IOException {
        Path page = dir.resolve("report.html");
        Result result = CommandLineRun.run("analyze", "--format", "events", "--html", page, log("app.log"));
        assertThat(result.outLines()).hasSize(2);
        assertThat(Files.readString(page)).startsWith("<!doctype html>")
                .contains("ValueError in charge()", "As it stands in the log");
    }

    @Test
    void flagsWinOverTheEnvironmentWhichWinsOverTheFile() {
        Path log = log("app.log");
        Path config = Logs.write(dir.resolve("tracestitch.yaml"), "format: events\nanalyze:\n  min-severity: error\n");
        assertThat(CommandLineRun.run("analyze", "--config", config, log).outLines()).hasSize(1);
        assertThat(new CommandLineRun().environment("TRACESTITCH_MIN_SEVERITY", "info").with("analyze", "--config", config, log)
                .outLines())
                .hasSize(2);
        assertThat(new CommandLineRun().environment("TRACESTITCH_MIN_SEVERITY", "critical")
                .environment("TRACESTITCH_CONFIG", config.toString())
                .with("analyze", "--min-severity=warning", log).outLines()).hasSize(2);
    }

    @Test
    void theLogFormatCanBeDeclared() {
        String format = "%(asctime)s %(levelname)-8s [%(process)d:%(threadName)s:%(taskName)s] %(name)s: %(message)s";
        Result result = CommandLineRun.run("analyze", "--log-format", format, log("app.log"));
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("ValueError in charge()");
    }
}
