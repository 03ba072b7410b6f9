package io.tracestitch.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.lucene.LuceneOptions;
import io.tracestitch.store.lucene.LuceneStore;
import io.tracestitch.testbed.KafkaBroker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command {@code stream} as users run it: a process, a real broker, the embedded store. */
class StreamCommandTest {

    private static final Path SAMPLE = Path.of("src", "main", "samples", "checkout.log");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FOREVER = "36500d";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path dir;

    private static KafkaBroker broker() {
        return KafkaBroker.shared();
    }

    /** Occurrences and reports by fingerprint, as {@code analyze} counts them. */
    private static Map<String, Integer> analyzed() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : CommandLineRun.run("analyze", "--format", "incidents", "--timezone", "UTC", SAMPLE).outLines()) {
            JsonNode incident = JSON.readTree(line);
            counts.put(incident.get("fingerprint").asText(), incident.get("count").asInt());
        }
        return counts;
    }

    @Test
    void metricsTopicsAndStoreAgreeWithAnalyze() throws Exception {
        String input = "checkout-logs";
        String prefix = "checkout.";
        broker().topics().create(input, 3);
        List<String> lines = Files.readAllLines(SAMPLE);
        broker().topics().produce(lines.stream().map(line -> new ProducerRecord<>(input, "checkout".getBytes(StandardCharsets.UTF_8),
                line.getBytes(StandardCharsets.UTF_8))).toList());
        Map<String, Integer> expected = analyzed();
        List<String> reports = CommandLineRun.run("analyze", "--format", "events", "--timezone", "UTC", SAMPLE).outLines();
        Path folder = dir.resolve("store");
        try (StreamProcess stream = StreamProcess.start(dir, broker().bootstrapServers(), "--kafka-topics", input, "--application", "checkout",
                "--topic-prefix", prefix, "--partitions", 1, "--store-kind", "lucene", "--store-folder", folder, "--store-group", "checkout-p",
                "--store-retention", FOREVER, "--incident-retention", FOREVER)) {
            stream.awaitReady();
            stream.await("tracestitch_lines_total", lines.size(), SOON);
            List<ConsumerRecord<byte[], byte[]>> occurrences = broker().topics().await(prefix + "occurrences", reports.size(), SOON);
            assertThat(occurrences).hasSameSizeAs(reports);
            assertThat(occurrences.stream().map(StreamCommandTest::message).sorted().toList())
                    .isEqualTo(reports.stream().map(StreamCommandTest::message).sorted().toList());
            assertThat(latest(prefix + "incidents", expected)).isEqualTo(expected);
            // all but the last line, which waits for what may follow it
            stream.await("tracestitch_lines_open", 1, SOON);
            assertThat(stream.metric("tracestitch_events_total")).isEqualTo(reports.size());
            assertThat(stream.metric("tracestitch_occurrences_total")).isEqualTo(expected.values().stream().mapToInt(n -> n).sum());
            assertThat(stream.metric("tracestitch_incidents_new_total")).isEqualTo(expected.size());
            assertThat(stream.metric("tracestitch_lines_event_total") + stream.metric("tracestitch_lines_plain_total"))
                    .isEqualTo(lines.size() - 1);
            assertThat(stream.metric("tracestitch_lag_seconds_count")).isPositive();
            stream.await("/metrics", scrape -> scrape.body().contains("tracestitch_store_write_seconds_count{result=\"saved\"}"), SOON);
            assertThat(stream.ask("/metrics").body()).contains("kafka_consumer_", "kafka_stream_", "jvm_memory_used_bytes");
            awaitStored(stream, reports.size() + expected.size());
            assertThat(stream.stop()).isZero();
            assertThat(stream.log().lines().toList()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z (INFO|WARNING) .*"))
                    .anyMatch(line -> line.endsWith("INFO    ready")).last().asString().endsWith("INFO    stopped");
        }
        assertThat(stored(folder)).isEqualTo(expected);
    }

    private static String message(ConsumerRecord<byte[], byte[]> record) {
        return message(new String(record.value(), StandardCharsets.UTF_8));
    }

    private static String message(String event) {
        try {
            JsonNode json = JSON.readTree(event);
            return json.get("kind").asText() + " " + json.get("fingerprint").asText() + " " + json.get("message").asText();
        } catch (IOException e) {
            throw new IllegalStateException(event, e);
        }
    }

    /** The newest counts by fingerprint, as soon as they are as expected or do not change any more. */
    private Map<String, Integer> latest(String topic, Map<String, Integer> expected) throws Exception {
        Map<String, Integer> latest = new TreeMap<>();
        for (int i = 0; i < 30 && !latest.equals(expected); i++) {
            Thread.sleep(200);
            for (ConsumerRecord<byte[], byte[]> record : broker().topics().read(topic)) {
                latest.put(new String(record.key(), StandardCharsets.UTF_8), JSON.readTree(record.value()).get("count").asInt());
            }
        }
        return latest;
    }

    /** What is saved is in both topics, so the group of the publisher has to come to their ends. */
    private static void awaitStored(StreamProcess stream, int documents) throws Exception {
        for (int i = 0; i < 300; i++) {
            try (var admin = broker().topics().admin()) {
                long done = admin.listConsumerGroupOffsets("checkout-p").partitionsToOffsetAndMetadata().get().values().stream()
                        .mapToLong(offset -> offset == null ? 0 : offset.offset()).sum();
                if (done >= documents) {
                    return;
                }
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("the publisher did not save all:\n" + stream.log());
    }

    private static Map<String, Integer> stored(Path folder) {
        Map<String, Integer> counts = new TreeMap<>();
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(folder))) {
            store.refresh();
            for (IncidentView incident : store.incidents(IncidentRequest.latest(100)).incidents()) {
                counts.put(incident.id(), (int) incident.count());
            }
        }
        return counts;
    }

    @Test
    void aTopicThatIsMissingIsWaitedFor() throws Exception {
        String input = "not-yet";
        try (StreamProcess stream = StreamProcess.start(dir, broker().bootstrapServers(), "--kafka-topics", input, "--application", "late",
                "--topic-prefix", "late.", "--partitions", 1)) {
            String why = "the topic not-yet does not exist at " + broker().bootstrapServers();
            assertThat(stream.await("/health/ready", answer -> answer.body().contains(why), SOON).statusCode()).isEqualTo(503);
            assertThat(stream.ask("/health/live").statusCode()).isEqualTo(200);
            broker().topics().create(input, 1);
            stream.awaitReady();
            assertThat(stream.log()).containsOnlyOnce(why);
            assertThat(stream.stop()).isZero();
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsToldOnceAndWaitedFor() throws Exception {
        try (StreamProcess stream = StreamProcess.start(dir, "127.0.0.1:" + freePort(), "--logging-format", "json")) {
            stream.await("/health/ready", answer -> answer.body().contains("no broker answers at 127.0.0.1:"), SOON);
            Thread.sleep(3000);
            assertThat(stream.log()).containsOnlyOnce("no broker answers");
            assertThat(stream.stop()).isZero();
            for (String line : stream.log().lines().toList()) {
                JsonNode json = JSON.readTree(line);
                assertThat(json.has("timestamp") && json.has("level") && json.has("message")).as(line).isTrue();
            }
        }
    }

    @Test
    void anOutageOfTheBrokerIsToldOnceAndOutlived() throws IOException {
        try (KafkaBroker own = KafkaBroker.start()) {
            own.topics().create("logs", 1);
            try (StreamProcess stream = StreamProcess.start(dir, own.bootstrapServers(), "--kafka-topics", "logs", "--partitions", 1)) {
                stream.awaitReady();
                own.kill();
                stream.await("/health/ready", answer -> answer.body().contains("no broker answers"), SOON);
                assertThat(stream.ask("/health/live").statusCode()).isEqualTo(200);
                own.restart();
                stream.awaitReady();
                own.topics().produce(List.of(new ProducerRecord<>("logs", "2026-11-24 10:00:00,000 INFO shop: up".getBytes(
                        StandardCharsets.UTF_8))));
                stream.await("tracestitch_lines_total", 1, SOON);
                assertThat(stream.log()).containsOnlyOnce("no broker answers");
                assertThat(stream.log().lines().toList()).as(stream.log()).hasSizeLessThan(30);
                assertThat(stream.stop()).isZero();
            }
        }
    }

    @Test
    void mistakesEndItWithOneLine() throws Exception {
        broker().topics().create("fine", 1);
        Map<String, List<String>> mistakes = new HashMap<>();
        mistakes.put("refuses the login", List.of("--kafka-properties", "security.protocol=SASL_PLAINTEXT", "--kafka-properties",
                "sasl.mechanism=PLAIN", "--kafka-properties", "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule "
                        + "required username=\"u\" password=\"s3cret-Pa55\";"));
        mistakes.put("Kafka's client refuses its configuration", List.of("--kafka-properties", "admin.retries=many"));
        mistakes.put("--threads needs a whole number from 1 to 1000, not '0'", List.of("--threads", "0"));
        mistakes.put("cannot be used for a store", List.of("--store-kind", "lucene", "--store-folder", "/proc/nowhere"));
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            mistakes.put("cannot serve metrics on 127.0.0.1:" + busy.getLocalPort() + ": Address already in use",
                    List.of("--metrics-port", Integer.toString(busy.getLocalPort())));
            for (Map.Entry<String, List<String>> mistake : mistakes.entrySet()) {
                List<Object> words = new ArrayList<>(List.of("stream", "--kafka-bootstrap-servers",
                        broker().bootstrapServers(), "--kafka-topics", "fine", "--state-folder", dir.resolve("state")));
                words.addAll(mistake.getValue());
                CommandLineRun.Result result = CommandLineRun.run(words.toArray());
                assertThat(result.code()).as(mistake.getKey() + ": " + result.err()).isEqualTo(2);
                assertThat(result.errLines()).filteredOn(line -> !line.contains(" INFO ")).singleElement().asString()
                        .startsWith("tracestitch: ").contains(mistake.getKey()).doesNotContain("s3cret-Pa55");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
