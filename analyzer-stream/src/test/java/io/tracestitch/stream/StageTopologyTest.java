package io.tracestitch.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import io.tracestitch.core.incident.LogPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.tracestitch.stream.StageDriver.TRACEBACK;
import static io.tracestitch.stream.StageDriver.bytes;
import static io.tracestitch.stream.StageDriver.header;
import static io.tracestitch.stream.StageDriver.options;
import static io.tracestitch.stream.StageDriver.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class StageTopologyTest {

    @TempDir
    Path folder;

    @Test
    void aTracebackOfOneLineARecordBecomesOneEventThatNamesItsRecords() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.pipe("web-1", "2026-11-25 07:59:59,000 INFO orders: begin");
            stage.pipeLines("web-1", TRACEBACK);
            stage.pipe("web-1", "2026-11-25 08:00:01,000 INFO orders: next");
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).singleElement().satisfies(e -> {
                assertThat(e.source()).isEqualTo("web-1");
                assertThat(e.partition()).isEqualTo(new LogPartition("python-logs", 0));
                assertThat(LogPartition.offset(e.firstLine())).isEqualTo(1);
                assertThat(LogPartition.offset(e.lastLine())).isEqualTo(5);
                assertThat(e.occurrence()).isEqualTo("python-logs-0-1-1");
                assertThat(e.exception().type()).isEqualTo("orders.PaymentDeclined");
            });
        }
    }

    @Test
    void aRecordMayHoldManyLines() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.pipe("web-1", "2026-11-25 07:59:59,000 INFO orders: begin\n" + TRACEBACK.stripTrailing());
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).singleElement().satisfies(e -> assertThat(e.occurrence()).isEqualTo("python-logs-0-0-2"));
        }
    }

    @Test
    void linesOfSourcesThatAlternateAreKeptApart() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            List<String> lines = TRACEBACK.lines().toList();
            for (String line : lines) {
                for (String source : List.of("web-1", "web-2", "web-3")) {
                    stage.pipe(source, line);
                }
            }
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).extracting(Event::source).containsExactlyInAnyOrder("web-1", "web-2", "web-3");
        }
    }

    @Test
    void theLastTracebackBeforeSilenceIsPublishedWhenTheFlushIntervalIsOver() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.pipeLines("web-1", TRACEBACK);
            stage.pass(Duration.ofMillis(1500));
            assertThat(stage.events()).isEmpty();
            stage.pass(Duration.ofMillis(1500));
            assertThat(stage.events()).singleElement().satisfies(e -> assertThat(e.endedBy()).isEqualTo(EndedBy.TIMEOUT));
        }
    }

    @Test
    void aTracebackWhoseRestMayWaitInTheBrokerIsNotCut() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            List<String> lines = TRACEBACK.lines().toList();
            stage.lag();
            lines.subList(0, 3).forEach(line -> stage.pipe("web-1", line));
            stage.pass(Duration.ofSeconds(30));
            assertThat(stage.events()).isEmpty();
            lines.subList(3, 5).forEach(line -> stage.pipe("web-1", line));
            stage.catchUp();
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).singleElement().satisfies(e -> assertThat(e.truncated()).isFalse());
        }
    }

    @Test
    void whileTheStageLagsRecordsOfOthersTellThatASourceIsSilent() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.lag();
            stage.pipeLines("web-1", TRACEBACK);
            for (int i = 0; i < 40; i++) {
                stage.pass(Duration.ofMillis(100));
                stage.pipe("web-2", "2026-11-25 08:00:01,000 INFO orders: next");
            }
            assertThat(stage.events()).hasSize(1);
        }
    }

    @Test
    void deletionsAreCountedAndEmptyRecordsAreEmptyLines() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.pipe("web-1", null);
            for (String line : (TRACEBACK + "\nDuring handling of the above exception, another exception occurred:\n\n"
                    + TRACEBACK.substring(TRACEBACK.indexOf("Traceback"))).split("\n", -1)) {
                stage.pipe("web-1", line);
            }
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.shed).containsEntry(Shed.TOMBSTONE, 1L);
            assertThat(stage.events()).singleElement().satisfies(e -> assertThat(e.exception().context()).isNotNull());
            assertThat(stage.output("tracestitch.dead-letters")).isEmpty();
        }
    }

    @Test
    void sourcesThatAreSilentArePutAwayAndGoOnWhereTheyWere() {
        StageOptions options = options(folder).withSources(SourceOptions.defaults().withSilence(Duration.ofSeconds(30), Duration.ofDays(1)));
        try (StageDriver stage = new StageDriver(options)) {
            String report = TRACEBACK.stripTrailing();
            stage.pipe("web-1", report);
            stage.pipe("web-2", report);
            stage.pass(Duration.ofSeconds(3));
            stage.pipe("web-2", report);
            stage.pass(Duration.ofSeconds(38));
            assertThat(stage.openSources).isZero();
            // The same failure told by another logger is the same occurrence, of which the source still knows.
            stage.pipe("web-1", report.replace("orders: it failed", "uvicorn.error: it failed"));
            assertThat(stage.openSources).isZero();
            stage.pass(Duration.ofSeconds(3));
            assertThat(stage.openSources).isOne();
            List<Event> events = stage.events().stream().filter(e -> e.source().equals("web-1")).toList();
            assertThat(events).hasSize(2);
            assertThat(events.getLast().occurrence()).isEqualTo(events.getFirst().occurrence());
        }
    }

    @Test
    void ofMoreSourcesThanFitInMemoryNoneIsLost() {
        StageOptions options = options(folder).withSources(SourceOptions.defaults().withInMemory(8));
        try (StageDriver stage = new StageDriver(options)) {
            for (String line : TRACEBACK.lines().toList()) {
                for (int i = 0; i < 50; i++) {
                    stage.pipe("web-" + i, line);
                }
            }
            stage.pass(Duration.ofSeconds(5));
            for (int i = 0; i < 50; i++) {
                stage.pipe("web-" + i, "2026-11-25 08:00:01,000 INFO orders: next");
            }
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).hasSize(50).allSatisfy(e -> assertThat(e.exception().frames()).hasSize(1));
        }
    }

    @Test
    void sourcesThatWereSilentForVeryLongAreForgotten() {
        StageOptions options = options(folder).withSources(SourceOptions.defaults().withSilence(Duration.ofSeconds(30),
                Duration.ofMinutes(20)));
        try (StageDriver stage = new StageDriver(options)) {
            stage.pipe("web-1", TRACEBACK);
            stage.pass(Duration.ofMinutes(12));
            assertThat(stage.savedSources()).isPositive();
            stage.pass(Duration.ofMinutes(22));
            assertThat(stage.savedSources()).isZero();
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAsItWasAndNothingStops() {
        StageOptions options = options(folder);
        try (StageDriver stage = new StageDriver(options.withTopics(options.topics().withMaxRecordBytes(10_000)))) {
            byte[] utf16 = TRACEBACK.getBytes(StandardCharsets.UTF_16LE);
            stage.pipe(new TestRecord<>(bytes("web-1"), utf16, stage.now()));
            stage.pipe("web-1", "x".repeat(10_001));
            stage.pipeLines("web-1", TRACEBACK);
            stage.pass(Duration.ofSeconds(5));
            List<TestRecord<byte[], byte[]>> letters = stage.output("tracestitch.dead-letters");
            assertThat(letters).hasSize(2);
            assertThat(letters.getFirst().getValue()).isEqualTo(utf16);
            assertThat(text(letters.getFirst().getKey())).isEqualTo("web-1");
            assertThat(header(letters.getFirst().headers(), DeadLetters.REASON)).isEqualTo("not-text");
            assertThat(header(letters.getFirst().headers(), DeadLetters.TOPIC)).isEqualTo("python-logs");
            assertThat(header(letters.getFirst().headers(), DeadLetters.PARTITION)).isEqualTo("0");
            assertThat(header(letters.getFirst().headers(), DeadLetters.OFFSET)).isEqualTo("0");
            assertThat(header(letters.getLast().headers(), DeadLetters.REASON)).isEqualTo("too-large");
            assertThat(header(letters.getLast().headers(), DeadLetters.ERROR)).contains("10001 bytes");
            assertThat(stage.deadLetters).containsOnlyKeys(DeadLetterReason.NOT_TEXT, DeadLetterReason.TOO_LARGE);
            assertThat(stage.events()).hasSize(1);
        }
    }

    @Test
    void aRecordOfMoreLinesThanCanBeNumberedIsADeadLetter() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.pipe("web-1", "\n".repeat(LogPartition.MAX_LINES + 1));
            assertThat(stage.deadLetters).containsOnlyKeys(DeadLetterReason.TOO_MANY_LINES);
            stage.pipe("web-1", "\n".repeat(LogPartition.MAX_LINES));
            assertThat(stage.deadLetters).containsEntry(DeadLetterReason.TOO_MANY_LINES, 1);
        }
    }

    @Test
    void sourcesAreFoundInKeysHeadersAndJson() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            TestRecord<byte[], byte[]> headed = new TestRecord<>(null, bytes(TRACEBACK), stage.now());
            headed.headers().add("source", bytes("from-header"));
            stage.pipe(headed);
            stage.pipe("from-key", TRACEBACK);
            stage.pipe(null, "{\"kubernetes\":{\"pod_name\":\"from-json\"},\"log\":\"" + TRACEBACK.replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
            stage.pipe(null, TRACEBACK);
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.events()).extracting(Event::source)
                    .containsExactlyInAnyOrder("from-header", "from-key", "from-json", "python-logs-0");
        }
    }

    @Test
    void incidentsCountOccurrencesAndTheirVersionGrows() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            for (int i = 0; i < 3; i++) {
                stage.pipe("web-" + i, TRACEBACK);
            }
            stage.pass(Duration.ofSeconds(6));
            List<TestRecord<byte[], byte[]>> first = stage.output("tracestitch.incidents");
            assertThat(first).isNotEmpty();
            stage.pipe("web-9", TRACEBACK);
            stage.pass(Duration.ofSeconds(6));
            List<TestRecord<byte[], byte[]>> second = stage.output("tracestitch.incidents");
            Incident incident = read(second.getLast());
            assertThat(incident.count()).isEqualTo(4);
            assertThat(incident.services()).containsExactlyInAnyOrder("web-0", "web-1", "web-2", "web-9");
            assertThat(incident.firstSeen()).isEqualTo("2026-11-25T08:00:00.022Z");
            assertThat(incident.histogram()).singleElement().satisfies(hour -> assertThat(hour.count()).isEqualTo(4));
            assertThat(version(second.getLast())).isGreaterThan(version(first.getLast()));
            assertThat(text(second.getLast().getKey())).isEqualTo(incident.id());
        }
    }

    @Test
    void whatIsNoEventInTheTopicOfOccurrencesIsADeadLetter() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.driver().createInputTopic("tracestitch.occurrences", new ByteArraySerializer(),
                    new ByteArraySerializer()).pipeInput(bytes("k"), bytes("{\"a\":1}"));
            assertThat(stage.deadLetters).containsOnlyKeys(DeadLetterReason.NOT_A_DOCUMENT);
            assertThat(stage.output("tracestitch.dead-letters")).singleElement()
                    .satisfies(r -> assertThat(text(r.getValue())).isEqualTo("{\"a\":1}"));
        }
    }

    @Test
    void badlyKeyedRecordsGoThroughATopicThatIsKeyedBySource() {
        StageOptions options = options(folder).withSources(SourceOptions.defaults().withRules(new SourceRule.Header("pod"),
                new SourceRule.Json()));
        try (StageDriver stage = new StageDriver(options.withTopics(options.topics().withRepartition(true)))) {
            List<String> lines = TRACEBACK.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                TestRecord<byte[], byte[]> record = new TestRecord<>(bytes("random-" + i), bytes(lines.get(i)), stage.now());
                record.headers().add("pod", bytes("web-1"));
                stage.pipe(record);
            }
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.output("tracestitch.keyed")).extracting(r -> text(r.getKey())).containsOnly("web-1");
            assertThat(stage.events()).singleElement().satisfies(e -> {
                assertThat(e.source()).isEqualTo("web-1");
                assertThat(e.occurrence()).isEqualTo("tracestitch.keyed-0-0-1");
            });
        }
    }

    @Test
    void aSourceThatAnotherInstanceSawInAnotherPartitionHasLessConfidence() {
        try (StageDriver stage = new StageDriver(options(folder))) {
            stage.registry.announced("python-logs", "web-1", 5, stage.now().toEpochMilli());
            stage.pipe("web-1", TRACEBACK);
            stage.pipe("web-2", TRACEBACK);
            stage.pass(Duration.ofSeconds(5));
            assertThat(stage.splits).containsExactly("web-1");
            assertThat(stage.events()).extracting(Event::source, Event::confidence)
                    .containsExactlyInAnyOrder(tuple("web-1", 0.5),
                            tuple("web-2", 1.0));
            assertThat(stage.output("tracestitch.sources")).extracting(r -> text(r.getKey()))
                    .containsExactly("python-logs\0web-1\0000", "python-logs\0web-2\0000");
        }
    }

    @Test
    void aPatternOfInputsNeverMatchesWhatTheStageWrites() {
        StageOptions options = options(folder);
        Pattern pattern = StageTopology.inputs(Pattern.compile(".*"), options);
        assertThat(List.of("python-logs", "tracestitch.mine", "tracestitch")).allMatch(t -> pattern.matcher(t).matches());
        assertThat(List.of("tracestitch.occurrences", "tracestitch.incidents", "tracestitch.dead-letters", "tracestitch.sources",
                "tracestitch.keyed", "tracestitch-sources-state-changelog", "__consumer_offsets")).noneMatch(t -> pattern.matcher(t).matches());
    }

    private static Incident read(TestRecord<byte[], byte[]> record) {
        try {
            return IncidentReader.read(record.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long version(TestRecord<byte[], byte[]> record) {
        try {
            return IncidentReader.version(record.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
