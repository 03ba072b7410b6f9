package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines of the input that hold several lines of text are counted once. */
class ConservationTest {

    @Test
    void aLineThatHoldsATracebackIsOneLine() {
        String folded = "2026-11-23 18:49:03,022 ERROR app: it failed Traceback (most recent call last):#012  File \"/a.py\", line 1, in f"
                + "#012    g()#012ValueError: x\n";
        String json = "{\"level\":\"ERROR\",\"message\":\"m\",\"exc_info\":\"Traceback (most recent call last):\\n  File \\\"/a.py\\\", "
                + "line 1, in f\\n    g()\\nValueError: x\"}\n";
        for (String line : List.of(folded, json)) {
            byte[] log = (line + "2026-11-23 18:49:03,022 INFO app: fine\n").getBytes(StandardCharsets.UTF_8);
            Reading reading = new Reading(Reading.OPTIONS).feed(log, 0, log.length);
            assertThat(reading.finish()).as(line).hasSize(1);
            assertThat(reading.summary().lines()).isEqualTo(2);
            assertThat(reading.summary().plainLines()).as(line).isOne();
        }
    }
}
