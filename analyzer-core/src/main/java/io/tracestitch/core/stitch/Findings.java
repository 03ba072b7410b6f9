package io.tracestitch.core.stitch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stall.Party;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.stitch.AwaitCycles.Cycle;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Puts conclusions into words. */
final class Findings {

    private static final int MAX_PLACES = 64;

    private Findings() {
    }

    /** Tasks that wait for each other in a circle. */
    static Finding circle(Cycle cycle, @Nullable Instant since, double confidence, String evidence) {
        List<Party> parties = new ArrayList<>();
        int count = cycle.actors().size();
        boolean locks = false;
        for (int i = 0; i < count; i++) {
            String nextHolds = cycle.held().get((i + 1) % count);
            locks |= nextHolds != null;
            Actor a = cycle.actors().get(i);
            parties.add(new Party(a.name(), cycle.held().get(i),
                    nextHolds == null ? cycle.actors().get((i + 1) % count).name() : a.waits().words()));
        }
        return awaiting(parties, since, confidence, List.of(evidence), locks, places(cycle.actors()));
    }

    /** Tasks that await each other, of whom no more than the names is known. */
    static Finding ring(List<String> names, @Nullable Instant since, double confidence, String evidence) {
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parties.add(new Party(names.get(i), null, names.get((i + 1) % names.size())));
        }
        return awaiting(parties, since, confidence, List.of(evidence), false, List.of());
    }

    private static Finding awaiting(List<Party> parties, @Nullable Instant since, double confidence, List<String> evidence,
            boolean locks, List<Frame> places) {
        String verb = locks ? " waits for a lock that " : " awaits ";
        StringBuilder text = new StringBuilder("Deadlock: ");
        if (parties.size() == 1) {
            text.append(parties.getFirst().name()).append(locks ? " waits for a lock that it holds itself" : " awaits itself");
        } else if (parties.size() <= 4) {
            for (int i = 0; i < parties.size(); i++) {
                String next = parties.get((i + 1) % parties.size()).name();
                text.append(i == 0 ? "" : i == parties.size() - 1 ? ", and " : ", ").append(parties.get(i).name()).append(verb)
                        .append(next).append(locks ? " holds" : "");
            }
        } else {
            text.append(Finding.names(parties)).append(locks ? " wait for each other's locks" : " await each other in a circle");
        }
        return new Finding(new Stall(What.DEADLOCK, List.copyOf(parties), since, evidence), confidence, text.toString(),
                places);
    }

    /** Somebody who stands still, with what each waits for and may hold. */
    static Finding standing(What what, List<Actor> actors, Regions regions, @Nullable Instant since, double confidence,
            List<String> evidence, String message) {
        List<Party> parties = new ArrayList<>();
        for (Actor a : actors) {
            List<String> held = regions.held(a.frames()).stream().map(Regions::subject).distinct().toList();
            parties.add(new Party(a.name(), held.isEmpty() ? null : String.join(", ", held), waitsFor(a)));
        }
        return new Finding(new Stall(what, List.copyOf(parties), since, List.copyOf(evidence)), confidence, message,
                places(actors));
    }

    static String waitsFor(Actor a) {
        if (a.waitsForTask() != null) {
            return a.waitsForTask();
        }
        if (a.waits().kind() == Wait.Kind.RUNNING && a.waits().at() != null) {
            return Wait.place(a.waits().at());
        }
        return a.waits().words();
    }

    private static List<Frame> places(List<Actor> actors) {
        return actors.stream().map(Actor::place).filter(Objects::nonNull).limit(MAX_PLACES).toList();
    }

    static List<Party> named(List<Actor> actors) {
        return actors.stream().map(a -> new Party(a.name(), null, null)).toList();
    }
}
