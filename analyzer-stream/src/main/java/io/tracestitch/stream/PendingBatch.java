package io.tracestitch.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.SaveResult.DocumentKind;
import io.tracestitch.store.SaveResult.Rejection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Documents that were read and are to be saved together, with the records that they came from. Of an incident the newest alone. */
final class PendingBatch {

    private record Read<T>(T document, ConsumerRecord<byte[], byte[]> record) {
    }

    private final Map<String, Read<EventDocument>> events = new LinkedHashMap<>();
    private final Map<String, Read<IncidentDocument>> incidents = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private long bytes;
    private long since = Long.MAX_VALUE;

    /**
     * Takes a record in.
     *
     * @param isIncident whether it is one; else it is an event
     * @throws IOException with a reason for people if it is neither; it counts as read all the same
     */
    void add(ConsumerRecord<byte[], byte[]> record, boolean isIncident, long now) throws IOException {
        since = Math.min(since, now);
        offsets.put(new TopicPartition(record.topic(), record.partition()),
                new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        if (record.value() == null) {
            return; // an incident that the stage has forgotten; the store has a retention of its own
        }
        Instant written = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        bytes += record.value().length;
        if (isIncident) {
            IncidentDocument document = TopicDocuments.incident(record.value(), written);
            Read<IncidentDocument> before = incidents.put(document.id(), new Read<>(document, record));
            bytes -= before == null ? 0 : before.record.value().length;
        } else {
            EventDocument document = TopicDocuments.event(record.value(), written);
            events.put(document.id(), new Read<>(document, record));
        }
    }

    boolean isEmpty() {
        return offsets.isEmpty();
    }

    boolean isFull(int maxDocuments, int maxBytes) {
        return events.size() + incidents.size() >= maxDocuments || bytes >= maxBytes;
    }

    /** When its first record was read, in milliseconds; the end of time if it has none. */
    long since() {
        return since;
    }

    Batch documents() {
        return new Batch(events.values().stream().map(Read::document).toList(), incidents.values().stream().map(Read::document).toList());
    }

    @Nullable ConsumerRecord<byte[], byte[]> record(Rejection rejection) {
        Read<?> read = rejection.kind() == DocumentKind.EVENT ? events.get(rejection.id()) : incidents.get(rejection.id());
        return read == null ? null : read.record;
    }

    /** Up to where the partitions were read. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return Map.copyOf(offsets);
    }

    /** Partitions belong to another publisher now, who reads the same again. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(offsets::remove);
    }

    /** Begins anew. */
    void clear() {
        events.clear();
        incidents.clear();
        offsets.clear();
        bytes = 0;
        since = Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        return events.size() + " events and " + incidents.size() + " incidents up to " + List.copyOf(offsets.keySet());
    }
}
