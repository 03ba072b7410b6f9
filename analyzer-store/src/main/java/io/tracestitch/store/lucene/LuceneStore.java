package io.tracestitch.store.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.tracestitch.store.Batch;
import io.tracestitch.store.DocumentLimits;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.Health;
import io.tracestitch.store.IncidentDocument;
import io.tracestitch.store.IncidentPage;
import io.tracestitch.store.IncidentRequest;
import io.tracestitch.store.IncidentStore;
import io.tracestitch.store.IncidentView;
import io.tracestitch.store.OccurrencePage;
import io.tracestitch.store.OccurrenceRequest;
import io.tracestitch.store.OccurrenceView;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.SaveResult.DocumentKind;
import io.tracestitch.store.SaveResult.Rejection;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.StoreListener;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.Timeline;
import io.tracestitch.store.TimelineRequest;
import io.tracestitch.store.Times;
import io.tracestitch.store.TriageResult;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store. A batch is acknowledged when Lucene has committed it, so that it outlives the process; searches see it at
 * the next refresh. One process at a time can have a folder open.
 */
public final class LuceneStore implements IncidentStore {
    /** How often room is made before retention gives up until the next time. */
    private static final int MAX_ROUNDS = 4;
    /** How much of the room that is allowed is taken after room was made. */
    private static final double FILL = 0.9;

    private final Path path;
    private final AutoCloseable folder;
    private final EventIndex events;
    private final IncidentIndex incidents;
    private final LuceneTriage triage;
    private final StoreListener listener;
    private final ScheduledExecutorService refresher;
    /** Why the last save, and the last refresh, failed; null if it did not. */
    private volatile @Nullable String saveFailure;
    private volatile @Nullable String refreshFailure;

    /**
     * A store on indices that are open.
     *
     * @param folder what is closed last
     */
    LuceneStore(LuceneOptions options, AutoCloseable folder, EventIndex events, IncidentIndex incidents) {
        this.path = options.folder();
        this.folder = folder;
        this.events = events;
        this.incidents = incidents;
        this.triage = new LuceneTriage(incidents);
        this.listener = options.listener();
        this.refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tracestitch-store-refresh").factory());
        long nanos = options.refresh().toNanos();
        refresher.scheduleWithFixedDelay(this::refreshQuietly, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Opens a store, or makes it.
     *
     * @throws io.tracestitch.store.UnusableStoreException if the folder cannot be used, or another process uses it
     */
    public static LuceneStore open(LuceneOptions options) {
        return Opening.open(options, Opening.ON_DISK);
    }

    @Override
    public SaveResult save(Batch batch) {
        long start = System.nanoTime();
        SaveResult result;
        try {
            result = write(batch);
            saveFailure = null;
            refreshFailure = null;
        } catch (IOException | AlreadyClosedException e) {
            String why = "The store in " + path + " cannot be written to: " + Failures.why(e);
            saveFailure = why;
            result = new SaveResult.Unavailable(why);
        }
        listener.saved(result, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private SaveResult write(Batch batch) throws IOException {
        List<Rejection> rejected = new ArrayList<>();
        List<EventDocument> goodEvents = new ArrayList<>(batch.events().size());
        for (EventDocument event : batch.events()) {
            String why = DocumentLimits.violation(event);
            if (why == null) {
                goodEvents.add(event);
            } else {
                rejected.add(new Rejection(DocumentKind.EVENT, event.id(), why));
            }
        }
        List<IncidentDocument> goodIncidents = new ArrayList<>(batch.incidents().size());
        for (IncidentDocument incident : batch.incidents()) {
            String why = DocumentLimits.violation(incident);
            if (why == null) {
                goodIncidents.add(incident);
            } else {
                rejected.add(new Rejection(DocumentKind.INCIDENT, incident.id(), why));
            }
        }
        if (!goodEvents.isEmpty()) {
            events.save(goodEvents);
        }
        int stale = goodIncidents.isEmpty() ? 0 : incidents.save(goodIncidents);
        return new SaveResult.Saved(goodEvents.size() + goodIncidents.size() - stale, stale, rejected);
    }

    @Override
    public IncidentPage incidents(IncidentRequest request) {
        return ask(() -> incidents.search(request));
    }

    @Override
    public Optional<IncidentView> incident(String id) {
        return ask(() -> incidents.incident(id));
    }

    @Override
    public OccurrencePage occurrences(OccurrenceRequest request) {
        return ask(() -> events.search(request, group(request.incident())));
    }

    @Override
    public Optional<OccurrenceView> occurrence(String id) {
        return ask(() -> events.occurrence(id));
    }

    @Override
    public Timeline timeline(TimelineRequest request) {
        return ask(() -> events.timeline(request, group(request.incident())));
    }

    private @Nullable Collection<String> group(@Nullable String incident) throws IOException {
        return incident == null ? null : incidents.group(incident);
    }

    @Override
    public TriageResult decide(String id, StatusChange change) {
        return ask(() -> triage.decide(id, change));
    }

    @Override
    public TriageResult merge(String id, List<String> others) {
        return ask(() -> triage.merge(id, others));
    }

    @Override
    public TriageResult split(String id, List<String> parts) {
        return ask(() -> triage.split(id, parts));
    }

    @Override
    public Forgotten prune(Policy policy) {
        return ask(() -> {
            long oldEvents = 0;
            long oldIncidents = 0;
            if (policy.keepFrom() != null) {
                long millis = Times.millis(policy.keepFrom());
                oldEvents += events.forgetBefore(millis);
                oldIncidents += incidents.forgetBefore(millis);
            }
            if (policy.maxBytes() != null) {
                oldEvents += makeRoom(policy.maxBytes());
            }
            return new Forgotten(oldEvents, oldIncidents);
        });
    }

    /** Forgets the oldest events until the rest has room. How much each takes is only known on average. */
    private long makeRoom(long maxBytes) throws IOException {
        long forgotten = 0;
        for (int round = 0; round < MAX_ROUNDS && bytes() > maxBytes && events.count() > 0; round++) {
            long others = incidents.index().bytes();
            double keep = Math.max(0, maxBytes * FILL - others) / Math.max(1, bytes() - others);
            int surplus = (int) Math.ceil(events.count() * (1 - Math.min(1, keep)));
            forgotten += events.forgetBefore(events.timeOf(Math.max(1, surplus)));
            events.reclaim();
        }
        return forgotten;
    }

    private long bytes() throws IOException {
        return events.index().bytes() + incidents.index().bytes();
    }

    @Override
    public Size size() {
        return ask(() -> new Size(events.count(), incidents.count(), bytes()));
    }

    @Override
    public Health health() {
        String why = saveFailure == null ? refreshFailure : saveFailure;
        return why == null ? new Health.Ready() : new Health.NotReady(why);
    }

    @Override
    public void refresh() {
        ask(() -> {
            events.index().refresh();
            incidents.refresh();
            return true;
        });
    }

    private void refreshQuietly() {
        try {
            events.index().refresh();
            incidents.refresh();
            refreshFailure = null;
        } catch (IOException | AlreadyClosedException e) {
            // Searches go on with what they see; the next save says what is wrong, and opens the index again.
            refreshFailure = "The store in " + path + " cannot be refreshed: " + Failures.why(e);
        }
    }

    /** Something that reads or writes. */
    @FunctionalInterface
    private interface Question<T> {
        T answer() throws IOException;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (IOException | AlreadyClosedException e) {
            throw new StoreUnavailableException("The store in " + path + " does not answer: " + Failures.why(e), e);
        }
    }

    @Override
    public void close() {
        refresher.shutdown();
        Opening.close(path, events, incidents, folder);
    }
}
