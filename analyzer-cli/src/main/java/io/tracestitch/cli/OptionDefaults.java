package io.tracestitch.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.tracestitch.cli.config.ConfigFile;
import io.tracestitch.cli.config.Nearest;
import io.tracestitch.cli.config.Setting;
import io.tracestitch.cli.config.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that were not given: from the environment ({@code TRACESTITCH_MIN_SEVERITY} for {@code --min-severity}),
 * else from the YAML file of {@code --config} ({@code min-severity: error}, at the top or below the command's name).
 */
final class OptionDefaults implements IDefaultValueProvider {

    private static final String CONFIG = "--config";
    private static final String PREFIX = "TRACESTITCH_";

    private final Map<String, String> environment;
    private final ConfigFile file;

    private OptionDefaults(Map<String, String> environment, ConfigFile file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * The defaults for a command line.
     *
     * @throws UserError if the file of {@code --config} cannot be read
     */
    static OptionDefaults of(String[] args, Map<String, String> environment) {
        String config = configFile(args, environment.get(PREFIX + "CONFIG"));
        return new OptionDefaults(environment, config == null || config.isEmpty() ? ConfigFile.NONE : ConfigFile.read(config));
    }

    /** The file of {@code --config}, or {@link ConfigFile#NONE}. */
    ConfigFile file() {
        return file;
    }

    /**
     * Refuses a file that sets what no command has.
     *
     * @throws UserError for the first such key
     */
    void check(CommandLine root) {
        if (file.entries().isEmpty()) {
            return;
        }
        Set<String> options = new HashSet<>();
        collect(root, options);
        Set<String> known = new HashSet<>(options);
        for (Setting<?> setting : Settings.all()) {
            known.add(setting.key());
            if (setting.isSecret()) {
                known.add(setting.fileKey());
            }
        }
        file.entries().forEach((key, entry) -> {
            boolean option = options.contains(key);
            if (!option && !known.contains(key) && !isProperty(key)) {
                throw new UserError(entry.where() + ": the configuration sets '" + key + "', which is no option"
                        + Nearest.hint(key, known));
            }
            if (option && entry.sequence()) {
                throw new UserError(entry.where() + ": the option " + key + " needs a single value");
            }
        });
    }

    private static boolean isProperty(String key) {
        return Settings.all().stream().anyMatch(s -> s.isPrefix() && key.startsWith(s.stem()) && !key.equals(s.stem()));
    }

    private static void collect(CommandLine command, Set<String> known) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (SettingOptions.isSetting(option)) {
                continue;
            }
            String name = option.longestName().replaceFirst("^-+", "");
            known.add(name);
            known.add(command.getCommandName() + "." + name);
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, known));
    }

    private @Nullable String text(String key) {
        ConfigFile.Entry entry = file.entries().get(key);
        return entry == null ? null : entry.text();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option) || option.usageHelp() || option.versionHelp() || SettingOptions.isSetting(option)) {
            return null;
        }
        String name = option.longestName();
        if (!name.startsWith("--")) {
            return null;
        }
        String key = name.substring(2);
        String value = environment.get(PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (value != null && !value.isEmpty()) {
            return value;
        }
        String command = spec.command().name();
        String own = text(command + "." + key);
        // doctor looks at what stream would do
        String asStream = command.equals("doctor") ? text("stream." + key) : null;
        return own != null ? own : asStream != null ? asStream : text(key);
    }

    /** The file has to be known before the options are parsed, because it brings their defaults. */
    private static @Nullable String configFile(String[] args, @Nullable String otherwise) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith(CONFIG + "=")) {
                return args[i].substring(CONFIG.length() + 1);
            }
            if (args[i].equals(CONFIG) && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return otherwise;
    }
}
