package io.tracestitch.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.EventWriter;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentAggregate;
import io.tracestitch.core.incident.IncidentWriter;
import io.tracestitch.core.incident.Incidents;
import io.tracestitch.core.incident.LogPartition;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Events and incidents that are written, kept and read again, on the logs of all patterns and of a real program. */
class SavedIncidentsTest {

    private static final LogPartition PARTITION = new LogPartition("python-logs", 3);
    private static final List<List<Event>> LOGS = new ArrayList<>();

    @BeforeAll
    static void readLogs() throws IOException {
        for (Pattern pattern : Taxonomy.builtIn().all()) {
            for (Pattern.Example example : pattern.examples()) {
                LOGS.add(Reading.events(example(pattern, example)));
            }
        }
        LOGS.add(Reading.events(Files.readAllBytes(Path.of("../analyzer-cli/src/main/samples/checkout.log"))));
        assertThat(LOGS.stream().mapToLong(List::size).sum()).isGreaterThan(100);
        assertThat(LOGS.stream().flatMap(List::stream)).anyMatch(e -> e.stitch() != null).anyMatch(e -> e.stall() != null);
    }

    @Test
    void eventsOfKafkaNameTheirLinesByRecords() throws IOException {
        for (List<Event> log : LOGS) {
            for (Event line : log) {
                Event event = line.withPartition(PARTITION);
                String json = json(event);
                assertThat(json).contains("\"first_record\":{\"topic\":\"python-logs\",\"partition\":3,").doesNotContain("first_line");
                Event read = EventReader.read(json.getBytes(StandardCharsets.UTF_8));
                assertThat(json(read)).isEqualTo(json);
                assertThat(read.firstLine()).isEqualTo(line.firstLine());
                assertThat(read.isSighting()).isEqualTo(line.isSighting());
            }
        }
    }

    @Test
    void occurrencesOfKafkaAreNamedByTopicPartitionOffsetAndLine() {
        long number = LogPartition.number(815, 4);
        byte[] log = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    f()\nValueError: x\n".getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, events::add);
        analyzer.feed("web:1", number, log, 0, log.length);
        analyzer.finish("web:1");
        assertThat(events).singleElement().satisfies(e -> {
            assertThat(e.withPartition(PARTITION).occurrence()).isEqualTo("python-logs-3-815-4");
            assertThat(e.withPartition(PARTITION).isSighting()).isFalse();
        });
    }

    @Test
    void anIncidentThatIsSavedBehindEachEventIsTheSameAsOneThatNeverWas() throws IOException {
        for (List<Event> log : LOGS) {
            Incidents all = new Incidents();
            Map<String, byte[]> saved = new LinkedHashMap<>();
            Map<String, String> countedBy = new LinkedHashMap<>();
            for (Event event : log) {
                all.add(event);
                Event counted = event.withIncident(countedBy.computeIfAbsent(event.occurrence(), id -> event.fingerprint()));
                saved.compute(counted.incident(), (id, before) -> grown(before, counted));
            }
            for (Incident expected : all.list()) {
                IncidentAggregate kept = restored(saved.get(expected.id()));
                assertThat(json(kept.incident())).isEqualTo(json(withoutRelated(expected)));
            }
            assertThat(saved).hasSameSizeAs(all.list());
        }
    }

    private static byte[] grown(byte[] before, Event event) {
        try {
            IncidentAggregate aggregate = before == null ? IncidentAggregate.of(event) : restored(before);
            aggregate.add(event, event.timestamp());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            aggregate.save(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IncidentAggregate restored(byte[] bytes) throws IOException {
        return IncidentAggregate.restore(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static Incident withoutRelated(Incident i) {
        return new Incident(i.id(), i.fingerprint(), i.fingerprintVersion(), i.title(), i.pattern(), i.category(), i.severity(),
                i.status(), i.services(), i.firstSeen(), i.lastSeen(), i.first(), i.last(), i.count(), i.reports(), i.histogram(),
                i.latest(), i.sightings(), i.occurrences(), i.tasks(), i.versions(), i.durations(), i.remediation(), i.why(), List.of());
    }

    private static String json(Event event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventWriter().write(event, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String json(Incident incident) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new IncidentWriter().write(incident, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] example(Pattern pattern, Pattern.Example example) throws IOException {
        try (InputStream in = Pattern.class.getResourceAsStream("/patterns/" + pattern.id() + "/examples/" + example.file())) {
            return in.readAllBytes();
        }
    }
}
