package io.tracestitch.store.elastic;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.FacetCount;
import io.tracestitch.store.Field;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentPage;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentSort;
import io.tracestitch.store.IncidentStatus;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.elastic.Searches.Order;
import io.tracestitch.store.elastic.Searches.Page;
import org.jspecify.annotations.Nullable;

/** Finding incidents. Thread-safe. */
final class IncidentSearches {

    /** The text that was searched is long, and only needed for writing. */
    private static final Map<String, Object> SOURCE = Map.of("includes", List.of("id", "aggregate", "triage"),
            "excludes", List.of("aggregate.text"));

    private final Searches searches;
    private final IncidentIndex index;
    private final InstantSource clock;

    IncidentSearches(Searches searches, IncidentIndex index, InstantSource clock) {
        this.searches = searches;
        this.index = index;
        this.clock = clock;
    }

    IncidentPage search(IncidentRequest request) throws RequestFailure {
        Instant now = clock.instant();
        StatusQueries queries = new StatusQueries(now);
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Field field : request.facets()) {
            counts.put(field.id(), field == Field.STATUS ? queries.counts()
                    : Map.of("terms", Facets.terms(field, IncidentRequest.MAX_FACET_VALUES)));
        }
        Page page = searches.page(queries.of(request.filters()), order(request.sort(), request.descending()), request.cursor(),
                request.limit(), SOURCE, counts);
        List<IncidentRecord> found = new ArrayList<>();
        for (JsonNode source : page.sources()) {
            found.add(IncidentSource.read(source, null));
        }
        Map<String, List<IncidentDocument>> merged = index.merged(found);
        List<IncidentView> views = new ArrayList<>();
        for (IncidentRecord incident : found) {
            view(incident, merged.get(incident.id()), now).ifPresent(views::add);
        }
        Map<Field, List<FacetCount>> facets = new HashMap<>();
        request.facets().forEach(field -> facets.put(field, Facets.read(page.aggregations().path(field.id()))));
        return new IncidentPage(views, page.next(), page.total(), facets);
    }

    private static Order order(IncidentSort sort, boolean descending) {
        List<String> fields = switch (sort) {
            case LAST_SEEN -> List.of("last_seen");
            case FIRST_SEEN -> List.of("first_seen");
            case COUNT -> List.of("count");
            case SEVERITY -> List.of("severity_rank", "last_seen");
        };
        return new Order(sort.id() + (descending ? "-desc" : "-asc"), descending, fields);
    }

    /** One incident by its id, or by the id of one that was merged into it. */
    Optional<IncidentView> incident(String id) throws RequestFailure {
        IncidentRecord incident = rootOf(id);
        return view(incident, index.merged(incident), clock.instant());
    }

    /** Ids of all incidents that are shown together with one. */
    Set<String> group(String id) throws RequestFailure {
        IncidentRecord root = rootOf(id);
        Set<String> out = new java.util.TreeSet<>(root.parts());
        out.add(root.id());
        return out;
    }

    /** The incident itself, or the one that it was merged into. */
    private IncidentRecord rootOf(String id) throws RequestFailure {
        IncidentRecord named = index.get(id);
        return named.root() == null ? named : index.get(named.root());
    }

    /** The releases in which incidents of some services were seen, the most frequent ones first. */
    List<String> releases(Set<String> services, int limit) throws RequestFailure {
        searches.refresh();
        StatusQueries queries = new StatusQueries(clock.instant());
        JsonNode answer = searches.search(Map.of("size", 0,
                "query", Queries.all(List.of(Queries.term("listed", true), queries.has(Field.SERVICE, services))),
                "aggs", Map.of("releases", Map.of("terms", Facets.terms(Field.RELEASE, limit)))));
        return Facets.read(answer.path("aggregations").path("releases")).stream().map(FacetCount::value)
                .filter(release -> !release.equals(Field.NONE)).toList();
    }

    /** How people see it; empty if nothing is kept but what was decided. */
    static Optional<IncidentView> view(IncidentRecord incident, List<IncidentDocument> merged, Instant now) {
        List<IncidentDocument> group = IncidentSource.group(incident, merged);
        return group.isEmpty() ? Optional.empty() : Optional.of(new IncidentView(incident.id(), group,
                IncidentStatus.of(incident.decided(), group, now), incident.history()));
    }

    /** Filters of incidents at a time: what is muted until then is open again. */
    private static final class StatusQueries extends Queries {
        private final Instant now;

        StatusQueries(Instant now) {
            this.now = now;
        }

        @Override
        Map<String, Object> within(@Nullable Instant from, @Nullable Instant to) {
            List<Object> out = new ArrayList<>();
            if (from != null) {
                out.add(range("last_seen", "gte", from));
            }
            if (to != null && !Dates.isLast(to)) {
                out.add(range("first_seen", "lt", to));
            }
            return all(out);
        }

        @Override
        Map<String, Object> has(Field field, Set<String> values) {
            if (field != Field.STATUS) {
                return super.has(field, values);
            }
            return any(values.stream().flatMap(value -> IncidentStatus.of(value).stream()).map(this::status).toList());
        }

        private Map<String, Object> status(IncidentStatus status) {
            Map<String, Object> written = term(Field.STATUS.id(), status.id());
            Map<String, Object> over = range("muted_until", "lte", now);
            return switch (status) {
                case OPEN -> any(List.of(written, all(List.of(term(Field.STATUS.id(), IncidentStatus.MUTED.id()), over))));
                case MUTED -> all(List.of(written, not(over)));
                case RESOLVED, REGRESSED -> written;
            };
        }

        /** The body of an aggregation by status. */
        Map<String, Object> counts() {
            Map<String, Object> filters = new LinkedHashMap<>();
            for (IncidentStatus status : IncidentStatus.values()) {
                filters.put(status.id(), status(status));
            }
            return Map.of("filters", Map.of("filters", filters));
        }
    }
}
