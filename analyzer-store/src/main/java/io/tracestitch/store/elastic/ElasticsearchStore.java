package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.Batch;
import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Health;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentPage;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.InvalidRequestException;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.SaveResult.DocumentKind;
import io.tracestitch.store.SaveResult.Rejection;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.Timeline;
import io.tracestitch.store.TimelineRequest;
import io.tracestitch.store.TriageResult;
import io.tracestitch.store.UnusableStoreException;
import io.tracestitch.store.elastic.BulkWriter.Condition;
import io.tracestitch.store.elastic.BulkWriter.Outcome;
import io.tracestitch.store.elastic.BulkWriter.Write;
import io.tracestitch.store.elastic.RequestFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Incidents and events in Elasticsearch 8 or 9.
 *
 * <p>No method blocks for ever. Saving tries again for {@link ElasticsearchOptions.Builder#saveTimeout the save timeout} and then says
 * that the store is unavailable; everything else gives up after the request timeout. Wrong credentials and missing rights are not
 * tried again, but the next call sees when they were put right.
 */
public final class ElasticsearchStore implements IncidentStore {

    private static final System.Logger LOG = System.getLogger(ElasticsearchStore.class.getName());
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(3);

    private final ElasticsearchOptions options;
    private final Connection connection;
    private final IndexNames names;
    private final BulkWriter writer;
    private final Searches occurrences;
    private final Searches incidents;
    private final OccurrenceIndex occurrenceIndex;
    private final TimelineSearch timelines;
    private final IncidentSaver saver;
    private final IncidentSearches incidentSearches;
    private final ElasticsearchTriage triage;
    private final Pruning pruning;
    private volatile boolean prepared;
    private volatile List<String> notices = List.of();

    private ElasticsearchStore(ElasticsearchOptions options) {
        this.options = options;
        connection = new Connection(options);
        names = new IndexNames(options);
        writer = new BulkWriter(connection, options.bulkBytes());
        IncidentIndex incidentIndex = new IncidentIndex(connection, writer, names.incidents());
        occurrences = new Searches(connection, names.occurrences());
        incidents = new Searches(connection, names.incidents());
        occurrenceIndex = new OccurrenceIndex(occurrences);
        timelines = new TimelineSearch(occurrences);
        saver = new IncidentSaver(incidentIndex);
        incidentSearches = new IncidentSearches(incidents, incidentIndex, options.clock());
        triage = new ElasticsearchTriage(incidentIndex, incidentSearches, options.clock());
        pruning = new Pruning(connection, names, writer, incidentIndex);
    }

    /**
     * Opens the store: installs or migrates the index templates and makes the index of incidents. If the cluster cannot be reached now,
     * that is done as soon as it can be, and {@link #health} tells.
     *
     * @throws UnusableStoreException if somebody has to do something first: wrong credentials, missing rights, an untrusted
     *         certificate, templates of an incompatible release
     */
    public static ElasticsearchStore open(ElasticsearchOptions options) {
        ElasticsearchStore store = new ElasticsearchStore(options);
        try {
            store.prepare();
        } catch (RequestFailure e) {
            if (e.kind() != Kind.TEMPORARY) {
                store.close();
                throw new UnusableStoreException(e.text(), e);
            }
            LOG.log(System.Logger.Level.WARNING, e.text());
        } catch (UnusableStoreException e) {
            store.close();
            throw e;
        }
        return store;
    }

    /** What people should know although the store works, one line each. */
    public List<String> notices() {
        return notices;
    }

    private void prepare() throws RequestFailure {
        if (prepared) {
            return;
        }
        synchronized (this) {
            if (!prepared) {
                notices = new Templates(connection, options, names).prepare();
                notices.forEach(notice -> LOG.log(System.Logger.Level.WARNING, notice));
                prepared = true;
            }
        }
    }

    @Override
    public SaveResult save(Batch batch) {
        long start = System.nanoTime();
        SaveResult result;
        try {
            Backoff backoff = new Backoff(options.saveTimeout(), options.listener());
            backoff.persist(() -> {
                prepare();
                return true;
            });
            result = save(batch, backoff);
        } catch (RequestFailure e) {
            forgetPreparation(e);
            result = new SaveResult.Unavailable(e.text());
        } catch (UnusableStoreException e) {
            result = new SaveResult.Unavailable(String.valueOf(e.getMessage()));
        }
        options.listener().saved(result, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private SaveResult save(Batch batch, Backoff backoff) throws RequestFailure {
        List<Rejection> rejected = new ArrayList<>();
        int written = saveEvents(batch.events(), rejected, backoff);
        List<IncidentDocument> kept = new ArrayList<>();
        for (IncidentDocument incident : batch.incidents()) {
            String why = DocumentLimits.violation(incident);
            if (why == null) {
                kept.add(incident);
            } else {
                rejected.add(new Rejection(DocumentKind.INCIDENT, incident.id(), why));
            }
        }
        IncidentSaver.Saved saved = saver.save(kept, rejected, backoff);
        return new SaveResult.Saved(written + saved.written(), saved.stale(), rejected);
    }

    private int saveEvents(List<EventDocument> events, List<Rejection> rejected, Backoff backoff) throws RequestFailure {
        // The last one of an id: tried again, an earlier one could come later.
        Map<String, EventDocument> last = new LinkedHashMap<>();
        int written = 0;
        for (EventDocument event : events) {
            String why = DocumentLimits.violation(event);
            if (why != null) {
                rejected.add(new Rejection(DocumentKind.EVENT, event.id(), why));
            } else if (last.put(event.id(), event) != null) {
                written++;
            }
        }
        List<Write> writes = new ArrayList<>(last.size());
        for (EventDocument event : last.values()) {
            writes.add(new Write(names.occurrencesOf(event.time()), Json.valid(event.id()), EventSource.write(event),
                    new Condition.Always(), false));
        }
        List<Outcome> outcomes = writer.write(writes, backoff);
        List<EventDocument> sent = List.copyOf(last.values());
        for (int i = 0; i < sent.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Rejected(String why)) {
                rejected.add(new Rejection(DocumentKind.EVENT, sent.get(i).id(), why));
            } else {
                written++;
            }
        }
        return written;
    }

    @Override
    public IncidentPage incidents(IncidentRequest request) {
        return ask(() -> incidentSearches.search(request));
    }

    @Override
    public Optional<IncidentView> incident(String id) {
        return ask(() -> incidentSearches.incident(id));
    }

    @Override
    public OccurrencePage occurrences(OccurrenceRequest request) {
        return ask(() -> occurrenceIndex.search(request, group(request.incident())));
    }

    @Override
    public Optional<OccurrenceView> occurrence(String id) {
        return ask(() -> occurrenceIndex.occurrence(id));
    }

    @Override
    public Timeline timeline(TimelineRequest request) {
        return ask(() -> timelines.of(request, group(request.incident())));
    }

    private @Nullable Collection<String> group(@Nullable String incident) throws RequestFailure {
        return incident == null ? null : incidentSearches.group(incident);
    }

    @Override
    public TriageResult decide(String id, StatusChange change) {
        return change(backoff -> triage.decide(id, change, backoff));
    }

    @Override
    public TriageResult merge(String id, List<String> others) {
        return change(backoff -> triage.merge(id, others, backoff));
    }

    @Override
    public TriageResult split(String id, List<String> parts) {
        return change(backoff -> triage.split(id, parts, backoff));
    }

    @Override
    public Forgotten prune(Policy policy) {
        return change(backoff -> pruning.prune(policy, backoff));
    }

    @Override
    public Size size() {
        return ask(pruning::size);
    }

    @Override
    public Health health() {
        try {
            JsonNode found = connection.find('/' + names.incidents() + "/_search", Map.of("size", "0"), HEALTH_TIMEOUT);
            if (found.isMissingNode() || !prepared) {
                prepared = false;
                prepare();
            }
            JsonNode blocks = connection.find('/' + names.incidents() + ',' + names.occurrences() + "/_settings/index.blocks.*",
                    Map.of("filter_path", "*.settings.index.blocks"), HEALTH_TIMEOUT);
            for (Map.Entry<String, JsonNode> index : blocks.properties()) {
                if (index.getValue().toString().contains("\"true\"")) {
                    return new Health.NotReady("The index " + index.getKey()
                            + " in Elasticsearch is read-only: is the server's disk full?");
                }
            }
            return new Health.Ready();
        } catch (RequestFailure e) {
            return new Health.NotReady(e.text());
        } catch (UnusableStoreException e) {
            return new Health.NotReady(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void refresh() {
        ask(() -> {
            occurrences.refresh();
            incidents.refresh();
            return true;
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Something that can be asked any number of times. */
    private <T> T ask(Backoff.Call<T> question) {
        return change(backoff -> backoff.persist(question));
    }

    /** Something that tries again by itself where it may. */
    private interface Attempt<T> {
        T run(Backoff backoff) throws RequestFailure;
    }

    private <T> T change(Attempt<T> attempt) {
        try {
            Backoff backoff = new Backoff(options.requestTimeout(), options.listener());
            backoff.persist(() -> {
                prepare();
                return true;
            });
            return attempt.run(backoff);
        } catch (RequestFailure e) {
            forgetPreparation(e);
            if (e.kind() == Kind.INVALID && e.status() == 400) {
                throw new InvalidRequestException(e.text());
            }
            throw new StoreUnavailableException(e.text(), e);
        } catch (UnusableStoreException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Somebody may have deleted indices or templates: the next call makes them again. */
    private void forgetPreparation(RequestFailure e) {
        if (e.status() == 404) {
            prepared = false;
        }
    }
}
