package io.tracestitch.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.tracestitch.stream.SourceRule;

/** All settings of the long-running commands. The parser, {@code --help} and {@code docs/configuration.md} are made from these. */
public final class Settings {

    private static final int ANY = Integer.MAX_VALUE;
    private static final int PORTS = 65_535;

    /** How a user name and password are sent. */
    public enum Mechanism {
        PLAIN, SCRAM_SHA_256, SCRAM_SHA_512;

        /** Kafka's name of it. */
        public String id() {
            return name().replace('_', '-');
        }
    }

    /** Where incidents are kept. */
    public enum StoreKind {
        NONE, LUCENE, ELASTICSEARCH;

        /** How users write it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a line of the program's own log looks. */
    public enum LogLines {
        TEXT, JSON
    }

    public static final Setting<List<String>> BOOTSTRAP_SERVERS = new Setting<>("kafka.bootstrap-servers", SettingType.LIST,
            "localhost:9092", "Brokers to ask first, as HOST:PORT.");
    public static final Setting<List<String>> TOPICS = new Setting<>("kafka.topics", SettingType.LIST, "python-logs",
            "Topics with logs.");
    public static final Setting<Pattern> TOPIC_PATTERN = new Setting<>("kafka.topic-pattern", SettingType.REGEX, null,
            "Reads all topics whose whole name matches, instead of kafka.topics.");
    public static final Setting<Boolean> TLS = new Setting<>("kafka.tls", SettingType.FLAG, "false",
            "Talks TLS to the brokers.");
    public static final Setting<Path> KAFKA_CA = new Setting<>("kafka.ca-file", SettingType.PATH, null,
            "Certificates (PEM) that the brokers' are checked against, instead of the JDK's. Turns kafka.tls on.");
    public static final Setting<String> KAFKA_USERNAME = new Setting<>("kafka.username", SettingType.TEXT, null,
            "User name for SASL; needs kafka.password.");
    public static final Setting<Secret> KAFKA_PASSWORD = new Setting<>("kafka.password", SettingType.SECRET, null,
            "Password for SASL.");
    public static final Setting<Mechanism> KAFKA_MECHANISM = new Setting<>("kafka.sasl-mechanism",
            SettingType.choice(Mechanism.class), "scram-sha-512", "How the user name and password are sent.");
    public static final Setting<String> KAFKA_PROPERTIES = new Setting<>("kafka.properties.*", SettingType.TEXT, null,
            "Any property of Kafka's clients and of Kafka Streams, over all that is set here. If its name begins with consumer., producer., "
                    + "admin., main.consumer., restore.consumer. or global.consumer., it is for that client only. A name that ends in -file "
                    + "names a file with the value, for secrets.");

    public static final Setting<String> APPLICATION = new Setting<>("stream.application", SettingType.TEXT, "tracestitch",
            "Name that all instances share: consumer group, prefix of internal topics and transactions.");
    public static final Setting<String> INSTANCE = new Setting<>("stream.instance", SettingType.TEXT, null,
            "Name that this instance keeps over restarts (static membership), so that a quick restart moves no partition. Each instance "
                    + "needs its own.");
    public static final Setting<Integer> THREADS = new Setting<>("stream.threads", SettingType.number(1, 1_000), "1",
            "Threads that process. More than the topics' partitions are idle.");
    public static final Setting<Integer> STANDBYS = new Setting<>("stream.standbys", SettingType.number(0, 10), "0",
            "Copies of each state that other instances keep, so that one of them can take over at once.");
    public static final Setting<Integer> ACCEPTABLE_LAG = new Setting<>("stream.acceptable-lag", SettingType.number(0, ANY), "10000",
            "Records that a copy of the state may lack to be taken over at once.");
    public static final Setting<Path> STATE_FOLDER = new Setting<>("stream.state-folder", SettingType.PATH, "tracestitch-data/state",
            "Where state is kept on disk. Each instance needs its own; what is in it can be lost, Kafka has it too.");
    public static final Setting<Boolean> REPARTITION = new Setting<>("stream.repartition", SettingType.FLAG, "false",
            "Sends all records through a topic that is keyed by source first: for topics whose records are not. Costs a second way through "
                    + "Kafka.");
    public static final Setting<List<SourceRule>> SOURCE = new Setting<>("stream.source", SettingType.SOURCE_RULES,
            "key,header:source,json", "Where the name of a record's source is looked for, in this order: the key, a header, the fields of the "
                    + "usual shippers' JSON, or one field of it. Where none has it, the partition is the source.");
    public static final Setting<String> TOPIC_PREFIX = new Setting<>("stream.topic-prefix", SettingType.TEXT, "tracestitch.",
            "Beginning of the names of all topics that are written.");
    public static final Setting<Boolean> CREATE_TOPICS = new Setting<>("stream.create-topics", SettingType.FLAG, "true",
            "Creates the topics that are written, if they are missing. Topics that are read are never created.");
    public static final Setting<Integer> PARTITIONS = new Setting<>("stream.partitions", SettingType.number(1, 10_000), "6",
            "Partitions of topics that are created.");
    public static final Setting<Integer> REPLICATION = new Setting<>("stream.replication", SettingType.number(-1, 100), "-1",
            "Replicas of topics that are created; -1 for the broker's default.");
    public static final Setting<Long> MAX_RECORD = new Setting<>("stream.max-record", SettingType.SIZE, "8MB",
            "Larger records go to the dead letters.");
    public static final Setting<Integer> MAX_SOURCES = new Setting<>("stream.max-sources", SettingType.number(1, ANY), "10000",
            "Sources of one partition that are held in memory. Beyond it, the one that was silent longest is put away into the state.");
    public static final Setting<Duration> SOURCE_IDLE = new Setting<>("stream.source-idle", SettingType.DURATION, "1m",
            "A source that was silent for this long is put away into the state.");
    public static final Setting<Duration> SOURCE_RETENTION = new Setting<>("stream.source-retention", SettingType.DURATION, "1d",
            "A source that was silent for this long is forgotten.");
    public static final Setting<Duration> SPLIT_WINDOW = new Setting<>("stream.split-window", SettingType.DURATION, "1h",
            "A source that is seen in two partitions within this time is told to be split.");
    public static final Setting<Duration> FLUSH = new Setting<>("stream.flush-interval", SettingType.DURATION, "2s",
            "A record whose source was silent for this long ends.");
    public static final Setting<Duration> COMMIT = new Setting<>("stream.commit-interval", SettingType.DURATION, "500ms",
            "How often transactions are committed. What was found is seen by others this much later at most.");
    public static final Setting<Duration> STITCH_SAVE = new Setting<>("stream.stitch-save-interval", SettingType.DURATION, "10s",
            "How often the memory of tasks is saved, for each source that wrote: what a crash may take from stories.");
    public static final Setting<Duration> INCIDENT_UPDATE = new Setting<>("stream.incident-update", SettingType.DURATION, "1s",
            "An incident is published at most this often.");
    public static final Setting<Duration> INCIDENT_RETENTION = new Setting<>("stream.incident-retention", SettingType.DURATION, "90d",
            "An incident that was not seen for this long is forgotten by the stage.");
    public static final Setting<Duration> SHUTDOWN = new Setting<>("stream.shutdown-timeout", SettingType.DURATION, "30s",
            "How long the end may take after SIGTERM.");

    public static final Setting<StoreKind> STORE = new Setting<>("store.kind", SettingType.choice(StoreKind.class), "none",
            "Where incidents are kept besides Kafka: nowhere, in an embedded store on disk, or in Elasticsearch.");
    public static final Setting<Path> STORE_FOLDER = new Setting<>("store.folder", SettingType.PATH, "tracestitch-data/store",
            "Folder of the embedded store. One process can have it open.");
    public static final Setting<Duration> STORE_RETENTION = new Setting<>("store.retention", SettingType.DURATION, "30d",
            "Events older than this, and incidents last seen before, are forgotten.");
    public static final Setting<Long> STORE_MAX = new Setting<>("store.max-size", SettingType.SIZE, null,
            "The oldest events are forgotten until the store takes about this much room or less. No bound by default.");
    public static final Setting<List<URI>> ELASTIC_URLS = new Setting<>("store.elasticsearch-urls", SettingType.URLS,
            "http://localhost:9200", "Nodes of Elasticsearch, version 8 or 9.");
    public static final Setting<Secret> ELASTIC_API_KEY = new Setting<>("store.elasticsearch-api-key", SettingType.SECRET, null,
            "API key, as Elasticsearch encodes it.");
    public static final Setting<String> ELASTIC_USERNAME = new Setting<>("store.elasticsearch-username", SettingType.TEXT, null,
            "User name, if there is no API key; needs store.elasticsearch-password.");
    public static final Setting<Secret> ELASTIC_PASSWORD = new Setting<>("store.elasticsearch-password", SettingType.SECRET, null,
            "Password of the user.");
    public static final Setting<Path> ELASTIC_CA = new Setting<>("store.elasticsearch-ca-file", SettingType.PATH, null,
            "Certificates (PEM) that the nodes' are checked against, instead of the JDK's.");
    public static final Setting<String> ELASTIC_PREFIX = new Setting<>("store.elasticsearch-prefix", SettingType.TEXT, "tracestitch",
            "Beginning of the names of indices and templates.");
    public static final Setting<String> PUBLISHER_GROUP = new Setting<>("store.group", SettingType.TEXT, "tracestitch-publisher",
            "Consumer group of the publisher. All that write into one store share it.");
    public static final Setting<Integer> BATCH_DOCUMENTS = new Setting<>("store.batch-documents", SettingType.number(1, 100_000), "1000",
            "Documents saved together.");
    public static final Setting<Long> BATCH_BYTES = new Setting<>("store.batch-size", SettingType.SIZE, "8MB",
            "JSON saved together.");
    public static final Setting<Duration> BATCH_WAIT = new Setting<>("store.batch-wait", SettingType.DURATION, "500ms",
            "How long documents wait for others at most.");
    public static final Setting<Duration> RETRY = new Setting<>("store.retry", SettingType.DURATION, "200ms",
            "First pause before saving is tried again. It doubles up to store.retry-max.");
    public static final Setting<Duration> RETRY_MAX = new Setting<>("store.retry-max", SettingType.DURATION, "10s",
            "Longest pause before saving is tried again.");

    public static final Setting<Integer> METRICS_PORT = new Setting<>("metrics.port", SettingType.number(0, PORTS), null,
            "Serves /metrics, /health/live and /health/ready on this port; 0 takes a free one and tells it. Not served by default.");
    public static final Setting<String> METRICS_ADDRESS = new Setting<>("metrics.address", SettingType.TEXT, "127.0.0.1",
            "Address to serve them on. 0.0.0.0 is for all, without any authentication.");
    public static final Setting<URI> OTLP_URL = new Setting<>("metrics.otlp-url", SettingType.URL, null,
            "Also sends metrics there by OTLP over HTTP, such as http://collector:4318/v1/metrics.");
    public static final Setting<Duration> OTLP_INTERVAL = new Setting<>("metrics.otlp-interval", SettingType.DURATION, "60s",
            "How often metrics are sent.");

    public static final Setting<LogLines> LOG_LINES = new Setting<>("logging.format", SettingType.choice(LogLines.class), "text",
            "How the program's own log on standard error looks.");
    public static final Setting<Boolean> LOG_KAFKA = new Setting<>("logging.kafka", SettingType.FLAG, "false",
            "Also tells what Kafka's clients say below warnings.");

    /** The sections, in the order of the documentation. */
    public static final List<Section> SECTIONS = List.of(
            new Section("kafka", "Kafka", List.of(BOOTSTRAP_SERVERS, TOPICS, TOPIC_PATTERN, TLS, KAFKA_CA, KAFKA_USERNAME,
                    KAFKA_PASSWORD, KAFKA_MECHANISM, KAFKA_PROPERTIES)),
            new Section("stream", "The stage", List.of(APPLICATION, INSTANCE, THREADS, STANDBYS, ACCEPTABLE_LAG, STATE_FOLDER, REPARTITION,
                    SOURCE, TOPIC_PREFIX, CREATE_TOPICS, PARTITIONS, REPLICATION, MAX_RECORD, MAX_SOURCES, SOURCE_IDLE, SOURCE_RETENTION,
                    SPLIT_WINDOW, FLUSH, COMMIT, STITCH_SAVE, INCIDENT_UPDATE, INCIDENT_RETENTION, SHUTDOWN)),
            new Section("store", "The store and its publisher", List.of(STORE, STORE_FOLDER, STORE_RETENTION, STORE_MAX, ELASTIC_URLS,
                    ELASTIC_API_KEY, ELASTIC_USERNAME, ELASTIC_PASSWORD, ELASTIC_CA, ELASTIC_PREFIX, PUBLISHER_GROUP, BATCH_DOCUMENTS,
                    BATCH_BYTES, BATCH_WAIT, RETRY, RETRY_MAX)),
            new Section("metrics", "Metrics and health", List.of(METRICS_PORT, METRICS_ADDRESS, OTLP_URL, OTLP_INTERVAL)),
            new Section("logging", "Logging", List.of(LOG_LINES, LOG_KAFKA)));

    private static final List<Setting<?>> ALL = SECTIONS.stream().<Setting<?>>flatMap(s -> s.settings().stream()).toList();

    private Settings() {
    }

    /**
     * Settings whose keys begin alike.
     *
     * @param name the beginning of their keys
     * @param title heading in help and documentation
     */
    public record Section(String name, String title, List<Setting<?>> settings) {
    }

    /** All settings, in the order of the documentation. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
