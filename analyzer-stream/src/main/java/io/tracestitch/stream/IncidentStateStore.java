package io.tracestitch.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of incidents as it is kept in a store, and which of them have to be published. */
final class IncidentStateStore {

    private static final byte STATE = 'i';
    private static final byte UNPUBLISHED = 'u';

    private final KeyValueStore<Bytes, byte[]> store;

    IncidentStateStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    byte @Nullable [] get(String id) {
        return store.get(key(STATE, id));
    }

    void put(String id, byte[] state, boolean unpublished) {
        store.put(key(STATE, id), state);
        Bytes mark = key(UNPUBLISHED, id);
        if (unpublished) {
            store.put(mark, new byte[0]);
        } else if (store.get(mark) != null) {
            store.delete(mark);
        }
    }

    void delete(String id) {
        store.delete(key(STATE, id));
    }

    /** Incidents that were saved before they could be published. */
    List<String> unpublished() {
        List<String> ids = new ArrayList<>();
        each(UNPUBLISHED, (id, value) -> ids.add(id));
        return ids;
    }

    /** Shows all incidents. The visitor must not write. */
    void each(BiConsumer<String, byte[]> visitor) {
        each(STATE, visitor);
    }

    private void each(byte kind, BiConsumer<String, byte[]> visitor) {
        try (KeyValueIterator<Bytes, byte[]> all = store.range(Bytes.wrap(new byte[] {kind}), Bytes.wrap(new byte[] {(byte) (kind + 1)}))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                byte[] key = entry.key.get();
                if (key[0] == kind) {
                    visitor.accept(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), entry.value);
                }
            }
        }
    }

    /** When a saved incident was seen last, in milliseconds. It stands behind the version. */
    static long lastSeen(byte[] state) {
        return ByteBuffer.wrap(state).getLong(Long.BYTES);
    }

    private static Bytes key(byte kind, String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[text.length + 1];
        key[0] = kind;
        System.arraycopy(text, 0, key, 1, text.length);
        return Bytes.wrap(key);
    }
}
