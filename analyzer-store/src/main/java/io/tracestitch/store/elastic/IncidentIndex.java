package io.tracestitch.store.elastic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.elastic.BulkWriter.Condition;
import io.tracestitch.store.elastic.BulkWriter.Outcome;
import io.tracestitch.store.elastic.BulkWriter.Write;
import io.tracestitch.store.elastic.IncidentRecord.Place;

/**
 * The documents of incidents, read as they are now and not as searches see them, and written only if nobody else wrote meanwhile.
 * Thread-safe.
 */
final class IncidentIndex {

    /** Documents read in one request. */
    private static final int AT_ONCE = 200;

    private final Connection connection;
    private final BulkWriter writer;
    private final String alias;

    IncidentIndex(Connection connection, BulkWriter writer, String alias) {
        this.connection = connection;
        this.writer = writer;
        this.alias = alias;
    }

    /** The incident; one that is not there has no {@link IncidentRecord#place}. */
    IncidentRecord get(String id) throws RequestFailure {
        return get(List.of(id)).get(id);
    }

    /** The incidents by id, one for each that is asked for. */
    Map<String, IncidentRecord> get(Collection<String> ids) throws RequestFailure {
        Map<String, IncidentRecord> out = new HashMap<>();
        List<String> all = List.copyOf(new LinkedHashSet<>(ids));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            read(all.subList(from, Math.min(from + AT_ONCE, all.size())), out);
        }
        return out;
    }

    private void read(List<String> ids, Map<String, IncidentRecord> out) throws RequestFailure {
        JsonNode answer;
        try {
            answer = connection.send("POST", '/' + alias + "/_mget", Map.of(), Map.of("ids", ids.stream().map(Json::valid).toList()));
        } catch (RequestFailure e) {
            if (e.kind() != RequestFailure.Kind.TOO_LARGE || ids.size() == 1) {
                throw e;
            }
            read(ids.subList(0, ids.size() / 2), out);
            read(ids.subList(ids.size() / 2, ids.size()), out);
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            JsonNode doc = answer.path("docs").path(i);
            if (doc.has("error")) {
                // The answer has no status; a shard that starts after a restart is the usual reason.
                throw connection.failures().item(503, doc);
            }
            out.put(ids.get(i), doc.path("found").asBoolean() ? IncidentSource.read(doc.path("_source"), new Place(
                    doc.path("_seq_no").asLong(), doc.path("_primary_term").asLong())) : IncidentRecord.absent(ids.get(i)));
        }
    }

    /** The aggregates of the parts of an incident, as far as they are kept, in the order of their ids. */
    List<IncidentDocument> merged(IncidentRecord incident) throws RequestFailure {
        return merged(List.of(incident)).get(incident.id());
    }

    /** The same for several incidents, by their ids. */
    Map<String, List<IncidentDocument>> merged(Collection<IncidentRecord> incidents) throws RequestFailure {
        Set<String> ids = new LinkedHashSet<>();
        incidents.forEach(incident -> ids.addAll(incident.parts()));
        Map<String, IncidentRecord> parts = get(ids);
        Map<String, List<IncidentDocument>> out = new HashMap<>();
        for (IncidentRecord incident : incidents) {
            List<IncidentDocument> aggregates = new ArrayList<>();
            for (String id : incident.parts()) {
                IncidentDocument aggregate = parts.get(id).aggregate();
                if (aggregate != null) {
                    aggregates.add(aggregate);
                }
            }
            out.put(incident.id(), aggregates);
        }
        return out;
    }

    /**
     * Writes incidents, each unless somebody else wrote it since it was read. Those of which nothing is left are deleted.
     *
     * @return what became of each, in their order
     */
    List<Outcome> write(List<IncidentRecord> incidents, Map<String, List<IncidentDocument>> merged, Backoff backoff)
            throws RequestFailure {
        List<Write> writes = new ArrayList<>();
        for (IncidentRecord incident : incidents) {
            boolean empty = incident.aggregate() == null && !incident.isTouched();
            writes.add(new Write(alias, Json.valid(incident.id()),
                    empty ? null : IncidentSource.write(incident, merged.getOrDefault(incident.id(), List.of())),
                    new Condition.Unchanged(incident.place()), true));
        }
        return writer.write(writes, backoff);
    }

    /** An incident in its next state; the very same record where there is nothing to do. */
    interface Change {
        IncidentRecord of(IncidentRecord now) throws RequestFailure;
    }

    /**
     * Changes one incident, anew if somebody else changes it meanwhile.
     *
     * @return the incident as it was written, or found with nothing to do
     */
    IncidentRecord change(String id, Change change, Backoff backoff) throws RequestFailure {
        while (true) {
            IncidentRecord now = backoff.persist(() -> get(id));
            IncidentRecord next = backoff.persist(() -> change.of(now));
            if (next == now) {
                return now;
            }
            List<IncidentDocument> merged = backoff.persist(() -> merged(next));
            switch (write(List.of(next), Map.of(id, merged), backoff).getFirst()) {
                case Outcome.Written() -> {
                    return next;
                }
                case Outcome.Conflict() -> backoff.pause(conflict());
                case Outcome.Rejected(String why) -> throw new RequestFailure(RequestFailure.Kind.INVALID, "400", 400, why, null);
            }
        }
    }

    /** Writes incidents anew whose parts have changed. */
    void refresh(Collection<String> ids, Backoff backoff) throws RequestFailure {
        for (String id : ids) {
            change(id, now -> now.withParts(now.parts()), backoff);
        }
    }

    static RequestFailure conflict() {
        return new RequestFailure(RequestFailure.Kind.TEMPORARY, "409", 409,
                "Others change the same incidents in Elasticsearch all the time.", null);
    }
}
