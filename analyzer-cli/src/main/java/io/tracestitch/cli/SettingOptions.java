package io.tracestitch.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.cli.config.Setting;
import io.tracestitch.cli.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings as flags of a command. Their values stay texts: who reads them must also know where each came from. */
final class SettingOptions {

    private SettingOptions() {
    }

    /** Gives a command a flag for each setting. */
    static void addTo(CommandSpec command) {
        int order = 0;
        for (Settings.Section section : Settings.SECTIONS) {
            ArgGroupSpec.Builder group = ArgGroupSpec.builder().validate(false).order(order++)
                    .heading("%n" + section.title() + ":%n");
            section.settings().forEach(setting -> group.addArg(option(setting)));
            command.addArgGroup(group.build());
        }
    }

    static boolean isSetting(ArgSpec option) {
        return option.userObject() instanceof Setting<?>;
    }

    /** The texts of the flags that were given, by the flag's name. */
    static Map<String, List<String>> given(CommandLine.ParseResult parsed) {
        Map<String, List<String>> out = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (isSetting(option)) {
                out.put(option.longestName(), option.stringValues());
            }
        }
        return out;
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = setting.isPrefix()
                ? OptionSpec.builder(setting.flag()).type(List.class).auxiliaryTypes(String.class).paramLabel("NAME=VALUE")
                : OptionSpec.builder(setting.flag()).type(String.class).paramLabel(setting.isSecret() ? "PATH" : setting.type().name());
        if (setting.isSwitch()) {
            option.arity("0..1").fallbackValue("true");
        } else {
            option.arity("1");
        }
        return option.userObject(setting).description(description(setting).replace("%", "%%")).build();
    }

    private static String description(Setting<?> setting) {
        String text = setting.isSecret() ? "File with " + setting.key() + ": " + setting.text() : setting.text();
        return setting.fallback() == null ? text : text + " Default: " + setting.fallback() + ".";
    }
}
