package io.tracestitch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tracestitch.cli.input.LogStreams;
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
    private final Map<String, String> file;

    private OptionDefaults(Map<String, String> environment, Map<String, String> file) {
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
        return new OptionDefaults(environment, config == null || config.isEmpty() ? Map.of() : read(config));
    }

    /**
     * Refuses a file that sets what no command has.
     *
     * @throws UserError for the first such key
     */
    void check(CommandLine root) {
        if (file.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        collect(root, known);
        for (String key : new TreeSet<>(file.keySet())) {
            if (!known.contains(key)) {
                throw new UserError("the configuration sets '" + key + "', which is no option");
            }
        }
    }

    private static void collect(CommandLine command, Set<String> known) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String name = option.longestName().replaceFirst("^-+", "");
            known.add(name);
            known.add(command.getCommandName() + "." + name);
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, known));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
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
        return file.getOrDefault(spec.command().name() + "." + key, file.get(key));
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

    private static Map<String, String> read(String config) {
        try (JsonParser yaml = new YAMLFactory().createParser(Path.of(config).toFile())) {
            Map<String, String> out = new HashMap<>();
            if (yaml.nextToken() == null) {
                return out;
            }
            if (yaml.currentToken() != JsonToken.START_OBJECT) {
                throw new UserError(config + ":1: not a mapping of options to values");
            }
            readObject(config, yaml, "", out);
            return out;
        } catch (JsonProcessingException e) {
            throw new UserError(config + ":" + e.getLocation().getLineNr() + ": " + sentence(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UserError("cannot read " + config + ": " + (e instanceof java.io.FileNotFoundException ? "no such file"
                    : LogStreams.reason(e)));
        }
    }

    private static void readObject(String config, JsonParser yaml, String prefix, Map<String, String> out) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = yaml.currentName();
            JsonToken value = yaml.nextToken();
            if (value == JsonToken.START_OBJECT && prefix.isEmpty()) {
                readObject(config, yaml, key + ".", out);
            } else if (value.isScalarValue()) {
                out.put(prefix + key, yaml.getText());
            } else {
                throw new UserError(config + ":" + yaml.currentLocation().getLineNr() + ": the option " + key
                        + " needs a single value");
            }
        }
    }

    /** The sentence in a YAML reader's message, without the excerpt below it. */
    private static String sentence(@Nullable String text) {
        return text == null ? "not YAML" : String.join(" ", text.lines().takeWhile(l -> !l.startsWith(" ")).limit(2).toList());
    }
}
