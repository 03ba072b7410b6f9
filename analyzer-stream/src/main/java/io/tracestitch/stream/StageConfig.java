package io.tracestitch.stream;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of Kafka Streams that follow from the options. What users set themselves wins, but not over what the stage relies on. */
final class StageConfig {

    /** The listener, for the handlers that Kafka Streams makes by their class. */
    static final String LISTENER = "tracestitch.listener";
    /** The topic of dead letters, for these handlers. */
    static final String DEAD_LETTERS = "tracestitch.dead-letters";
    /** Largest request, in bytes: dead letters are as large as what was read. */
    private static final int MAX_REQUEST = 64 << 20;
    private static final int FETCH = 8 << 20;
    private static final int PARTITION_FETCH = 4 << 20;
    private static final int POLL = 20_000;
    private static final int LINGER_MILLIS = 20;

    private StageConfig() {
    }

    static Map<String, Object> of(StageOptions options, StageListener listener) {
        KafkaOptions kafka = options.kafka();
        Map<String, Object> p = new HashMap<>();
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, kafka.threads());
        p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, kafka.standbys());
        p.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, kafka.acceptableLag());
        p.put(StreamsConfig.STATE_DIR_CONFIG, kafka.stateFolder().toString());
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, options.timing().commit().toMillis());
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) options.topics().replication());
        p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, POLL);
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        // Topics that share a task are analysed apart; none waits for another.
        p.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH);
        p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), PARTITION_FETCH);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), (long) MAX_REQUEST);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        if (kafka.instance() != null) {
            p.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), kafka.instance());
        }
        p.putAll(kafka.properties());
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.application());
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class);
        p.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnpublishableRecords.class);
        p.put(LISTENER, listener);
        p.put(DEAD_LETTERS, options.topics().deadLetters());
        return p;
    }
}
