package io.tracestitch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracestitch.cli.CommandLineRun.Result;
import io.tracestitch.testbed.ElasticsearchServer;
import io.tracestitch.testbed.KafkaBroker;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command {@code doctor} against a real broker and a real Elasticsearch, with and without mistakes. */
class DoctorCommandTest {

    private static final Path SAMPLE = Path.of("src", "main", "samples", "checkout.log");

    @TempDir
    private Path dir;

    private Result doctor(String topic, Object... more) {
        List<Object> words = new ArrayList<>(List.of("doctor", "--kafka-bootstrap-servers", KafkaBroker.shared().bootstrapServers(),
                "--kafka-topics", topic, "--topic-prefix", topic + ".", "--replication", 1, "--state-folder", dir.resolve("state")));
        words.addAll(List.of(more));
        return CommandLineRun.run(words.toArray());
    }

    /** Writes the sample log line by line; the key of each line is that of its number, or none. */
    private static void produce(String topic, int partitions, @Nullable String... keys) throws IOException {
        KafkaBroker.shared().topics().create(topic, partitions);
        List<String> lines = Files.readAllLines(SAMPLE);
        KafkaBroker.shared().topics().produce(IntStream.range(0, lines.size()).mapToObj(i -> {
            String key = keys[i % keys.length];
            return new ProducerRecord<>(topic, key == null ? Integer.valueOf(i % partitions) : null, bytes(key), bytes(lines.get(i)));
        }).toList());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void allIsWellWithATopicKeyedBySource() throws IOException {
        produce("keyed", 3, "shop-a", "shop-b");
        Result result = doctor("keyed", "--metrics-port", 0);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.outLines()).allMatch(line -> line.startsWith("ok  ")).satisfiesOnlyOnce(line -> assertThat(line)
                .matches("ok    broker         1 broker at 127\\.0\\.0\\.1:\\d+, cluster \\S+, answered in \\d+ ms"))
                .contains("ok    topic          keyed has 3 partitions",
                        "ok    topic          keyed.dead-letters does not exist yet; the stage may create it, with 6 partitions",
                        "ok    transactions   one was begun and taken back as tracestitch-doctor",
                        "ok    store          none; incidents are kept in Kafka only")
                .anyMatch(line -> line.startsWith("ok    keys") && line.contains("have a key; 2 sources, each in one partition"))
                .anyMatch(line -> line.startsWith("ok    formats") && line.contains("lines of keyed: plain lines, asctime level "
                        + "[process:thread:task] logger (2 sources)"))
                .anyMatch(line -> line.matches("ok    clock +within \\d+ ms of the broker's"))
                .anyMatch(line -> line.matches("ok    state +/.* will be made, [0-9.]+ GB of [0-9.]+ GB free"));
        assertThat(KafkaBroker.shared().topics().read("keyed")).as("doctor writes no record").hasSize(545);
    }

    @Test
    void aTopicWithoutKeysFails() throws IOException {
        produce("unkeyed", 2, (String) null);
        Result result = doctor("unkeyed");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.outLines()).filteredOn(line -> line.startsWith("fail")).singleElement().asString()
                .startsWith("fail  keys           400 of the newest 400 records of unkeyed name no source, so that each partition is taken for one")
                .contains("over 2 partitions. Let the shipper key records by host, container or file");
    }

    @Test
    void aSourceInTwoPartitionsFailsUnlessTheStageRepartitions() throws IOException {
        String topic = "split";
        KafkaBroker.shared().topics().create(topic, 2);
        KafkaBroker.shared().topics().produce(IntStream.range(0, 20).mapToObj(i -> new ProducerRecord<>(topic, i % 2,
                bytes("shop"), bytes("2026-11-24 10:00:00,000 INFO shop: " + i))).toList());
        Result split = doctor(topic);
        assertThat(split.code()).isEqualTo(2);
        assertThat(split.out()).contains("fail  keys           1 source of the newest 20 records of split stand in several partitions: shop;");
        assertThat(doctor(topic, "--repartition").code()).isZero();
    }

    @Test
    void aMissingTopicFailsAndAnEmptyOneIsTold() {
        Result missing = doctor("missing");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).contains("fail  topic          missing does not exist, or may not be seen. Create it");
        KafkaBroker.shared().topics().create("empty", 1);
        Result empty = doctor("empty");
        assertThat(empty.code()).isZero();
        assertThat(empty.out()).contains("warn  keys           empty holds no records");
    }

    @Test
    void theWrongPortIsOneLineAndNothingElseOfKafkaIsAsked() {
        Result result = CommandLineRun.run("doctor", "--format", "json", "--kafka-bootstrap-servers", "127.0.0.1:1", "--state-folder", dir,
                "--kafka-properties", "default.api.timeout.ms=3000", "--kafka-properties", "request.timeout.ms=2000");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEmpty();
        List<JsonNode> findings = result.outLines().stream().map(DoctorCommandTest::json).toList();
        assertThat(findings.stream().filter(f -> f.get("result").asText().equals("fail"))).singleElement().satisfies(failed -> {
            assertThat(failed.get("check").asText()).isEqualTo("broker");
            assertThat(failed.get("message").asText()).isEqualTo("no broker answers at 127.0.0.1:1");
            assertThat(failed.get("advice").asText()).startsWith("Look at kafka.bootstrap-servers");
        });
        assertThat(findings.stream().map(f -> f.get("check").asText())).doesNotContain("topic", "keys", "transactions");
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Test
    void mistypedPropertiesAreWarnedOf() {
        KafkaBroker.shared().topics().create("mistyped", 1);
        Result result = doctor("mistyped", "--kafka-properties", "consumer.max.pol.records=7");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("warn  configuration  kafka.properties.consumer.max.pol.records is no property that Kafka knows; did "
                + "you mean 'consumer.max.poll.records'. Correct or remove it");
    }

    @Test
    void elasticsearchIsAskedForItsVersionTemplatesAndRights() {
        KafkaBroker.shared().topics().create("searched", 1);
        Result open = doctor("searched", "--store-kind", "elasticsearch", "--store-elasticsearch-urls", ElasticsearchServer.shared().uri(),
                "--store-elasticsearch-prefix", "doctor");
        assertThat(open.code()).as(open.out()).isZero();
        assertThat(open.outLines()).anyMatch(line -> line.matches("ok    elasticsearch  version 9\\.\\S+ at \\S+, 1 data node, (green|yellow)"))
                .contains("ok    templates      doctor-incidents is not there yet; the publisher installs it",
                        "ok    rights         all that the store needs are there");
        Result gone = doctor("searched", "--store-kind", "elasticsearch", "--store-elasticsearch-urls", "http://127.0.0.1:1");
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.outLines()).filteredOn(line -> line.startsWith("fail")).singleElement().asString().startsWith("fail  elasticsearch");
    }
}
