package io.tracestitch.store.elastic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.store.Batch;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.IncidentDocument;

/** Documents for tests. */
final class Events {

    /** A time to count from. */
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Events() {
    }

    static EventDocument event(String id, Instant time, byte[] json) {
        return new EventDocument(id, id, "f1", time, 1, "checkout", "checkout", null, EventKind.EXCEPTION_LOGGED, null, null,
                Severity.ERROR, List.of("ValueError"), List.of(), List.of("request failed"), json);
    }

    static EventDocument event(String id) {
        return event(id, NOON, "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** Events with the ids {@code PREFIX-0} and so on, one a second. */
    static List<EventDocument> some(String prefix, int count) {
        List<EventDocument> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(event(prefix + '-' + i, NOON.plusSeconds(i), "{}".getBytes(StandardCharsets.UTF_8)));
        }
        return out;
    }

    static IncidentDocument incident(String id, long version) {
        return new IncidentDocument(id, version, "ValueError in charge", null, null, Severity.ERROR, List.of("checkout"), List.of(),
                NOON, NOON.plusSeconds(version), version, List.of("ValueError"), List.of(), List.of("request failed"),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    static Batch batch(String prefix, int count) {
        return new Batch(some(prefix, count), List.of(incident("f1", count)));
    }
}
