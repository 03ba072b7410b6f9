package io.tracestitch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.run.OutputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tracestitch}, which only holds the others. */
@Command(name = "tracestitch", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads the logs of Python services and tells what broke, where, and why.",
        subcommands = {AnalyzeCommand.class, StreamCommand.class, DoctorCommand.class, ExplainCommand.class, PatternsCommand.class},
        footer = {"",
            "Try  tracestitch analyze app.log",
            "",
            "Exit codes: 0 done, 1 --fail-on was reached, 2 a mistake in the call or an unreadable input,",
            "3 a fault of ours. TRACESTITCH_DEBUG=1 prints the stack trace of a fault."})
final class Tracestitch implements Runnable {

    private static final int HELP_COLUMNS = 100;

    private final Surroundings surroundings;
    private final OptionDefaults defaults;

    @Spec
    private CommandSpec spec;

    private Tracestitch(Surroundings surroundings, OptionDefaults defaults) {
        this.surroundings = surroundings;
        this.defaults = defaults;
    }

    /** Runs a command line and returns the process's exit code. */
    static int run(String[] args, Surroundings surroundings) {
        PrintWriter out = new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
        try {
            OptionDefaults defaults = OptionDefaults.of(args, surroundings.environment());
            CommandLine line = new CommandLine(new Tracestitch(surroundings, defaults))
                    .setOut(out).setErr(err)
                    .setExpandAtFiles(false)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setColorScheme(scheme(surroundings.terminal()))
                    .setUsageHelpWidth(Math.clamp(surroundings.terminal().columns(), 60, HELP_COLUMNS))
                    .setDefaultValueProvider(defaults)
                    .setParameterExceptionHandler((e, arguments) -> misused(e, surroundings))
                    .setExecutionExceptionHandler((e, command, parsed) -> failed(e, surroundings));
            addSettings(line, args);
            defaults.check(line);
            return line.execute(args);
        } catch (RuntimeException e) {
            return failed(e, surroundings);
        } catch (OutOfMemoryError e) {
            surroundings.tell("out of memory; allow more, for example TRACESTITCH_JAVA_OPTS=-Xmx4g");
            return ExitCode.FAULT;
        } catch (StackOverflowError e) {
            return failed(e, surroundings);
        }
    }

    /** Only for the commands that have them: a hundred options would make each start of the others slower. */
    private static void addSettings(CommandLine line, String[] args) {
        for (String command : List.of("stream", "doctor")) {
            if (List.of(args).contains(command)) {
                SettingOptions.addTo(line.getSubcommands().get(command).getCommandSpec());
            }
        }
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /**
     * The settings of a command that has been given.
     *
     * @throws UserError if a value is of the wrong type
     */
    Configuration settings(CommandSpec command) {
        return Configuration.of(SettingOptions.given(command.commandLine().getParseResult()), surroundings.environment(), defaults.file());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static ColorScheme scheme(Terminal terminal) {
        return CommandLine.Help.defaultColorScheme(terminal.out() && !terminal.plain() ? Ansi.ON : Ansi.OFF);
    }

    private static int misused(ParameterException e, Surroundings surroundings) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage().lines().findFirst().orElse("").strip();
        surroundings.tell(message + (message.endsWith(".") ? "" : ".") + " See: " + command.getCommandSpec().qualifiedName()
                + " --help");
        return ExitCode.USER;
    }

    private static int failed(Throwable e, Surroundings surroundings) {
        switch (e) {
            case UserError mistake -> {
                surroundings.tell(mistake.getMessage());
                return ExitCode.USER;
            }
            case OutputException closed when closed.brokenPipe() -> {
                return ExitCode.OK;
            }
            case OutputException full -> {
                surroundings.tell("cannot write the output: " + full.getMessage());
                return ExitCode.USER;
            }
            default -> {
                StackTraceElement[] trace = e.getStackTrace();
                surroundings.tell("a fault of Tracestitch itself, please report this line: " + e
                        + (trace.length == 0 ? "" : " at " + trace[0]) + " (version " + Version.text()
                        + (surroundings.debug() ? ")" : "; TRACESTITCH_DEBUG=1 prints all of it)"));
                if (surroundings.debug()) {
                    e.printStackTrace(surroundings.err());
                }
                return ExitCode.FAULT;
            }
        }
    }
}
