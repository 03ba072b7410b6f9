package io.tracestitch.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The logs that come with the patterns, through the whole analysis: the pattern explains an event of the kind it says. */
class PatternExamplesTest {

    @TestFactory
    Stream<DynamicTest> anExampleIsExplainedByItsPattern() {
        return Taxonomy.builtIn().all().stream().flatMap(pattern -> pattern.examples().stream()
                .map(example -> dynamicTest(pattern.id() + " " + example.file(), () -> explains(pattern, example))));
    }

    private static void explains(Pattern pattern, Pattern.Example example) {
        List<Event> events = Reading.events(bytes(pattern.id(), example.file()));
        assertThat(events).as("events of the log, of which one must be %s, explained by %s", example.kind().id(), pattern.id())
                .anyMatch(e -> e.kind() == example.kind() && (pattern.id().equals(e.pattern()) || e.also().contains(pattern.id())));
    }

    private static byte[] bytes(String pattern, String file) {
        String name = "/patterns/" + Path.of(pattern, "examples", file).toString().replace('\\', '/');
        try (InputStream in = Pattern.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
