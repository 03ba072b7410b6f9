package io.tracestitch.cli;

import java.util.concurrent.Callable;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.cli.doctor.Doctor;
import io.tracestitch.cli.doctor.Finding;
import io.tracestitch.cli.doctor.FindingWriter;
import io.tracestitch.cli.service.ProgramLog;
import io.tracestitch.cli.service.StageSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at all that {@code stream} needs. */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nOptions:%n", sortOptions = false, abbreviateSynopsis = true,
        description = {"Checks settings, Kafka's topics and their keys, rights, the store, disk and clock.",
            "Tells one line each: ok, warn or fail, and what to do. Changes nothing; takes the same settings as stream."},
        footer = {"",
            "  tracestitch doctor --config tracestitch.yaml",
            "",
            "Exit codes: 0 nothing failed, 2 something failed or a mistake in the settings, 3 a fault of ours."})
final class DoctorCommand implements Callable<Integer> {

    /** How findings are told. */
    enum Lines {
        TEXT, JSON
    }

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (the default) or json: one object a line.")
    private Lines format = Lines.TEXT;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @ParentCommand
    private Tracestitch parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Surroundings surroundings = parent.surroundings();
        Configuration settings = parent.settings(spec);
        ProgramLog.quiet(surroundings.err(), settings.get(Settings.LOG_LINES), settings.get(Settings.LOG_KAFKA));
        FindingWriter out = new FindingWriter(surroundings.out(), format == Lines.JSON);
        new Doctor(settings, StageSettings.stage(settings, reading.analyzerOptions()), out::write).run();
        return out.worst() == Finding.Level.FAIL ? ExitCode.USER : ExitCode.OK;
    }
}
