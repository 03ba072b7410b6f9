package io.tracestitch.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.cli.UserError;
import io.tracestitch.stream.SourceRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where values come from, and what is said about wrong ones. */
class ConfigurationTest {

    private static final String PASSWORD = "s3cret-Pa55";

    @TempDir
    private Path dir;

    private ConfigFile file(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(dir.resolve("c.yaml"), yaml).toString());
    }

    private static Configuration of(Map<String, List<String>> flags, Map<String, String> environment, ConfigFile file) {
        return Configuration.of(flags, environment, file);
    }

    private Configuration yaml(String yaml) throws IOException {
        return of(Map.of(), Map.of(), file(yaml));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            - | -  | -  | 1
            - | -  | 2  | 2
            - | 3  | 2  | 3
            4 | 3  | 2  | 4
            4 | -  | -  | 4
            - | 3  | -  | 3
            """)
    void aFlagWinsOverTheEnvironmentOverTheFileOverTheDefault(String flag, String variable, String file, int value) throws IOException {
        Configuration settings = of(flag == null ? Map.of() : Map.of("--threads", List.of(flag)),
                variable == null ? Map.of() : Map.of("TRACESTITCH_STREAM_THREADS", variable),
                file == null ? ConfigFile.NONE : file("stream:\n  threads: " + file + "\n"));
        assertThat(settings.get(Settings.THREADS)).isEqualTo(value);
        assertThat(settings.isSet(Settings.THREADS)).isEqualTo(flag != null || variable != null || file != null);
    }

    @Test
    void keysCanBeNestedOrWrittenWithDots() throws IOException {
        assertThat(yaml("kafka.tls: true").get(Settings.TLS)).isTrue();
        assertThat(yaml("kafka:\n  tls: true").get(Settings.TLS)).isTrue();
        assertThatThrownBy(() -> yaml("kafka.tls: true\nkafka:\n  tls: false\n")).isInstanceOf(UserError.class)
                .hasMessageEndingWith("c.yaml:3: 'kafka.tls' has been set before, at " + dir.resolve("c.yaml") + ":1");
    }

    @Test
    void everyTypeIsRead() throws IOException {
        Configuration settings = yaml("""
                kafka:
                  topics: [a, b]
                  topic-pattern: "logs-.*"
                  sasl-mechanism: PLAIN
                stream:
                  source: [header:app, json]
                  max-record: 512KB
                  source-idle: 90s
                store:
                  elasticsearch-urls: https://a:9200, https://b:9200
                metrics:
                  port: 9404
                """);
        assertThat(settings.get(Settings.TOPICS)).containsExactly("a", "b");
        assertThat(settings.get(Settings.TOPIC_PATTERN).pattern()).isEqualTo("logs-.*");
        assertThat(settings.get(Settings.KAFKA_MECHANISM)).isEqualTo(Settings.Mechanism.PLAIN);
        assertThat(settings.get(Settings.SOURCE)).containsExactly(new SourceRule.Header("app"), new SourceRule.Json());
        assertThat(settings.get(Settings.MAX_RECORD)).isEqualTo(512 << 10);
        assertThat(settings.get(Settings.SOURCE_IDLE)).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.get(Settings.ELASTIC_URLS)).hasSize(2);
        assertThat(settings.find(Settings.METRICS_PORT)).isEqualTo(9404);
        assertThat(settings.find(Settings.KAFKA_CA)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metrics.port: many                  | metrics.port needs a whole number from 0 to 65535, not 'many'
            metrics.port: 70000                 | metrics.port needs a whole number from 0 to 65535, not '70000'
            metrics.port: [1, 2]                | metrics.port needs a single value
            kafka.tls: maybe                    | kafka.tls needs true or false, not 'maybe'
            stream.flush-interval: 2            | stream.flush-interval needs a duration such as 500ms, 10s, 5m, 2h or 30d, not '2'
            stream.max-record: 8                | stream.max-record needs a size such as 512KB, 8MB or 20GB, not '8'
            stream.source: [key, field]         | stream.source needs a list of key, header:NAME, json or json:FIELD, not 'key,field'
            store.kind: redis                   | store.kind needs none, lucene or elasticsearch, not 'redis'
            store.elasticsearch-urls: es:9200   | needs a list of addresses that begin with http:// or https://, without user names
            metrics.otlp-url: https://u:pw@host | needs an address that begins with http:// or https://, without a user name, not 'https://***@host'
            kafka.topic-pattern: "logs-("       | kafka.topic-pattern needs a regular expression, not 'logs-('
            kafka.topics: ""                    | kafka.topics needs a list, not ''
            """)
    void aWrongTypeIsToldWithFileAndLine(String line, String message) throws IOException {
        ConfigFile file = file("# comment\n" + line + "\n");
        assertThatThrownBy(() -> of(Map.of(), Map.of(), file)).isInstanceOf(UserError.class).hasMessageContaining(message)
                .hasMessageStartingWith(dir.resolve("c.yaml") + ":2: ");
    }

    @Test
    void aWrongTypeIsToldWithItsVariableOrFlag() {
        assertThatThrownBy(() -> of(Map.of(), Map.of("TRACESTITCH_METRICS_PORT", "x"), ConfigFile.NONE))
                .hasMessage("TRACESTITCH_METRICS_PORT needs a whole number from 0 to 65535, not 'x'");
        assertThatThrownBy(() -> of(Map.of("--metrics-port", List.of("x")), Map.of(), ConfigFile.NONE))
                .hasMessage("--metrics-port needs a whole number from 0 to 65535, not 'x'");
        assertThatThrownBy(() -> of(Map.of(), Map.of("TRACESTITCH_METRICS_PORT", "tcp://10.0.0.7:80"), ConfigFile.NONE))
                .hasMessageContaining("set by Kubernetes for a service of that name");
    }

    @Test
    void aSecretComesFromAFileOrTheEnvironment() throws IOException {
        String path = Files.writeString(dir.resolve("pw"), PASSWORD + "\n").toString();
        Map<String, Configuration> ways = Map.of(
                "flag", of(Map.of("--kafka-password-file", List.of(path)), Map.of(), ConfigFile.NONE),
                "variable", of(Map.of(), Map.of("TRACESTITCH_KAFKA_PASSWORD", PASSWORD), ConfigFile.NONE),
                "file variable", of(Map.of(), Map.of("TRACESTITCH_KAFKA_PASSWORD_FILE", path), ConfigFile.NONE),
                "yaml", yaml("kafka.password: " + PASSWORD),
                "yaml file", yaml("kafka:\n  password-file: " + path));
        ways.forEach((way, settings) ->
                assertThat(settings.get(Settings.KAFKA_PASSWORD)).as(way).isEqualTo(new Secret(PASSWORD)).hasToString("***"));
    }

    @Test
    void noMessageHoldsASecret() throws IOException {
        String path = Files.writeString(dir.resolve("pw"), PASSWORD).toString();
        ConfigFile twice = file("kafka:\n  password: " + PASSWORD + "\n  password-file: " + path + "\n");
        assertThatThrownBy(() -> of(Map.of(), Map.of(), twice)).hasMessageContaining("c.yaml:3: kafka.password")
                .hasMessageContaining("given twice").hasMessageNotContaining(PASSWORD);
        ConfigFile list = file("kafka:\n  password: [" + PASSWORD + "]\n");
        assertThatThrownBy(() -> of(Map.of(), Map.of(), list)).hasMessageContaining("c.yaml:2: kafka.password needs a single value")
                .hasMessageNotContaining(PASSWORD);
        assertThatThrownBy(() -> of(Map.of(), Map.of("TRACESTITCH_KAFKA_PASSWORD_FILE", "nowhere/pw"), ConfigFile.NONE))
                .hasMessage("TRACESTITCH_KAFKA_PASSWORD_FILE: no such file: nowhere/pw");
    }

    @Test
    void propertiesOfKafkaArePassedThrough() throws IOException {
        String jaas = Files.writeString(dir.resolve("jaas"), "login " + PASSWORD + ";\n").toString();
        Map<String, String> environment = new HashMap<>(Map.of("TRACESTITCH_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL",
                "TRACESTITCH_KAFKA_PROPERTIES_SASL_JAAS_CONFIG_FILE", jaas,
                "TRACESTITCH_KAFKA_PROPERTIES_SASL_OAUTHBEARER_ASSERTION_TEMPLATE_FILE", "t.json"));
        Configuration settings = of(Map.of("--kafka-properties", List.of("max.poll.records=7", "consumer.fetch.max.bytes=9")), environment,
                file("kafka:\n  properties:\n    max.poll.records: 5\n    producer:\n      acks: all\n    ssl.key.password-file: " + jaas));
        assertThat(settings.properties(Settings.KAFKA_PROPERTIES)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "security.protocol", "SSL", "sasl.jaas.config", "login " + PASSWORD + ";",
                "sasl.oauthbearer.assertion.template.file", "t.json", "max.poll.records", "7", "consumer.fetch.max.bytes", "9",
                "producer.acks", "all", "ssl.key.password", "login " + PASSWORD + ";"));
        assertThatThrownBy(() -> of(Map.of("--kafka-properties", List.of("acks")), Map.of(), ConfigFile.NONE))
                .hasMessage("--kafka-properties needs NAME=VALUE");
    }

    @Test
    void variablesThatLookLikeSettingsAreTold() {
        Configuration settings = of(Map.of(), Map.of("TRACESTITCH_KAFKA_BOOTSTRAP_SERVER", "k:9092", "TRACESTITCH_SERVICE_HOST", "10.0.0.1",
                "TRACESTITCH_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.2", "TRACESTITCH_KAFKA_PROPERTIES_ACKS", "all"), ConfigFile.NONE);
        assertThat(settings.unknownVariables()).containsExactly("the environment's TRACESTITCH_KAFKA_BOOTSTRAP_SERVER is no setting; "
                + "did you mean 'TRACESTITCH_KAFKA_BOOTSTRAP_SERVERS'?");
    }

    @ParameterizedTest
    @CsvSource({"topcs, topics", "bootstrap, -", "tpoics, topics", "kind, kind", "x, -", "topicss, topics"})
    void theNearestNameIsFound(String name, String nearest) {
        assertThat(Nearest.of(name, List.of("topics", "kind", "bootstrap-servers"))).isEqualTo(nearest.equals("-") ? null : nearest);
    }
}
