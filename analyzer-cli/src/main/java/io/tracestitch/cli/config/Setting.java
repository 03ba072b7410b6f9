package io.tracestitch.cli.config;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One setting: a key of the YAML file, which is also a variable of the environment and a flag.
 *
 * @param key the nested name in YAML, such as {@code kafka.bootstrap-servers}
 * @param type the type of its value
 * @param fallback the default as it would be written, or null if there is none
 * @param text what it does, in sentences
 */
public record Setting<T>(String key, SettingType<T> type, @Nullable String fallback, String text) {

    /** What all variables of the environment begin with. */
    public static final String PREFIX = "TRACESTITCH_";

    /** Ending of the key that names a file with a secret. */
    static final String FILE = "-file";

    /** The section of the command {@code stream}: its flags carry no section. */
    private static final String STREAM = "stream.";

    /** The variable of the environment. */
    public String variable() {
        return variable(key);
    }

    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The flag. A secret has none, because others can read a process's arguments; a file with it can be named. */
    public String flag() {
        String name = isSecret() ? fileKey() : isPrefix() ? key.substring(0, key.length() - 2) : key;
        return "--" + (name.startsWith(STREAM) ? name.substring(STREAM.length()) : name).replace('.', '-');
    }

    /** Whether its value is never shown. */
    public boolean isSecret() {
        return type == SettingType.SECRET;
    }

    /** Whether it is on or off, so that its flag needs no value. */
    public boolean isSwitch() {
        return type == SettingType.FLAG;
    }

    /** Whether it is not one value but all keys below its own. */
    public boolean isPrefix() {
        return key.endsWith(".*");
    }

    /** The key that names a file with the secret. */
    public String fileKey() {
        return key + FILE;
    }

    /** The key without the star of a prefix, with its last dot. */
    public String stem() {
        return key.substring(0, key.length() - 1);
    }
}
