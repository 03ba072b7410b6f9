package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state of sources as it is kept in a store: for each source of each topic what {@link Part}s there are. Names of topics have no
 * character 0, so that it ends them.
 */
final class SourceStore {

    /** What is kept of a source, under a key of its own. */
    enum Part {
        /** How its log is read, and what is open, behind the timestamp of its newest record. */
        READING('r'),
        /** Who stands still. */
        STALLS('w'),
        /** What is known of its tasks. */
        STITCHING('s'),
        /** That something may be open, so that the source has to be looked at even if nothing more comes. */
        OPEN('o');

        private final byte letter;

        Part(char letter) {
            this.letter = (byte) letter;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;

    SourceStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    byte @Nullable [] get(Part part, String topic, String source) {
        return store.get(key(part, topic, source));
    }

    void put(Part part, String topic, String source, byte[] value) {
        store.put(key(part, topic, source), value);
    }

    void delete(Part part, String topic, String source) {
        store.delete(key(part, topic, source));
    }

    /** Forgets all of a source. */
    void forget(String topic, String source) {
        for (Part part : Part.values()) {
            delete(part, topic, source);
        }
    }

    /** A key of the store, taken apart. */
    interface Visitor {
        void visit(String topic, String source, byte[] value);
    }

    /** Shows all sources that have this part. The visitor must not write. */
    void each(Part part, Visitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.range(Bytes.wrap(new byte[] {part.letter}),
                Bytes.wrap(new byte[] {(byte) (part.letter + 1)}))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                byte[] key = entry.key.get();
                if (key[0] == part.letter) {
                    split(key, (topic, source) -> visitor.visit(topic, source, entry.value));
                }
            }
        }
    }

    private static void split(byte[] key, BiConsumer<String, String> parts) {
        int end = 1;
        while (key[end] != 0) {
            end++;
        }
        parts.accept(new String(key, 1, end - 1, StandardCharsets.UTF_8),
                new String(Arrays.copyOfRange(key, end + 1, key.length), StandardCharsets.UTF_8));
    }

    private static Bytes key(Part part, String topic, String source) {
        byte[] first = topic.getBytes(StandardCharsets.UTF_8);
        byte[] second = source.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[first.length + second.length + 2];
        key[0] = part.letter;
        System.arraycopy(first, 0, key, 1, first.length);
        System.arraycopy(second, 0, key, first.length + 2, second.length);
        return Bytes.wrap(key);
    }
}
