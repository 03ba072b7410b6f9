package io.tracestitch.cli;

import java.util.concurrent.Callable;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.cli.service.ProgramLog;
import io.tracestitch.cli.service.StreamService;
import io.tracestitch.core.AnalyzerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code stream}: the Kafka stage. */
@Command(name = "stream", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nHow logs are read:%n", sortOptions = false, abbreviateSynopsis = true,
        description = {"Reads logs from Kafka and publishes incidents to Kafka and to a store, until it is stopped.",
            "Every line is analysed exactly once. `tracestitch doctor` checks what it needs."},
        footer = {"",
            "Each setting is also a key of the YAML file and a variable of the environment: --kafka-topics is",
            "kafka.topics and TRACESTITCH_KAFKA_TOPICS; --threads, of the stage, is stream.threads.",
            "docs/configuration.md tells all.",
            "",
            "  tracestitch stream --kafka-bootstrap-servers kafka:9092 --kafka-topics python-logs",
            "  tracestitch stream --config tracestitch.yaml --store-kind lucene --metrics-port 9404",
            "",
            "Exit codes: 0 stopped by SIGTERM or SIGINT, 2 a mistake in the settings or missing rights,",
            "3 it could not go on."})
final class StreamCommand implements Callable<Integer> {

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @ParentCommand
    private Tracestitch parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Surroundings surroundings = parent.surroundings();
        Configuration settings = parent.settings(spec);
        AnalyzerOptions options = reading.analyzerOptions();
        ProgramLog log = ProgramLog.open(surroundings.err(), settings.get(Settings.LOG_LINES), settings.get(Settings.LOG_KAFKA),
                surroundings.debug());
        settings.unknownVariables().forEach(log::warn);
        StreamService service = new StreamService(settings, options, log);
        Thread end = new Thread(() -> Runtime.getRuntime().halt(service.stop() ? ExitCode.OK : ExitCode.FAULT));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return service.run() ? ExitCode.OK : ExitCode.FAULT;
        } catch (UserError e) {
            if (settings.get(Settings.LOG_LINES) == Settings.LogLines.TEXT) {
                throw e;
            }
            log.error(String.valueOf(e.getMessage()), null);
            return ExitCode.USER;
        } finally {
            removeHook(end);
        }
    }

    private static void removeHook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the JVM is ending already, by this very hook
        }
    }
}
