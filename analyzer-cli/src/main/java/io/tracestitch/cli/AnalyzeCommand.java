package io.tracestitch.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

import io.tracestitch.cli.input.LogStream;
import io.tracestitch.cli.input.LogStreams;
import io.tracestitch.cli.page.HtmlReport;
import io.tracestitch.cli.report.Findings;
import io.tracestitch.cli.report.Report;
import io.tracestitch.cli.report.SourceView;
import io.tracestitch.cli.report.TextReport;
import io.tracestitch.cli.run.AnalysisRun;
import io.tracestitch.cli.run.OutputException;
import io.tracestitch.cli.run.Progress;
import io.tracestitch.cli.run.StreamResult;
import io.tracestitch.cli.run.Wanted;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentWriter;
import io.tracestitch.core.incident.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code analyze}: reads logs to their end and prints what it found. */
@Command(name = "analyze", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nOptions:%n", sortOptions = false,
        description = "Reads logs to their end and prints what broke, where, and why.",
        footer = {"",
            "Files may be plain, gzip or zstd, whatever their names. Rotations of one log given together",
            "(app.log.2.gz app.log.1 app.log) are read as one, oldest first. Formats and envelopes (Docker,",
            "Kubernetes, journald, JSON) are recognised; `tracestitch explain FILE` shows how.",
            "",
            "  tracestitch analyze app.log",
            "  tracestitch analyze --min-severity error --html report.html /var/log/shop/",
            "  tracestitch analyze --log-format '%%(asctime)s %%(levelname)s %%(message)s' app.log",
            "  kubectl logs deploy/shop | tracestitch analyze --format events - | jq .exception.type",
            "",
            "Exit codes: 0 done, 1 --fail-on was reached, 2 a mistake in the call or an unreadable input,",
            "3 a fault of ours."})
final class AnalyzeCommand implements Callable<Integer> {

    private static final int OUTPUT_BUFFER = 1 << 16;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files or directories; - or nothing: standard input.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "report",
            description = "report: for people (the default); incidents: one JSON object an incident; events: one JSON object "
                    + "an event.")
    private OutputFormat format = OutputFormat.REPORT;

    @Option(names = "--html", paramLabel = "FILE",
            description = "Also write the report as one page of HTML that needs nothing else.")
    private @Nullable Path html;

    @Option(names = "--source", paramLabel = "NAME",
            description = "What the events call their source. Default: the file's path, or stdin.")
    private @Nullable String source;

    @Option(names = "--min-severity", paramLabel = "SEVERITY", converter = SeverityConverter.class, defaultValue = "info",
            description = "Leave out what is milder: info, warning, error or critical.")
    private Severity minSeverity = Severity.INFO;

    @Option(names = "--fail-on", paramLabel = "SEVERITY", converter = SeverityConverter.class,
            description = "Exit with 1 if anything this bad or worse was found.")
    private @Nullable Severity failOn;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--raw", description = "Show the lines as they stood in the log, in the report and in JSON.")
    private boolean raw;

    @Option(names = "--threads", paramLabel = "N",
            description = "How many files to read at the same time. Default: as many as there are processors.")
    private @Nullable Integer threads;

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto",
            description = "auto (on a terminal, unless NO_COLOR is set), always or never.")
    private ColorChoice color = ColorChoice.AUTO;

    @Option(names = "--no-progress", description = "No progress bar on standard error.")
    private boolean noProgress;

    @ParentCommand
    private Tracestitch parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Surroundings surroundings = parent.surroundings();
        if (threads != null && threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1");
        }
        AnalyzerOptions options = reading.analyzerOptions().withRaw(raw || html != null);
        List<LogStream> streams = named(LogStreams.of(arguments, surroundings::tell));
        if (streams.isEmpty()) {
            throw new UserError("nothing to read in " + String.join(", ", arguments));
        }
        checkHtml();
        if (surroundings.terminal().in() && streams.stream().anyMatch(LogStream::isStdin)) {
            surroundings.tell("reading standard input; Ctrl-D ends it");
        }
        Findings findings = new Findings();
        Wanted wanted = new Wanted(format == OutputFormat.EVENTS, format != OutputFormat.EVENTS || html != null, minSeverity);
        OutputStream out = new BufferedOutputStream(surroundings.out(), OUTPUT_BUFFER);
        List<StreamResult> results;
        try (Progress progress = progress(streams, surroundings)) {
            LongConsumer told = progress == null ? n -> { } : progress;
            results = new AnalysisRun(options, wanted, surroundings.in(), told)
                    .run(streams, threads == null ? Runtime.getRuntime().availableProcessors() : threads, out, findings);
        }
        print(options, findings, results, out, surroundings);
        boolean unreadable = false;
        for (StreamResult result : results) {
            result.errors().forEach(surroundings::tell);
            unreadable |= !result.errors().isEmpty();
        }
        return unreadable ? ExitCode.USER : failed(results) ? ExitCode.FAIL_ON : ExitCode.OK;
    }

    private void print(AnalyzerOptions options, Findings findings, List<StreamResult> results, OutputStream out,
            Surroundings surroundings) throws OutputException {
        Report report = format == OutputFormat.REPORT || html != null ? report(options, findings, results) : null;
        if (report != null && html != null) {
            writeHtml(report, html);
        }
        try {
            if (report != null && format == OutputFormat.REPORT) {
                out.write(TextReport.of(report, color.paint(surroundings.terminal()), surroundings.terminal().columns(), raw)
                        .getBytes(StandardCharsets.UTF_8));
            } else if (format == OutputFormat.INCIDENTS) {
                IncidentWriter writer = new IncidentWriter();
                for (Incident incident : findings.incidents()) {
                    writer.write(incident, out);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    private Report report(AnalyzerOptions options, Findings findings, List<StreamResult> results) {
        Map<String, Long> limits = new TreeMap<>();
        results.forEach(r -> r.limits().forEach((limit, n) -> limits.merge(limit, n, Long::sum)));
        return new Report(results.stream().map(r -> new SourceView(r.summary(), r.elapsed())).toList(),
                findings.views(options.taxonomy()), results.stream().mapToLong(StreamResult::events).sum(), limits,
                reading.zone());
    }

    private List<LogStream> named(List<LogStream> streams) {
        String name = source;
        return name == null ? streams : streams.stream().map(s -> new LogStream(name, s.parts())).toList();
    }

    private boolean failed(List<StreamResult> results) {
        Severity limit = failOn;
        return limit != null && results.stream().anyMatch(r -> r.events() > 0 && r.worst().compareTo(limit) >= 0);
    }

    private @Nullable Progress progress(List<LogStream> streams, Surroundings surroundings) throws IOException {
        if (noProgress || !surroundings.terminal().err()) {
            return null;
        }
        long total = 0;
        for (LogStream stream : streams) {
            for (Path part : stream.parts()) {
                total += Files.size(part);
            }
        }
        return Progress.on(surroundings.err(), streams.stream().anyMatch(LogStream::isStdin) ? 0 : total);
    }

    /** Says early what would fail late. */
    private void checkHtml() {
        if (html == null) {
            return;
        }
        Path folder = html.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UserError("cannot write " + html + ": no such directory");
        }
        if (Files.isDirectory(html)) {
            throw new UserError("cannot write " + html + ": it is a directory");
        }
        if (!Files.isWritable(Files.exists(html) ? html : folder)) {
            throw new UserError("cannot write " + html + ": permission denied");
        }
    }

    private static void writeHtml(Report report, Path file) {
        try (OutputStream page = new BufferedOutputStream(Files.newOutputStream(file), OUTPUT_BUFFER)) {
            HtmlReport.write(report, page);
        } catch (IOException e) {
            throw new UserError("cannot write " + file + ": " + LogStreams.reason(e));
        }
    }
}
