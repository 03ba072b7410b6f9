package io.tracestitch.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.SourceSummary;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the newest records of a topic look like: whose they are, and how their lines are read. Immutable.
 *
 * @param topic the topic
 * @param partitions its partitions
 * @param records records that were looked at
 * @param keyed those with a key
 * @param nameless those that no rule finds a source for, so that the partition is their source
 * @param unusable those that would go to the dead letters, by reason
 * @param lines lines in the others
 * @param sources partitions in which each source was seen
 * @param readings how the sources' lines are read, and by how many sources; envelopes and header formats as the core names them
 */
public record TopicSample(String topic, int partitions, int records, int keyed, int nameless, Map<DeadLetterReason, Integer> unusable,
        long lines, Map<String, Set<Integer>> sources, Map<Reading, Integer> readings) {

    /**
     * How lines are read.
     *
     * @param envelope what a transport wrapped around them; empty for plain lines
     * @param format format of the records' headers
     */
    public record Reading(String envelope, String format) {
    }

    /**
     * Reads a sample. It belongs to no group, and commits nothing.
     *
     * @param consumer a consumer for this alone
     * @param options how the stage reads
     * @param each how many of the newest records of each partition
     * @param patience how long at most
     */
    public static TopicSample read(Consumer<byte[], byte[]> consumer, String topic, StageOptions options, int each, Duration patience) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        List<TopicPartition> partitions = infos.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, Math.max(starts.get(partition), ends.get(partition) - each));
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Gathering gathering = new Gathering(options);
        while (System.nanoTime() < deadline && ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                    gathering.add(record);
                }
            }
        }
        return gathering.sample(topic, partitions.size());
    }

    private static final class Gathering {
        private final AnalyzerOptions analysis;
        private final SourceFinder finder;
        private final RecordCheck check;
        private final Map<String, List<byte[]>> values = new TreeMap<>();
        private final Map<String, Set<Integer>> sources = new TreeMap<>();
        private final Map<DeadLetterReason, Integer> unusable = new TreeMap<>();
        private int records;
        private int keyed;
        private int nameless;

        Gathering(StageOptions options) {
            analysis = options.analyzer();
            finder = new SourceFinder(options.sources().rules());
            check = new RecordCheck(options.topics().maxRecordBytes());
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            records++;
            keyed += record.key() == null || record.key().length == 0 ? 0 : 1;
            byte @Nullable [] value = record.value();
            if (value == null) {
                return;
            }
            DeadLetterReason problem = check.problem(value);
            if (problem != null) {
                unusable.merge(problem, 1, Integer::sum);
                return;
            }
            String source = finder.find(record.key(), record.headers(), value);
            if (source == null) {
                nameless++;
                values.computeIfAbsent(record.topic() + "-" + record.partition(), key -> new ArrayList<>()).add(value);
            } else {
                sources.computeIfAbsent(source, key -> new TreeSet<>()).add(record.partition());
                values.computeIfAbsent(source, key -> new ArrayList<>()).add(value);
            }
        }

        TopicSample sample(String topic, int partitions) {
            Map<Reading, Integer> readings = new HashMap<>();
            long lines = 0;
            for (Map.Entry<String, List<byte[]>> source : values.entrySet()) {
                SourceSummary summary = read(source.getKey(), source.getValue());
                lines += summary.lines();
                readings.merge(new Reading(summary.envelope(), summary.format()), 1, Integer::sum);
            }
            return new TopicSample(topic, partitions, records, keyed, nameless, Map.copyOf(unusable), lines, Map.copyOf(sources),
                    Map.copyOf(readings));
        }

        private SourceSummary read(String source, List<byte[]> itsValues) {
            Analyzer analyzer = new Analyzer(analysis, event -> { });
            for (byte[] value : itsValues) {
                analyzer.feed(source, value, 0, value.length);
                if (value.length == 0 || value[value.length - 1] != '\n') {
                    analyzer.feed(source, new byte[] {'\n'}, 0, 1);
                }
            }
            analyzer.finish(source);
            return analyzer.summary(source);
        }
    }
}
