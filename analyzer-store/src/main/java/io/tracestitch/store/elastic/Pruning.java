package io.tracestitch.store.elastic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.Retention.Forgotten;
import io.tracestitch.store.Retention.Policy;
import io.tracestitch.store.Retention.Size;
import io.tracestitch.store.elastic.BulkWriter.Condition;
import io.tracestitch.store.elastic.BulkWriter.Outcome;
import io.tracestitch.store.elastic.BulkWriter.Write;

/** Forgets what is old: indices of which nothing is to be kept as a whole, the rest document by document. */
final class Pruning {

    /** Documents found and forgotten at once. */
    private static final int AT_ONCE = 1_000;

    private final Connection connection;
    private final IndexNames names;
    private final BulkWriter writer;
    private final IncidentIndex incidents;

    Pruning(Connection connection, IndexNames names, BulkWriter writer, IncidentIndex incidents) {
        this.connection = connection;
        this.names = names;
        this.writer = writer;
        this.incidents = incidents;
    }

    /** An index of occurrences. */
    private record Part(String name, LocalDate end, long events, long bytes) {
    }

    Forgotten prune(Policy policy, Backoff backoff) throws RequestFailure {
        long events = 0;
        long forgotten = 0;
        Instant keepFrom = policy.keepFrom();
        if (keepFrom != null) {
            events += forgetBefore(keepFrom, backoff);
            forgotten = forgetIncidentsBefore(keepFrom, backoff);
        }
        if (policy.maxBytes() != null) {
            events += forgetBeyond(policy.maxBytes(), backoff);
        }
        return new Forgotten(events, forgotten);
    }

    private long forgetBefore(Instant keepFrom, Backoff backoff) throws RequestFailure {
        LocalDate first = Dates.clamp(keepFrom).atZone(ZoneOffset.UTC).toLocalDate();
        long forgotten = 0;
        for (Part part : backoff.persist(this::parts)) {
            if (part.end().isAfter(first)) {
                forgotten += forgetOne(part.name(), keepFrom, backoff);
            } else {
                forgotten += delete(part, backoff);
            }
        }
        return forgotten;
    }

    /** The documents of one index that are too old, while the others stay. */
    private long forgetOne(String index, Instant keepFrom, Backoff backoff) throws RequestFailure {
        Searches searches = new Searches(connection, index);
        Map<String, Object> old = Queries.all(List.of(Queries.range("time", "lt", keepFrom)));
        long forgotten = 0;
        while (true) {
            JsonNode hits = find(searches, old, backoff);
            if (hits.isEmpty()) {
                return forgotten;
            }
            List<Write> deletions = new ArrayList<>();
            hits.forEach(hit -> deletions.add(new Write(index, hit.path("_id").asText(), null, new Condition.Always(), false)));
            writer.write(deletions, backoff);
            forgotten += deletions.size();
        }
    }

    /** Some of the documents that a query finds, without their sources. */
    private static JsonNode find(Searches searches, Map<String, Object> query, Backoff backoff) throws RequestFailure {
        return backoff.persist(() -> {
            searches.refresh();
            return searches.search(Map.of("size", AT_ONCE, "_source", false, "query", query));
        }).path("hits").path("hits");
    }

    private long delete(Part part, Backoff backoff) throws RequestFailure {
        backoff.persist(() -> connection.send("DELETE", '/' + part.name(), Map.of("ignore_unavailable", "true"), null));
        return part.events();
    }

    /** Whole indices, the oldest ones first; the newest one stays. */
    private long forgetBeyond(long maxBytes, Backoff backoff) throws RequestFailure {
        List<Part> parts = backoff.persist(this::parts);
        long bytes = backoff.persist(this::size).bytes();
        long forgotten = 0;
        for (Part part : parts.subList(0, Math.max(0, parts.size() - 1))) {
            if (bytes <= maxBytes) {
                break;
            }
            forgotten += delete(part, backoff);
            bytes -= part.bytes();
        }
        return forgotten;
    }

    /** The indices of occurrences, oldest first. */
    private List<Part> parts() throws RequestFailure {
        List<Part> out = new ArrayList<>();
        for (Map.Entry<String, JsonNode> index : stats(names.occurrences()).path("indices").properties()) {
            names.endOf(index.getKey()).ifPresent(end -> out.add(new Part(index.getKey(), end,
                    index.getValue().path("primaries").path("docs").path("count").asLong(),
                    index.getValue().path("total").path("store").path("size_in_bytes").asLong())));
        }
        out.sort(Comparator.comparing(Part::end));
        return out;
    }

    private JsonNode stats(String indices) throws RequestFailure {
        return connection.send("GET", '/' + indices + "/_stats/docs,store", Map.of("filter_path",
                "indices.*.primaries.docs.count,indices.*.total.store.size_in_bytes,_all.total.store.size_in_bytes"), null);
    }

    Size size() throws RequestFailure {
        JsonNode all = stats(names.occurrences() + ',' + names.incidents());
        return new Size(new Searches(connection, names.occurrences()).count(Map.of("match_all", Map.of())),
                new Searches(connection, names.incidents()).count(Queries.term("kept", true)),
                all.path("_all").path("total").path("store").path("size_in_bytes").asLong());
    }

    /** Takes the aggregates away, of merged incidents when all of them are old; what was decided stays. */
    private long forgetIncidentsBefore(Instant keepFrom, Backoff backoff) throws RequestFailure {
        Searches searches = new Searches(connection, names.incidents());
        Map<String, Object> old = Queries.all(List.of(Queries.term("listed", true), Queries.range("last_seen", "lt", keepFrom)));
        long forgotten = 0;
        while (true) {
            List<String> ids = new ArrayList<>();
            find(searches, old, backoff).forEach(hit -> ids.add(hit.path("_id").asText()));
            if (ids.isEmpty()) {
                return forgotten;
            }
            List<IncidentRecord> next = new ArrayList<>();
            for (IncidentRecord root : backoff.persist(() -> incidents.get(ids)).values()) {
                if (isOld(root, keepFrom) && areOld(root.parts(), keepFrom, backoff)) {
                    forgotten += root.aggregate() == null ? 0 : 1;
                    forgotten += forgetParts(root.parts(), backoff);
                    next.add(root.withAggregate(null));
                } else {
                    next.add(root);
                }
            }
            Map<String, List<IncidentDocument>> merged = backoff.persist(() -> incidents.merged(next));
            if (incidents.write(next, merged, backoff).contains(new Outcome.Conflict())) {
                backoff.pause(IncidentIndex.conflict());
            }
        }
    }

    private boolean areOld(List<String> parts, Instant keepFrom, Backoff backoff) throws RequestFailure {
        return backoff.persist(() -> incidents.get(parts)).values().stream().allMatch(part -> isOld(part, keepFrom));
    }

    private static boolean isOld(IncidentRecord incident, Instant keepFrom) {
        return incident.aggregate() == null || incident.aggregate().lastSeen().isBefore(keepFrom);
    }

    private long forgetParts(List<String> parts, Backoff backoff) throws RequestFailure {
        long forgotten = 0;
        for (String part : parts) {
            if (backoff.persist(() -> incidents.get(part)).aggregate() != null) {
                incidents.change(part, now -> now.withAggregate(null), backoff);
                forgotten++;
            }
        }
        return forgotten;
    }
}
