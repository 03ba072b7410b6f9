package io.tracestitch.store.elastic;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.elastic.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents in bulk requests: tries again what may succeed later, splits what is too large, and tells which documents the server
 * will never take. Thread-safe.
 */
final class BulkWriter {

    /** Documents of one request. */
    private static final int MAX_DOCUMENTS = 2_000;

    /**
     * Errors of single documents that have nothing to do with the document, although their status says that the request is wrong: the
     * cluster has no room for another index, or somebody closed the index.
     */
    private static final Set<String> NOT_THE_DOCUMENT = Set.of("validation_exception", "index_closed_exception",
            "illegal_index_shard_state_exception", "index_not_found_exception", "invalid_index_name_exception");

    private final Connection connection;
    private final int maxBytes;

    BulkWriter(Connection connection, int maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    /**
     * One document to write.
     *
     * @param index index or alias
     * @param id its id
     * @param source what to write, in JSON; null deletes it
     * @param condition when to write it
     * @param aliased whether the index is an alias, so that none is made by that name
     */
    record Write(String index, String id, byte @Nullable [] source, Condition condition, boolean aliased) {

        int length() {
            return source == null ? 0 : source.length;
        }
    }

    /** When a document is written. */
    sealed interface Condition {
        /** In any case, in place of what is there. */
        record Always() implements Condition {
        }

        /** If it is still in that state; null: if it is still not there. */
        record Unchanged(IncidentRecord.@Nullable Place place) implements Condition {
        }
    }

    /** What became of a document. */
    sealed interface Outcome {
        /** It was written. */
        record Written() implements Outcome {
        }

        /** The condition does not hold any more. */
        record Conflict() implements Outcome {
        }

        /** The server will never take it. */
        record Rejected(String why) implements Outcome {
        }
    }

    /**
     * Writes all of them, and returns what became of each.
     *
     * @throws RequestFailure if some could not be written before the time was over, or for a reason that somebody has to deal with
     */
    List<Outcome> write(List<Write> writes, Backoff backoff) throws RequestFailure {
        Outcome[] outcomes = new Outcome[writes.size()];
        List<Integer> open = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < writes.size(); i++) {
            if (!open.isEmpty() && (bytes + writes.get(i).length() > maxBytes || open.size() == MAX_DOCUMENTS)) {
                send(writes, open, outcomes, backoff);
                open = new ArrayList<>();
                bytes = 0;
            }
            open.add(i);
            bytes += writes.get(i).length();
        }
        if (!open.isEmpty()) {
            send(writes, open, outcomes, backoff);
        }
        return List.of(outcomes);
    }

    /** Sends some of the documents until each of them has an outcome. */
    private void send(List<Write> writes, List<Integer> some, Outcome[] outcomes, Backoff backoff) throws RequestFailure {
        List<Integer> open = some;
        while (!open.isEmpty()) {
            try {
                JsonNode answer = bulk(writes, open);
                Later later = read(answer, open, outcomes);
                open = later.open();
                if (later.why() == null) {
                    backoff.relax();
                } else {
                    backoff.pause(later.why());
                }
            } catch (RequestFailure e) {
                if (e.kind() != Kind.TOO_LARGE && (e.kind() != Kind.INVALID || e.status() != 400)) {
                    backoff.pause(e);
                } else if (open.size() == 1) {
                    outcomes[open.getFirst()] = new Outcome.Rejected(e.text());
                    return;
                } else {
                    send(writes, open.subList(0, open.size() / 2), outcomes, backoff);
                    open = open.subList(open.size() / 2, open.size());
                }
            }
        }
    }

    private JsonNode bulk(List<Write> writes, List<Integer> open) throws RequestFailure {
        int size = 0;
        for (int i : open) {
            size += writes.get(i).length() + 1_024;
        }
        Lines lines = new Lines(size);
        for (int i : open) {
            Write write = writes.get(i);
            lines.line(Json.bytes(action(write)));
            if (write.source() != null) {
                lines.line(write.source());
            }
        }
        return connection.bulk(lines.bytes(), lines.size());
    }

    private static Map<String, Object> action(Write write) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("_index", write.index());
        target.put("_id", write.id());
        if (write.aliased()) {
            target.put("require_alias", true);
        }
        String action = write.source() == null ? "delete" : "index";
        if (write.condition() instanceof Condition.Unchanged(IncidentRecord.Place place)) {
            if (place == null) {
                action = write.source() == null ? "delete" : "create";
            } else {
                target.put("if_seq_no", place.sequenceNumber());
                target.put("if_primary_term", place.primaryTerm());
            }
        }
        return Map.of(action, target);
    }

    /**
     * Documents that have to be sent again.
     *
     * @param why why the first of them was not written; null if there is none
     */
    private record Later(List<Integer> open, @Nullable RequestFailure why) {
    }

    private Later read(JsonNode answer, List<Integer> sent, Outcome[] outcomes) throws RequestFailure {
        JsonNode items = answer.path("items");
        if (items.size() != sent.size()) {
            throw connection.failures().notElasticsearch(null);
        }
        List<Integer> open = new ArrayList<>();
        RequestFailure why = null;
        for (int i = 0; i < sent.size(); i++) {
            // Each item is an object with the action as its only field.
            JsonNode item = items.get(i).elements().next();
            int status = item.path("status").asInt();
            JsonNode error = item.path("error");
            if (status < 300 || status == 404 && error.isMissingNode()) {
                outcomes[sent.get(i)] = new Outcome.Written();
            } else if (status == 409) {
                outcomes[sent.get(i)] = new Outcome.Conflict();
            } else if (status == 400 && !NOT_THE_DOCUMENT.contains(error.path("type").asText())) {
                outcomes[sent.get(i)] = new Outcome.Rejected(Failures.reason(error));
            } else {
                open.add(sent.get(i));
                why = why != null ? why : connection.failures().item(status, item);
            }
        }
        return new Later(open, why);
    }

    /** Lines in memory that is not copied again. */
    private static final class Lines extends ByteArrayOutputStream {

        Lines(int size) {
            super(size);
        }

        void line(byte[] json) {
            write(json, 0, json.length);
            write('\n');
        }

        byte[] bytes() {
            return buf;
        }
    }
}
