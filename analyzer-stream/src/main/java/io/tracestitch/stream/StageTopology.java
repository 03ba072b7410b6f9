package io.tracestitch.stream;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What flows where: logs, by way of the keyed topic if asked for, to the analysis; its events to the topic of occurrences; and from
 * there, keyed by incident, to the aggregation.
 */
final class StageTopology {

    private static final String LOGS = "logs";
    private static final String KEY = "key-by-source";
    private static final String KEYED_LOGS = "keyed-logs";
    private static final String ANALYSE = "analyse";
    private static final String EVENTS = "events";
    private static final String AGGREGATE = "aggregate";

    private StageTopology() {
    }

    static Topology of(StageOptions options, SourceRegistry registry, Backlog backlog, StageListener listener) {
        TopicOptions topics = options.topics();
        Topology topology = new Topology();
        logs(topology, options);
        String parent = LOGS;
        if (topics.repartition()) {
            topology.addProcessor(KEY, () -> new KeyBySourceProcessor(options, listener), LOGS);
            sink(topology, KeyBySourceProcessor.KEYED, topics.keyed(), KEY);
            sink(topology, KeyBySourceProcessor.DEAD_LETTERS, topics.deadLetters(), KEY);
            source(topology, KEYED_LOGS, topics.keyed());
            parent = KEYED_LOGS;
        }
        topology.addProcessor(ANALYSE, () -> new AnalyzerProcessor(options, registry, backlog, listener), parent);
        topology.addStateStore(store(AnalyzerProcessor.STORE), ANALYSE);
        topology.addStateStore(new CommitHook.Builder(AnalyzerProcessor.HOOK), ANALYSE);
        sink(topology, AnalyzerProcessor.OCCURRENCES, topics.occurrences(), ANALYSE);
        sink(topology, AnalyzerProcessor.DEAD_LETTERS, topics.deadLetters(), ANALYSE);
        sink(topology, AnalyzerProcessor.SOURCES, topics.sources(), ANALYSE);

        source(topology, EVENTS, topics.occurrences());
        topology.addProcessor(AGGREGATE, () -> new IncidentProcessor(options, listener), EVENTS);
        topology.addStateStore(store(IncidentProcessor.STORE), AGGREGATE);
        topology.addStateStore(new CommitHook.Builder(IncidentProcessor.HOOK), AGGREGATE);
        sink(topology, IncidentProcessor.INCIDENTS, topics.incidents(), AGGREGATE);
        sink(topology, IncidentProcessor.DEAD_LETTERS, topics.deadLetters(), AGGREGATE);
        return topology;
    }

    private static void logs(Topology topology, StageOptions options) {
        Pattern pattern = options.topics().pattern();
        if (pattern == null) {
            topology.addSource(LOGS, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                    options.topics().inputs().toArray(String[]::new));
        } else {
            topology.addSource(LOGS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), inputs(pattern, options));
        }
    }

    /** The user's pattern, which must not match what the stage writes itself: that would go round for ever. */
    static Pattern inputs(Pattern pattern, StageOptions options) {
        TopicOptions topics = options.topics();
        String own = Stream.of(topics.occurrences(), topics.incidents(), topics.deadLetters(), topics.sources(), topics.keyed())
                .map(Pattern::quote).collect(Collectors.joining("|"));
        String internal = Pattern.quote(options.kafka().application()) + "-.*-(?:changelog|repartition)";
        return Pattern.compile("(?!(?:" + own + "|" + internal + "|__.*)$)(?:" + pattern.pattern() + ")", pattern.flags());
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static void sink(Topology topology, String name, String topic, String parent) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parent);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of()).withCachingDisabled();
    }

    /** The names of topics that must exist beside the inputs, and are only written or are written and read. */
    static List<String> ownTopics(TopicOptions topics) {
        return topics.repartition()
                ? List.of(topics.occurrences(), topics.incidents(), topics.deadLetters(), topics.sources(), topics.keyed())
                : List.of(topics.occurrences(), topics.incidents(), topics.deadLetters(), topics.sources());
    }
}
