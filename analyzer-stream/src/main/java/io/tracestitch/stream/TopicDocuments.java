package io.tracestitch.stream;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventReader;
import io.tracestitch.core.incident.Incident;
import io.tracestitch.core.incident.IncidentReader;
import io.tracestitch.store.Documents;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.IncidentDocument;

/** Records of the topics as documents of the store. A source is a service; nobody tells releases. */
final class TopicDocuments {

    private TopicDocuments() {
    }

    /**
     * The document of an event.
     *
     * @param written the record's timestamp, for events that tell no time
     * @throws IOException with a reason for people if it is no event of the stage
     */
    static EventDocument event(byte[] json, Instant written) throws IOException {
        Event event = EventReader.read(json);
        if (event.partition() == null || event.occurrence().isEmpty() || event.incident().isEmpty()) {
            throw new IOException("it does not tell its records, its occurrence or its incident");
        }
        return Documents.of(event.withFingerprint(event.incident()), event.id(), event.source(), null, written, json);
    }

    /**
     * The document of an incident.
     *
     * @param written the record's timestamp, for incidents of which no event tells a time
     * @throws IOException with a reason for people if it is no incident
     */
    static IncidentDocument incident(byte[] json, Instant written) throws IOException {
        Incident incident = IncidentReader.read(json);
        return Documents.of(incident, IncidentReader.version(json), incident.services(), List.of(), written, json);
    }
}
