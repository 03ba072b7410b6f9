package io.tracestitch.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;

import io.tracestitch.cli.explain.Explanation;
import io.tracestitch.cli.input.LogStream;
import io.tracestitch.cli.input.LogStreams;
import io.tracestitch.core.AnalyzerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code explain}: how each line of a log is read. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nOptions:%n", sortOptions = false,
        description = {"Tells how each line of a log is read.",
            "A dry run: what was taken off each line, whose line it is, which event it became part of, and why that event "
                + "ended. The first thing to try when a log is read wrongly."},
        footer = {"", "What was taken off a line (envelope, prefix, header) stands between ‹ and ›;",
            "a bracket joins the lines of an event."})
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The log; - for standard input.")
    private String argument = "";

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto",
            description = "auto (on a terminal, unless NO_COLOR is set), always or never.")
    private ColorChoice color = ColorChoice.AUTO;

    @ParentCommand
    private Tracestitch parent;

    @Override
    public Integer call() throws IOException {
        Surroundings surroundings = parent.surroundings();
        AnalyzerOptions options = reading.analyzerOptions();
        List<LogStream> streams = LogStreams.of(List.of(argument), surroundings::tell);
        if (streams.size() != 1) {
            throw new UserError("explain takes one file, not a directory: " + argument);
        }
        LogStream stream = streams.getFirst();
        if (!stream.isStdin()) {
            return explain(stream, options, surroundings);
        }
        Path copy = Files.createTempFile("tracestitch-", ".log");
        try {
            Files.copy(surroundings.in(), copy, StandardCopyOption.REPLACE_EXISTING);
            return explain(new LogStream(stream.name(), List.of(copy)), options, surroundings);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private int explain(LogStream stream, AnalyzerOptions options, Surroundings surroundings) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(surroundings.out(), StandardCharsets.UTF_8));
        Explanation explanation = new Explanation(options, stream);
        List<String> errors = json ? explanation.writeJson(out)
                : explanation.writeText(out, color.paint(surroundings.terminal()));
        errors.forEach(surroundings::tell);
        return errors.isEmpty() ? ExitCode.OK : ExitCode.USER;
    }
}
