package io.tracestitch.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import io.tracestitch.core.incident.IncidentWriter;
import io.tracestitch.core.incident.Incidents;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events and incidents of real logs come back from their JSON as they were, and nothing else than these is taken for one. */
class EventReadingTest {

    private static final long SEED = 20261125;

    @Test
    void everyEventOfTheCorpusComesBackAsItWas() throws IOException {
        int count = 0;
        for (Event event : events().toList()) {
            assertThat(EventReader.read(json(event))).isEqualTo(event);
            count++;
        }
        assertThat(count).isGreaterThan(1500);
    }

    @Test
    void everyIncidentOfTheCorpusComesBackAsItWas() throws IOException {
        Incidents incidents = new Incidents();
        events().forEach(incidents::add);
        Taxonomy taxonomy = Taxonomy.builtIn();
        int advised = 0;
        for (Incident one : incidents.list()) {
            Pattern pattern = one.pattern() == null ? null : taxonomy.byId(one.pattern());
            Incident incident = one.withRemediation(pattern == null ? null : taxonomy.remediate(pattern, one.latest()));
            advised += incident.remediation() == null ? 0 : 1;
            assertThat(IncidentReader.read(json(incident))).isEqualTo(incident);
        }
        assertThat(incidents.list()).hasSizeGreaterThan(100);
        assertThat(advised).isGreaterThan(10);
    }

    @Test
    void eventsAndIncidentsOfKafkaComeBackAsTheyWere() throws IOException {
        LogPartition partition = new LogPartition("python-logs", 3);
        Incidents incidents = new Incidents();
        for (Event line : events().toList()) {
            Event event = line.withPartition(partition);
            assertThat(EventReader.read(json(event))).isEqualTo(event);
            incidents.add(event);
        }
        for (Incident incident : incidents.list()) {
            assertThat(IncidentReader.read(json(incident))).isEqualTo(incident);
        }
    }

    @Test
    void aLongChainComesBack() throws IOException {
        String link = "Traceback (most recent call last):\n  File \"/srv/a.py\", line 1, in f\n    g()\nValueError: x\n"
                + "\nDuring handling of the above exception, another exception occurred:\n\n";
        byte[] log = ("2026-11-23 18:49:03,022 ERROR app: it failed\n" + link.repeat(2000)
                + "Traceback (most recent call last):\n  File \"/srv/a.py\", line 1, in f\n    g()\nKeyError: 'y'\n")
                .getBytes(StandardCharsets.UTF_8);
        Event event = Reading.events(log).getFirst();
        assertThat(event.truncated()).isTrue();
        assertThat(EventReader.read(json(event))).isEqualTo(event);
    }

    @Test
    void deepNestingTakesNoStack() throws IOException {
        int depth = 30_000;
        String json = "{\"source\":\"a\",\"kind\":\"exception-logged\",\"severity\":\"error\",\"exception\":"
                + "{\"type\":\"E\",\"cause\":".repeat(depth) + "null" + "}".repeat(depth) + "}";
        Event event = EventReader.read(json.getBytes(StandardCharsets.UTF_8));
        int found = 0;
        for (var e = event.exception(); e != null; e = e.cause()) {
            found++;
        }
        assertThat(found).isEqualTo(depth);
    }

    @Test
    void fieldsThatNobodyKnowsAreSkipped() throws IOException {
        String json = "{\"new\":{\"a\":[1,{\"b\":2}]},\"source\":\"a\",\"kind\":\"log\",\"severity\":\"info\",\"more\":[[]],"
                + "\"exception\":{\"type\":\"E\",\"new\":[{\"type\":\"no\"}],\"frames\":[{\"file\":\"f\",\"column\":{\"x\":1}}]}}\n";
        Event event = EventReader.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(event.source()).isEqualTo("a");
        assertThat(event.exception().exceptions()).isEmpty();
        assertThat(event.exception().frames()).hasSize(1);
    }

    @Test
    void whatIsNoEventIsRefusedWithAReason() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class).hasMessageContaining("expected an object");
        assertThatThrownBy(() -> read("{\"source\":\"a\"}")).isInstanceOf(IOException.class).hasMessage("the field kind is missing");
        assertThatThrownBy(() -> read("{\"kind\":\"nonsense\"}")).isInstanceOf(IOException.class)
                .hasMessageContaining("unknown name \"nonsense\"");
        assertThatThrownBy(() -> read("{\"first_line\":\"1\"}")).isInstanceOf(IOException.class)
                .hasMessageContaining("expected a whole number").hasMessageContaining("field first_line");
        assertThatThrownBy(() -> read("{} {}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    }

    @Test
    void damagedJsonGivesAnEventOrAReason() throws IOException {
        Random random = new Random(SEED);
        List<Event> all = events().toList();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = json(all.get(random.nextInt(all.size())));
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) "{}[],:\"0nt\\".charAt(random.nextInt(11));
            }
            try {
                assertThat(EventReader.read(bytes, 0, bytes.length - random.nextInt(2))).isNotNull();
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static Event read(String json) throws IOException {
        return EventReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<Event> events() {
        return Stream.of(CorpusCase.all(), CorpusCase.streams(), CorpusCase.fieldwork()).flatMap(List::stream)
                .flatMap(one -> events(one).stream());
    }

    private static List<Event> events(CorpusCase one) {
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS.withRaw(true), out::add);
        analyzer.feed(one.name(), one.log(), 0, one.log().length);
        analyzer.finish(one.name());
        return out;
    }

    private static byte[] json(Event event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventWriter().write(event, out);
        return out.toByteArray();
    }

    private static byte[] json(Incident incident) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new IncidentWriter().write(incident, out);
        return out.toByteArray();
    }
}
