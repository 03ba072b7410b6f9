package io.tracestitch.cli.run;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The line that tells how far the reading is. */
class ProgressTest {

    @Test
    void aKnownSizeHasABar() {
        assertThat(Progress.line(500_000_000, 1_000_000_000, 1_000_000_000L))
                .isEqualTo("reading  ████████████░░░░░░░░░░░░  50 %  500 MB of 1.0 GB  500 MB/s");
    }

    @Test
    void anUnknownSizeHasNone() {
        assertThat(Progress.line(2_500_000, 0, 500_000_000L)).isEqualTo("reading  2.5 MB  5.0 MB/s");
    }

    @Test
    void aFileThatGrowsStaysBelowTheEnd() {
        assertThat(Progress.line(30, 20, 1_000_000_000L)).contains("100 %");
    }
}
