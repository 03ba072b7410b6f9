package io.tracestitch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.tracestitch.cli.config.Setting;
import io.tracestitch.cli.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code --help}, as it is printed. */
class HelpTest {

    private static final Path MADE = Path.of("target", "help");

    @ParameterizedTest
    @ValueSource(strings = {"tracestitch", "stream", "doctor"})
    void helpIsAsItWasApproved(String command) throws IOException {
        String[] words = Stream.of(command, "--help").filter(word -> !word.equals("tracestitch")).toArray(String[]::new);
        CommandLineRun.Result result = CommandLineRun.run((Object[]) words);
        assertThat(result.code()).isZero();
        Path made = Files.writeString(Files.createDirectories(MADE).resolve(command + ".txt"), result.out());
        try (InputStream approved = HelpTest.class.getResourceAsStream("/help/" + command + ".txt")) {
            assertThat(result.out()).as("if it is right, copy %s to src/test/resources/help", made)
                    .isEqualTo(approved == null ? "" : new String(approved.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everySettingIsAFlagOfBothCommands() {
        for (String command : new String[] {"stream", "doctor"}) {
            String help = CommandLineRun.run(command, "--help").out();
            assertThat(Settings.all()).extracting(Setting::flag).allSatisfy(flag -> assertThat(help).contains(" " + flag));
        }
    }
}
