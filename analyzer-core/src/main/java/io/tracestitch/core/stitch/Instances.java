package io.tracestitch.core.stitch;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.record.JsonKeys;
import org.jspecify.annotations.Nullable;

/**
 * Tells the processes of one source apart, by the writer that the transport names and the process in the record, and the runs of each
 * process. Each run is an instance with a number of its own. Not thread-safe.
 */
final class Instances {

    /** Processes of one source that are told apart; the one that was silent longest goes for a new one. */
    static final int MAX_PROCESSES = 4096;
    private static final int WORD = 7;
    private static final long NO_WORD = -1;

    final Map<Long, Integer> current = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MAX_PROCESSES;
        }
    };
    /** Names of processes by instance: as the transport names the writer, else as the record does. */
    final Map<Integer, String> names = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > MAX_PROCESSES;
        }
    };
    long lastKey = Long.MIN_VALUE;
    /** The bytes of a short process that wrote last, so that it is known at a glance. */
    private long lastWord = NO_WORD;
    int last;
    int count;
    /** An instance whose name is not noted yet, or 0. */
    int fresh;

    /** The instance of the process that is named by these bytes; an absent name counts as one too. */
    int of(@Nullable String writer, byte[] b, int processStart, int processLength) {
        long word = processLength == 0 ? 0
                : processLength > WORD || processStart + Long.BYTES > b.length ? NO_WORD : Bytes.word(b, processStart, processLength);
        if (writer == null && word == lastWord && word != NO_WORD) {
            return last;
        }
        int instance = named(of(key(writer, Bytes.hash(b, processStart, processLength))), writer, b, processStart, processLength);
        lastWord = writer == null ? word : NO_WORD;
        return instance;
    }

    /** The same where the host's name and the time of the process's start may be known besides. */
    int of(byte[] b, JsonKeys keys) {
        long key = Bytes.hash(b, keys.processStart(), keys.processLength());
        if (keys.hostLength() > 0) {
            key = Bytes.mix(key, Bytes.hash(b, keys.hostStart(), keys.hostLength()));
        }
        if (keys.processStartLength() > 0) {
            key = Bytes.mix(key, Bytes.hash(b, keys.processStartStart(), keys.processStartLength()));
        }
        return named(of(key), null, b, keys.processStart(), keys.processLength());
    }

    /** Notes what a new instance is called: as its writer, or else by its process. */
    private int named(int instance, @Nullable String writer, byte[] b, int processStart, int processLength) {
        if (instance == fresh) {
            fresh = 0;
            // the offset of an absent part means nothing
            String name = writer != null && !writer.isEmpty() ? writer
                    : processLength == 0 ? "" : new String(b, processStart, processLength, StandardCharsets.UTF_8);
            if (!name.isBlank()) {
                names.put(instance, name.strip());
            }
        }
        return instance;
    }

    /** The same for names that were decoded already. */
    int of(Envelope envelope) {
        long key = hash(envelope.process() == null ? "" : envelope.process());
        if (envelope.context().host() != null) {
            key = Bytes.mix(key, hash(envelope.context().host()));
        }
        if (envelope.context().processStart() != null) {
            key = Bytes.mix(key, hash(envelope.context().processStart()));
        }
        byte[] process = (envelope.process() == null ? "" : envelope.process()).getBytes(StandardCharsets.UTF_8);
        return named(of(key(envelope.writer(), key)), envelope.writer(), process, 0, process.length);
    }

    private static long key(@Nullable String writer, long key) {
        return writer == null || writer.isEmpty() ? key : Bytes.mix(key, writer.hashCode());
    }

    private static long hash(String name) {
        byte[] b = name.getBytes(StandardCharsets.UTF_8);
        return Bytes.hash(b, 0, b.length);
    }

    private int of(long key) {
        return key == lastKey && count > 0 ? last : lookUp(key);
    }

    private int lookUp(long key) {
        lastWord = NO_WORD;
        Integer known = current.get(key);
        if (known == null) {
            known = ++count;
            current.put(key, known);
            fresh = known;
        }
        lastKey = key;
        last = known;
        return known;
    }

    /** The instance that wrote last, or 0. */
    int last() {
        return last;
    }

    /** How many instances there were. */
    int count() {
        return count;
    }

    /** What the process is called, or null. */
    @Nullable String name(int instance) {
        return names.get(instance);
    }
}
