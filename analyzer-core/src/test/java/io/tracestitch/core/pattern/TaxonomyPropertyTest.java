package io.tracestitch.core.pattern;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Remediation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static io.tracestitch.core.pattern.Events.app;
import static io.tracestitch.core.pattern.Events.event;
import static io.tracestitch.core.pattern.Events.exception;
import static io.tracestitch.core.pattern.Events.library;
import static org.assertj.core.api.Assertions.assertThat;

class TaxonomyPropertyTest {
    private static final Taxonomy TAXONOMY = Taxonomy.builtIn();

    @Property
    void anyTextIsClassifiedAndExplained(
            @ForAll EventKind kind, @ForAll String message, @ForAll String type, @ForAll String text) {
        Event event = event(kind, message, exception(type, text, library(text, type), app(message, 1)));
        assertThat(TAXONOMY.classify(event).severity()).isNotNull();
        for (Pattern pattern : TAXONOMY.all()) {
            Remediation remediation = TAXONOMY.remediate(pattern, event);
            assertThat(remediation.summary()).isNotBlank().hasSizeLessThan(2000);
            assertThat(remediation.steps()).isNotEmpty();
        }
    }
}
