package io.tracestitch.cli;

import java.nio.file.Path;
import java.time.ZoneId;

import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.pattern.InvalidPatternException;
import io.tracestitch.core.pattern.Taxonomy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a log is to be read, shared by the commands that read logs. */
final class ReadingOptions {

    @Option(names = "--log-format", paramLabel = "FORMAT",
            description = "How the records begin, as a format string of Python's logging, in the %% or the {} style. "
                    + "Learnt from the log by default.")
    private @Nullable String logFormat;

    @Option(names = "--timezone", paramLabel = "ZONE", converter = ZoneConverter.class,
            description = "Zone of times that name none, such as UTC or Europe/Berlin. Default: this machine's.")
    private @Nullable ZoneId zone;

    @Option(names = "--patterns", paramLabel = "DIR",
            description = "A folder of patterns that are used besides the built-in ones.")
    private @Nullable Path patterns;

    @Option(names = "--no-redact", description = "Keep passwords, tokens and the like in messages and source lines.")
    private boolean noRedact;

    @Option(names = "--no-stitch", description = "Do not look for what lost tasks wrote before, who created them, and standstills; faster "
            + "on logs with millions of tasks.")
    private boolean noStitch;

    @Option(names = "--config", paramLabel = "FILE",
            description = "YAML file with options, such as 'min-severity: error'. Flags win over the environment "
                    + "(TRACESTITCH_MIN_SEVERITY), which wins over the file.")
    @SuppressWarnings("unused")
    private @Nullable Path config;

    ZoneId zone() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    /** The options for the analysis. */
    AnalyzerOptions analyzerOptions() {
        AnalyzerOptions options = AnalyzerOptions.defaults().withRedact(!noRedact).withStitch(!noStitch).withZone(zone());
        if (patterns != null) {
            try {
                options = options.withTaxonomy(Taxonomy.builtIn().plus(PatternFolder.load(patterns)));
            } catch (InvalidPatternException e) {
                throw new UserError(e.getMessage());
            }
        }
        if (logFormat != null) {
            try {
                options = options.withLogFormat(logFormat);
            } catch (IllegalArgumentException e) {
                throw new UserError("--log-format: " + e.getMessage());
            }
        }
        return options;
    }
}
