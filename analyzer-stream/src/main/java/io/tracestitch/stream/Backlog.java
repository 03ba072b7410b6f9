package io.tracestitch.stream;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What the consumers of this process know of what is still to be read, and which partitions they are about to lose. Written by the
 * thread that polls, read by the tasks of the same thread and by health checks.
 */
final class Backlog {

    /** Offset of the last record that a poll gave out. */
    private final Map<TopicPartition, Long> handedOut = new ConcurrentHashMap<>();
    /** When the broker last said that there is nothing more. */
    private final Map<TopicPartition, Long> emptyAt = new ConcurrentHashMap<>();
    private final Set<TopicPartition> leaving = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Tells how much of a partition is unread. */
    interface Lag {
        OptionalLong of(TopicPartition partition);
    }

    /**
     * A poll returned.
     *
     * @param fetched whether brokers answered since the last one
     */
    void polled(ConsumerRecords<byte[], byte[]> records, Collection<TopicPartition> assigned, boolean fetched, Lag lag, long now) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> last = records.records(partition).getLast();
            handedOut.put(partition, last.offset());
            emptyAt.remove(partition);
        }
        if (fetched) {
            for (TopicPartition partition : assigned) {
                OptionalLong left = lag.of(partition);
                if (left.isPresent() && left.getAsLong() == 0) {
                    emptyAt.put(partition, now);
                } else {
                    emptyAt.remove(partition);
                }
            }
        }
    }

    /**
     * When the broker last said that nothing is left, in milliseconds; -1 if something is.
     *
     * @param processed offset of the last record that was processed, or -1
     */
    long emptyAt(TopicPartition partition, long processed) {
        Long given = handedOut.get(partition);
        return given != null && given > processed ? -1 : emptyAt.getOrDefault(partition, -1L);
    }

    /** Partitions are about to be given away: whatever their tasks know has to be saved. */
    void leaving(Collection<TopicPartition> partitions) {
        leaving.addAll(partitions);
    }

    /** Partitions were given away or came. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            leaving.remove(partition);
            handedOut.remove(partition);
            emptyAt.remove(partition);
        });
    }

    /** The whole stage is about to end. */
    void closing() {
        closing = true;
    }

    boolean isLeaving(TopicPartition partition) {
        return closing || leaving.contains(partition);
    }
}
