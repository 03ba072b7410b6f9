package io.tracestitch.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentAggregate;
import io.tracestitch.core.incident.IncidentWriter;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Events in, keyed by incident; incidents out. What happens within the update interval is one update. One for each task.
 */
final class IncidentProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Names of the children that records are forwarded to, and of the stores. */
    static final String INCIDENTS = "incidents";
    static final String DEAD_LETTERS = "dead-letters-of-occurrences";
    static final String STORE = "incidents-state";
    static final String HOOK = "incidents-commit";
    /** Incidents of one task that are held in memory; the others are read from the store when they come again. */
    private static final int MAX_HELD = 1_000;
    private static final Duration RETENTION_CHECK = Duration.ofHours(1);

    /** An incident in memory. */
    private static final class Held {
        final IncidentAggregate aggregate;
        long version;
        boolean changed;

        Held(IncidentAggregate aggregate, long version) {
            this.aggregate = aggregate;
            this.version = version;
        }
    }

    private final StageOptions options;
    private final StageListener listener;
    private final Taxonomy taxonomy;
    private final IncidentWriter writer = new IncidentWriter();
    private final Map<String, Held> held = new LinkedHashMap<>(64, 0.75f, true);
    /** Incidents of which others do not know the newest state. */
    private final Set<String> unpublished = new LinkedHashSet<>();
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable IncidentStateStore store;

    IncidentProcessor(StageOptions options, StageListener listener) {
        this.options = options;
        this.listener = listener;
        this.taxonomy = options.analyzer().taxonomy();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        held.clear();
        unpublished.clear();
        KeyValueStore<Bytes, byte[]> kept = processorContext.getStateStore(STORE);
        IncidentStateStore state = new IncidentStateStore(kept);
        store = state;
        CommitHook hook = processorContext.getStateStore(HOOK);
        hook.beforeCommit(this::save);
        unpublished.addAll(state.unpublished());
        processorContext.schedule(options.timing().incidentUpdate(), PunctuationType.WALL_CLOCK_TIME, this::publish);
        processorContext.schedule(RETENTION_CHECK, PunctuationType.WALL_CLOCK_TIME, this::forgetOld);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                throw new IOException("it has no value");
            }
            Event event = EventReader.read(record.value());
            Instant time = event.timestamp() == null ? Instant.ofEpochMilli(record.timestamp()) : event.timestamp();
            count(event, time);
        } catch (IOException e) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            context().forward(new Record<>(record.key(), record.value(), record.timestamp(), DeadLetters.headers(record.headers(),
                    DeadLetterReason.NOT_A_DOCUMENT, at.topic(), at.partition(), at.offset(), "no event: " + e.getMessage())), DEAD_LETTERS);
            listener.deadLetter(DeadLetterReason.NOT_A_DOCUMENT);
        }
    }

    private void count(Event event, Instant time) {
        Held incident = held(event.incident());
        boolean fresh = incident == null;
        if (incident == null) {
            incident = new Held(IncidentAggregate.of(event), 0);
            held.put(event.incident(), incident);
            putAway();
        }
        incident.aggregate.add(event, time);
        incident.changed = true;
        unpublished.add(event.incident());
        if (fresh) {
            listener.newIncident(incident.aggregate.incident());
        }
    }

    private @Nullable Held held(String id) {
        Held known = held.get(id);
        if (known == null) {
            byte[] saved = store().get(id);
            if (saved != null) {
                known = read(saved);
            }
            if (known != null) {
                held.put(id, known);
                putAway();
            }
        }
        return known;
    }

    private @Nullable Held read(byte[] saved) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
            long version = in.readLong();
            in.readLong(); // when it was seen last, for those who only look
            return new Held(IncidentAggregate.restore(in), version);
        } catch (IOException e) {
            listener.limitHit(PartitionAnalyzer.UNREADABLE_STATE, 1); // another version's; it is counted anew, and its version still grows
            return null;
        }
    }

    private void putAway() {
        while (held.size() > MAX_HELD) {
            Map.Entry<String, Held> eldest = held.entrySet().iterator().next();
            save(eldest.getKey(), eldest.getValue());
            held.remove(eldest.getKey());
        }
    }

    /** Tells others the newest state of what changed. */
    private void publish(long wall) {
        for (String id : List.copyOf(unpublished)) {
            Held incident = held(id);
            if (incident != null) {
                incident.version = Math.max(incident.version + 1, wall);
                incident.changed = true;
                context().forward(new Record<>(id.getBytes(StandardCharsets.UTF_8), json(incident), wall), INCIDENTS);
            }
            unpublished.remove(id);
        }
    }

    private byte[] json(Held held) {
        Incident incident = held.aggregate.incident();
        Pattern pattern = incident.pattern() == null ? null : taxonomy.byId(incident.pattern());
        Incident advised = pattern == null ? incident : incident.withRemediation(taxonomy.remediate(pattern, incident.latest()));
        ByteArrayOutputStream json = new ByteArrayOutputStream(1 << 13);
        try {
            writer.write(advised, held.version, json);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        return Arrays.copyOf(json.toByteArray(), json.size() - 1);
    }

    private void save() {
        held.forEach(this::save);
    }

    private void save(String id, Held incident) {
        if (!incident.changed) {
            return;
        }
        incident.changed = false;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            Instant seen = incident.aggregate.lastSeen();
            out.writeLong(incident.version);
            out.writeLong(seen == null ? Long.MAX_VALUE : seen.toEpochMilli());
            incident.aggregate.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        store().put(id, bytes.toByteArray(), unpublished.contains(id));
    }

    private void forgetOld(long wall) {
        long oldest = wall - options.timing().incidentRetention().toMillis();
        List<String> old = new ArrayList<>();
        store().each((id, saved) -> {
            if (IncidentStateStore.lastSeen(saved) < oldest && !unpublished.contains(id) && !held.containsKey(id)) {
                old.add(id);
            }
        });
        for (String id : old) {
            store().delete(id);
            context().forward(new Record<>(id.getBytes(StandardCharsets.UTF_8), null, wall), INCIDENTS);
        }
    }

    private ProcessorContext<byte[], byte[]> context() {
        if (context == null) {
            throw new IllegalStateException("not initialised");
        }
        return context;
    }

    private IncidentStateStore store() {
        if (store == null) {
            throw new IllegalStateException("not initialised");
        }
        return store;
    }
}
