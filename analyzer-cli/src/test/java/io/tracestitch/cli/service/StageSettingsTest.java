package io.tracestitch.cli.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.cli.config.ConfigFile;
import io.tracestitch.cli.config.Configuration;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.stream.PublisherOptions;
import io.tracestitch.stream.StageOptions;
import io.tracestitch.stream.TopicOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Options of the stage, the publisher and Kafka's clients, from settings. */
class StageSettingsTest {

    private static final AnalyzerOptions ANALYZER = AnalyzerOptions.defaults().withZone(ZoneOffset.UTC);

    @TempDir
    private Path dir;

    private static Configuration settings(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put("TRACESTITCH_" + variables[i], variables[i + 1]);
        }
        return Configuration.of(Map.of(), environment, ConfigFile.NONE);
    }

    @Test
    void theDefaultsAreThoseOfTheStageItself() {
        StageOptions own = StageOptions.of("localhost:9092", Path.of("tracestitch-data/state")).withAnalyzer(ANALYZER);
        StageOptions ours = StageSettings.stage(settings(), ANALYZER);
        assertThat(ours).isEqualTo(own);
        assertThat(StageSettings.publisher(settings())).isEqualTo(PublisherOptions.of("localhost:9092", TopicOptions.defaults()));
    }

    @Test
    void aPatternTakesThePlaceOfTheTopics() {
        TopicOptions topics = StageSettings.topics(settings("KAFKA_TOPIC_PATTERN", "logs-.*", "STREAM_TOPIC_PREFIX", "a."));
        assertThat(topics.inputs()).isEmpty();
        assertThat(topics.pattern().pattern()).isEqualTo("logs-.*");
        assertThat(topics.deadLetters()).isEqualTo("a.dead-letters");
        assertThatThrownBy(() -> StageSettings.topics(settings("KAFKA_TOPIC_PATTERN", "x", "KAFKA_TOPICS", "y")))
                .hasMessage("give kafka.topics or kafka.topic-pattern, not both");
    }

    @Test
    void securityIsToldToKafkaInItsOwnWords() throws Exception {
        Path ca = Files.writeString(dir.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        Map<String, String> properties = KafkaSettings.properties(settings("KAFKA_USERNAME", "stitch", "KAFKA_PASSWORD", "a\"b\\c",
                "KAFKA_CA_FILE", ca.toString()));
        assertThat(properties).isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"stitch\" "
                        + "password=\"a\\\"b\\\\c\";", "ssl.truststore.type", "PEM", "ssl.truststore.location", ca.toString()));
        assertThat(KafkaSettings.properties(settings("KAFKA_TLS", "true"))).isEqualTo(Map.of("security.protocol", "SSL"));
        assertThatThrownBy(() -> KafkaSettings.properties(settings("KAFKA_USERNAME", "stitch")))
                .hasMessage("kafka.username needs kafka.password");
        assertThatThrownBy(() -> KafkaSettings.properties(settings("KAFKA_CA_FILE", "nowhere.pem")))
                .hasMessage("kafka.ca-file: cannot read nowhere.pem");
    }

    @Test
    void propertiesForOneClientReachOnlyIt() {
        Configuration settings = Configuration.of(Map.of("--kafka-properties", List.of("retries=3", "consumer.retries=4",
                "producer.acks=1", "main.consumer.max.poll.records=1")), Map.of(), ConfigFile.NONE);
        assertThat(KafkaSettings.client(settings, "consumer")).isEqualTo(Map.of("retries", "4", "bootstrap.servers", "localhost:9092"));
        assertThat(KafkaSettings.client(settings, "producer")).isEqualTo(Map.of("retries", "3", "acks", "1", "bootstrap.servers",
                "localhost:9092"));
        assertThat(StageSettings.publisher(settings).properties()).isEqualTo(Map.of("retries", "4", "acks", "1"));
    }
}
