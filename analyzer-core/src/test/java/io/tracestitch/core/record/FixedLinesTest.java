package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;

import io.tracestitch.core.traceback.TracebackLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines in which no header is looked for hold none. */
class FixedLinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Traceback (most recent call last):",
        "The above exception was the direct cause of the following exception:",
        "During handling of the above exception, another exception occurred:"})
    void aLineThatPythonAlwaysPrintsTheSameIsNoHeader(String line) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        assertThat(TracebackLine.isFixed(b, 0, b.length)).isTrue();
        assertThat(HeaderRecogniser.recognise(b, 0, b.length)).isNull();
    }
}
