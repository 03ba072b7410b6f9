package io.tracestitch.store.lucene;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.tracestitch.store.Batch;
import io.tracestitch.store.Decision;
import io.tracestitch.store.EventDocument;
import io.tracestitch.store.SampleDocuments;
import io.tracestitch.store.SaveResult;
import io.tracestitch.store.StatusChange;
import io.tracestitch.store.TriageResult;

/**
 * A process that saves without end, to be killed. Says on standard output what was acknowledged: {@code E n} for the events below
 * n, {@code I n} for version n of the incident, {@code D n} for the nth decision.
 */
final class StoreChild {

    private StoreChild() {
    }

    /** Arguments: the folder, and the number to begin with. */
    public static void main(String[] args) {
        try (LuceneStore store = LuceneStore.open(LuceneOptions.in(Path.of(args[0])))) {
            System.out.println("O 0");
            int next = Integer.parseInt(args[1]);
            Random random = new Random(next);
            while (true) {
                next = save(store, next, 1 + random.nextInt(40));
                if (random.nextInt(4) == 0) {
                    StatusChange change = StatusChange.of(SampleDocuments.time(next), "ann", new Decision.Muted(null));
                    if (store.decide(SampleDocuments.INCIDENT, change) instanceof TriageResult.Done) {
                        System.out.println("D " + next);
                    }
                }
            }
        }
    }

    private static int save(LuceneStore store, int from, int count) {
        List<EventDocument> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(SampleDocuments.event(from + i));
        }
        int next = from + count;
        SaveResult result = store.save(new Batch(events, List.of(SampleDocuments.incident(next))));
        if (!(result instanceof SaveResult.Saved)) {
            throw new IllegalStateException(result.toString());
        }
        System.out.println("E " + next + "\nI " + next);
        return next;
    }
}
