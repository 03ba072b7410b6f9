package io.tracestitch.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;

/** What is set, and what looks like a mistake. Wrong types and unknown keys have ended the command before. */
final class SettingsCheck implements Check {

    private static final String SUBJECT = "configuration";

    private final Configuration settings;

    SettingsCheck(Configuration settings) {
        this.settings = settings;
    }

    @Override
    public void run(Consumer<Finding> findings) {
        List<String> doubtful = new ArrayList<>(settings.unknownVariables());
        doubtful.addAll(PropertyNames.unknown(settings.properties(Settings.KAFKA_PROPERTIES).keySet()));
        doubtful.forEach(text -> findings.accept(Finding.warn(SUBJECT, text.replaceFirst("\\?$", ""), "Correct or remove it")));
        long set = Settings.all().stream().filter(s -> s.isPrefix() ? !settings.properties(s).isEmpty() : settings.isSet(s)).count();
        if (doubtful.isEmpty()) {
            findings.accept(Finding.ok(SUBJECT, set + " of " + Settings.all().size() + " settings are given, the others have their defaults"));
        }
    }
}
