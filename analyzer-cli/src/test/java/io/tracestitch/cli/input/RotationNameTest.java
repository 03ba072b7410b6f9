package io.tracestitch.cli.input;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which file belongs to which rotation set, and where in it. */
class RotationNameTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            app.log,                         app.log, false
            app.log.1,                       app.log, true
            app.log.12.gz,                   app.log, true
            app.log.gz,                      app.log, false
            app.log.3.zst,                   app.log, true
            app.log-20261122,                app.log, true
            app.log-20261122.gz,             app.log, true
            app.log-2026112213,              app.log, true
            app.log-20261122-1795312800,     app.log, true
            app.log.2026-11-22,              app.log, true
            app.log.2026-11-22_13-05-59,     app.log, true
            app.log.2026-11-22T13,           app.log, true
            app.1.log,                       app.1.log, false
            worker.8080,                     worker.8080, false
            python3.12,                      python3, true
            2026-11-22,                      2026-11-22, false
            20261122.log,                    20261122.log, false
            app-99999999,                    app-99999999, false
            app.log.2026-13-45,              app.log.2026-13-45, false
            .1,                              .1, false
            1,                               1, false
            """)
    void namesAreTakenApart(String name, String base, boolean rotated) {
        RotationName parsed = RotationName.of(name);
        assertThat(parsed.base()).isEqualTo(base);
        assertThat(parsed.rotated()).isEqualTo(rotated);
    }

    @Test
    void oldestComesFirst() {
        assertThat(sorted("app.log", "app.log.1", "app.log.10.gz", "app.log.2.gz"))
                .containsExactly("app.log.10.gz", "app.log.2.gz", "app.log.1", "app.log");
        assertThat(sorted("app.log", "app.log-20261201", "app.log-20261122.gz"))
                .containsExactly("app.log-20261122.gz", "app.log-20261201", "app.log");
        assertThat(sorted("app.log", "app.log.1", "app.log.2026-11-22"))
                .containsExactly("app.log.2026-11-22", "app.log.1", "app.log");
    }

    private static List<String> sorted(String... names) {
        return Arrays.stream(names).sorted(Comparator.comparing(RotationName::of)).toList();
    }
}
