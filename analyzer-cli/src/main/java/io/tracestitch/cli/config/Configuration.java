package io.tracestitch.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.tracestitch.cli.UserError;
import org.jspecify.annotations.Nullable;

/** The settings' values: a flag wins over the environment, which wins over the file, which wins over the default. Immutable. */
public final class Configuration {

    /** A secret is a line, not a mistaken log file. */
    private static final int SECRET_BYTES = 1 << 20;
    private static final int SHOWN = 60;

    /** Kafka's properties whose values are secrets end like this, so that a variable ending in _FILE can be told from a property. */
    private static final List<String> SECRET_PROPERTIES = List.of(".jaas.config", ".password", ".secret", ".passphrase",
            ".keystore.key");

    private final Map<String, List<String>> flags;
    private final Map<String, String> environment;
    private final ConfigFile file;

    private Configuration(Map<String, List<String>> flags, Map<String, String> environment, ConfigFile file) {
        this.flags = flags;
        this.environment = environment;
        this.file = file;
    }

    /**
     * The values for one run of a command.
     *
     * @param flags values of the flags that were given, by the flag's name
     * @throws UserError if any value is of the wrong type
     */
    public static Configuration of(Map<String, List<String>> flags, Map<String, String> environment, ConfigFile file) {
        Configuration configuration = new Configuration(flags, environment, file);
        for (Setting<?> setting : Settings.all()) {
            if (setting.isPrefix()) {
                configuration.properties(setting);
            } else {
                configuration.find(setting);
            }
        }
        return configuration;
    }

    /** A value and where it comes from. */
    private record Given(String text, String where) {
    }

    /** The value of a setting that has a default. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new IllegalStateException(setting.key() + " has no default");
        }
        return value;
    }

    /** The value, or null if none was given and there is no default. */
    public <T> @Nullable T find(Setting<T> setting) {
        Given given = given(setting);
        return given == null ? null : read(setting, given);
    }

    /** Whether somebody has set it. */
    public boolean isSet(Setting<?> setting) {
        return layer(setting) != null;
    }

    /** The values below a prefix, by what follows the prefix. */
    public Map<String, String> properties(Setting<?> prefix) {
        Map<String, String> out = new TreeMap<>();
        String stem = prefix.stem();
        file.entries().forEach((key, entry) -> {
            if (key.startsWith(stem)) {
                property(out, key.substring(stem.length()), new Given(entry.text(), entry.where()), key.endsWith(Setting.FILE));
            }
        });
        String variables = Setting.variable(stem);
        environment.forEach((name, text) -> {
            if (name.startsWith(variables) && !text.isEmpty()) {
                String key = name.substring(variables.length()).toLowerCase(Locale.ROOT).replace('_', '.');
                boolean secret = key.endsWith(".file") && SECRET_PROPERTIES.stream().anyMatch(end -> key.endsWith(end + ".file"));
                property(out, key, new Given(text, name), secret);
            }
        });
        for (String pair : flags.getOrDefault(prefix.flag(), List.of())) {
            int split = pair.indexOf('=');
            if (split < 1) {
                throw new UserError(prefix.flag() + " needs NAME=VALUE");
            }
            String name = pair.substring(0, split);
            property(out, name, new Given(pair.substring(split + 1), prefix.flag()), name.endsWith(Setting.FILE));
        }
        return out;
    }

    private static void property(Map<String, String> out, String name, Given given, boolean secret) {
        if (secret) {
            out.put(name.substring(0, name.length() - Setting.FILE.length()), secret(given).reveal());
        } else {
            out.put(name, given.text());
        }
    }

    /** What to say about variables that look like settings and are none; nothing is refused, because others set variables too. */
    public List<String> unknownVariables() {
        List<String> known = Settings.all().stream().filter(setting -> !setting.isPrefix())
                .flatMap(s -> s.isSecret() ? Stream.of(s.variable(), Setting.variable(s.fileKey())) : Stream.of(s.variable()))
                .toList();
        return environment.keySet().stream().sorted()
                .filter(name -> !known.contains(name) && Settings.all().stream()
                        .noneMatch(s -> s.isPrefix() && name.startsWith(Setting.variable(s.stem()))))
                .filter(name -> Settings.SECTIONS.stream().anyMatch(s -> name.startsWith(Setting.variable(s.name()) + "_")))
                .filter(name -> Nearest.of(name, known) != null)
                .map(name -> "the environment's " + name + " is no setting" + Nearest.hint(name, known)).toList();
    }

    private @Nullable Given given(Setting<?> setting) {
        Given given = layer(setting);
        return given != null || setting.fallback() == null ? given : new Given(setting.fallback(), "the default");
    }

    private @Nullable Given layer(Setting<?> setting) {
        List<String> words = flags.get(setting.flag());
        if (words != null && !words.isEmpty()) {
            Given flag = new Given(words.getLast(), setting.flag());
            return setting.isSecret() ? content(flag) : flag;
        }
        Given variable = either(setting, fromEnvironment(setting.variable()),
                setting.isSecret() ? fromEnvironment(Setting.variable(setting.fileKey())) : null);
        return variable != null ? variable
                : either(setting, fromFile(setting.key(), setting.type().list()),
                        setting.isSecret() ? fromFile(setting.fileKey(), false) : null);
    }

    /** A secret is given itself or by a file, not both. */
    private static @Nullable Given either(Setting<?> setting, @Nullable Given itself, @Nullable Given inFile) {
        if (itself != null && inFile != null) {
            throw new UserError(inFile.where() + ": " + setting.key() + " is given twice, itself and by a file");
        }
        return inFile == null ? itself : content(inFile);
    }

    private @Nullable Given fromEnvironment(String variable) {
        String text = environment.get(variable);
        return text == null || text.isEmpty() ? null : new Given(text, variable);
    }

    private @Nullable Given fromFile(String key, boolean list) {
        ConfigFile.Entry entry = file.entries().get(key);
        if (entry != null && entry.sequence() && !list) {
            throw new UserError(entry.where() + ": " + key + " needs a single value");
        }
        return entry == null ? null : new Given(entry.text(), entry.where() + ": " + key);
    }

    private static Given content(Given path) {
        return new Given(secret(path).reveal(), path.where());
    }

    private static Secret secret(Given path) {
        try {
            Path secret = SettingType.PATH.reader().apply(path.text());
            if (Files.size(secret) > SECRET_BYTES) {
                throw new UserError(path.where() + ": " + path.text() + " is too large for a secret");
            }
            return new Secret(Files.readString(secret, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            throw new UserError(path.where() + ": no such file: " + path.text());
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(path.where() + ": cannot read " + path.text());
        }
    }

    private static <T> T read(Setting<T> setting, Given given) {
        try {
            if (!setting.isSecret() && given.text().isBlank()) {
                throw new IllegalArgumentException("empty");
            }
            return setting.type().reader().apply(given.text().strip());
        } catch (RuntimeException e) {
            throw new UserError(given.where() + " needs " + setting.type().wanted()
                    + (setting.isSecret() ? "" : ", not '" + shown(given.text()) + "'" + kubernetes(given)));
        }
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").replaceAll("//[^/@]*@", "//***@");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...";
    }

    /** Kubernetes sets variables for each service, such as TRACESTITCH_METRICS_PORT for one called tracestitch-metrics. */
    private static String kubernetes(Given given) {
        return given.text().startsWith("tcp://") && given.where().startsWith(Setting.PREFIX)
                ? " (set by Kubernetes for a service of that name; enableServiceLinks: false in the pod leaves it out)" : "";
    }
}
