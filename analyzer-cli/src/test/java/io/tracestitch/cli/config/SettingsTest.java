package io.tracestitch.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The definition of the settings, and the page made from it. */
class SettingsTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageOfTheDocumentationIsMadeFromTheSettings() throws IOException {
        Path made = Files.writeString(Path.of("target", "configuration.md"), ConfigurationPage.text());
        assertThat(Files.readString(PAGE)).as("copy %s to %s", made.toAbsolutePath(), PAGE).isEqualTo(ConfigurationPage.text());
    }

    @Test
    void everySettingHasItsOwnKeyVariableAndFlagAndIsDescribed() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : Settings.all()) {
            assertThat(names.add(setting.key()) && names.add(setting.variable()) && names.add(setting.flag())).as(setting.key()).isTrue();
            assertThat(setting.key()).matches("[a-z]+\\.[a-z][a-z.*-]*");
            assertThat(setting.flag()).matches("--[a-z][a-z-]*");
            assertThat(setting.text()).as(setting.key()).matches("(?s)[A-Z].*\\.");
        }
    }

    @Test
    void everyDefaultIsOfItsType() {
        assertThat(Settings.all()).filteredOn(setting -> setting.fallback() != null).hasSizeGreaterThan(20)
                .allSatisfy(setting -> assertThat(setting.type().reader().apply(setting.fallback())).as(setting.key()).isNotNull());
    }
}
