package io.tracestitch.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.LogPartition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the core finds in records that are fed to it in order, in one go, without any pause: ids of events and of their occurrences. */
final class ExpectedEvents {

    private ExpectedEvents() {
    }

    static Map<String, String> of(List<ConsumerRecord<byte[], byte[]>> records, AnalyzerOptions options) {
        Map<String, String> occurrences = new TreeMap<>();
        Map<Integer, Analyzer> partitions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            LogPartition partition = new LogPartition(record.topic(), record.partition());
            partitions.computeIfAbsent(record.partition(), p -> new Analyzer(options, event -> add(event.withPartition(partition), occurrences)))
                    .feed(StageDriver.text(record.key()), LogPartition.firstNumber(record.offset()), record.value(), 0, record.value().length);
        }
        records.stream().map(r -> StageDriver.text(r.key())).distinct().forEach(source -> partitions.values().forEach(a -> a.finish(source)));
        return occurrences;
    }

    /** Standstills are concluded from what is known of tasks, of which a crash may take the last seconds. */
    static void add(Event event, Map<String, String> occurrences) {
        if (event.kind() != EventKind.STALL && occurrences.put(event.id(), event.occurrence()) != null) {
            throw new IllegalStateException("event " + event.id() + " comes twice");
        }
    }
}
