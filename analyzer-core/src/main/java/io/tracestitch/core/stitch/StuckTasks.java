package io.tracestitch.core.stitch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.stitch.Streaks.Streak;
import io.tracestitch.core.stitch.Wait.Kind;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that nobody can wake up. A lock is released by the task that holds it, a queue is emptied by the task that takes from it.
 * Where a dump shows all tasks, and all of them wait for such things or for each other, nobody is left who could go on. A task that
 * sleeps, reads, or calls something unknown may be the one that others wait for, so it speaks against a standstill; unless it is a
 * loop in the background that nobody awaits, as most services have some, and the others have stood at the same line for long.
 */
final class StuckTasks {

    private static final double SECONDS = 30;

    private final Streaks streaks;
    private final Regions regions;

    StuckTasks(Streaks streaks, Regions regions) {
        this.streaks = streaks;
        this.regions = regions;
    }

    @Nullable Finding find(Snapshot snapshot) {
        List<Actor> tasks = snapshot.tasks();
        List<Actor> stuck = new ArrayList<>();
        List<Actor> waiting = new ArrayList<>();
        int background = 0;
        int others = 0;
        for (Actor a : tasks) {
            Kind kind = a.waits().kind();
            if (kind.isBlocked()) {
                stuck.add(a);
            } else if (isBackground(a)) {
                background++;
            } else if (kind == Kind.EVENT && mayNeverEnd(a) || kind == Kind.FUTURE || isBareAwait(a)) {
                waiting.add(a);
            } else if (kind.isLive()) {
                others++;
            }
        }
        if (others > 0) {
            return null;
        }
        if (stuck.isEmpty()) {
            return waiting.isEmpty() ? null : waitingForNobody(tasks, waiting);
        }
        if (waiting.stream().anyMatch(a -> a.waits().kind() == Kind.FUTURE)) {
            return null;
        }
        return blocked(tasks, stuck, background);
    }

    private @Nullable Finding blocked(List<Actor> tasks, List<Actor> stuck, int background) {
        boolean watched = stuck.stream().allMatch(a -> streaks.of(a).isLong());
        boolean known = tasks.stream().anyMatch(a -> a.waits().kind() == Kind.TASKS) || stuck.size() > 1;
        boolean getters = tasks.stream().anyMatch(a -> a.waits().kind() == Kind.QUEUE_GET);
        boolean queues = stuck.stream().noneMatch(a -> a.waits().kind().isAcquire());
        double confidence = background == 0 ? 0.75 : 0.65;
        if (!watched && (background > 0 || !known || queues && getters)) {
            return null;
        }
        confidence += watched && background == 0 ? 0.15 : 0;
        confidence -= known ? 0 : 0.1;
        List<Frame> free = tasks.stream().filter(a -> a.waits().kind() == Kind.SLEEP).flatMap(a -> a.frames().stream()).toList();
        if (background > 0 && regions.knows(free)) {
            return null; // a sleeper of a function that takes locks may hold one
        }
        boolean each = resources(stuck).size() > 1 || stuck.stream().anyMatch(a -> a.depth() > 1) || stuck.size() == 1;
        if (background > 0 && !each) {
            return null; // all wait for one and the same lock, in the function that takes it: somebody else holds it
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(watched ? stood(stuck) : "A dump of all tasks shows nobody who could go on");
        evidence.add(background == 0 ? "Every other task waits too, for one of these or for work"
                : "No other task that could go on is awaited by anybody or works for these");
        boolean deadlock = stuck.size() > 1 || stuck.getFirst().waits().kind().isAcquire()
                || stuck.getFirst().waits().kind() == Kind.QUEUE_PUT;
        List<Actor> ordered = ordered(stuck);
        String message = deadlock ? deadlock(ordered) : "Hang: " + ordered.getFirst().name() + " waits for "
                + ordered.getFirst().waits().words() + ", and nobody works for it";
        return Findings.standing(deadlock ? What.DEADLOCK : What.HANG, ordered, regions, since(stuck), confidence, evidence, message);
    }

    private static String deadlock(List<Actor> stuck) {
        Kind kind = stuck.getFirst().waits().kind();
        boolean same = stuck.stream().allMatch(a -> a.waits().kind() == kind);
        String names = Finding.names(Findings.named(stuck));
        if (stuck.size() == 1) {
            return "Deadlock: " + names + " waits for " + stuck.getFirst().waits().words() + ", which nobody but itself can end";
        }
        String what = !same ? "what only they themselves can end" : switch (kind) {
            case LOCK -> "locks that only they themselves can hold";
            case POOL -> "places in a pool that only they themselves can have taken";
            case QUEUE_PUT -> "room in queues that only they themselves empty";
            default -> "what only they themselves can end";
        };
        return "Deadlock: " + names + " wait for " + what;
    }

    /** Only events, futures and other tasks are waited for, always the same, and nobody is there who could end that. */
    private @Nullable Finding waitingForNobody(List<Actor> tasks, List<Actor> waiting) {
        List<Actor> bare = waiting.stream().filter(StuckTasks::isBareAwait).toList();
        boolean chain = bare.size() > 1 && bare.size() == waiting.size();
        boolean hasGetters = tasks.stream().anyMatch(a -> a.waits().kind() == Kind.QUEUE_GET);
        List<Actor> ends = chain ? bare : waiting.stream().filter(a -> !isBareAwait(a)).filter(Actor::awaited).toList();
        if (ends.isEmpty()) {
            List<Actor> named = waiting.stream().filter(a -> !isBareAwait(a) || a.awaited()).toList();
            ends = named.stream().filter(a -> a.waits().subject() != null).toList();
        }
        if (ends.isEmpty() || hasGetters && !chain || !ends.stream().allMatch(this::isWatched)) {
            return null;
        }
        List<Actor> ordered = ordered(ends);
        if (!chain) {
            // Who awaits these stands still with them.
            ordered.addAll(ordered(tasks.stream().filter(a -> a.awaited() && a.waits().kind() == Kind.TASKS
                    && !ordered.contains(a)).toList()));
        }
        What what = chain ? What.DEADLOCK : What.HANG;
        String names = Finding.names(Findings.named(ordered));
        String message = chain ? "Deadlock: " + names + " await tasks, and none of all tasks is left that could go on"
                : "Hang: " + names + (ordered.size() == 1 ? " waits for " + ordered.getFirst().waits().words() : " wait")
                        + ", and nobody is there who could end that";
        return Findings.standing(what, ordered, regions, since(ends), chain ? 0.7 : 0.6,
                List.of(stood(ends), "No other task that could go on is awaited by anybody or works for these"), message);
    }

    /** A future tells nothing of itself: it may be a sleep or an answer that takes its time. */
    private boolean isWatched(Actor a) {
        Streak s = streaks.of(a);
        return s.isLong() && (a.waits().kind() != Kind.FUTURE || s.dumps() >= 4 || s.seconds() >= SECONDS);
    }

    /** A loop of its own that nobody waits for. */
    private static boolean isBackground(Actor a) {
        Kind kind = a.waits().kind();
        return !a.awaited() && (kind == Kind.SLEEP && a.depth() <= 1 || kind == Kind.FUTURE && a.waits().subject() == null);
    }

    /** {@code await self.answer}: a task or future that has no name in the dump. */
    private static boolean isBareAwait(Actor a) {
        return a.waits().kind() == Kind.TASKS && a.waits().subject() != null && a.waitsForTask() == null;
    }

    /** Services wait for the event that ends them; that is no standstill. */
    private static boolean mayNeverEnd(Actor a) {
        String subject = a.waits().subject() == null ? "" : a.waits().subject().toLowerCase(Locale.ROOT);
        return !subject.matches(".*(stop|shut|quit|exit|clos|term|finish|kill|wake|tick|signal|done|end).*");
    }

    private static Set<String> resources(List<Actor> stuck) {
        Set<String> out = new LinkedHashSet<>();
        stuck.forEach(a -> out.add(a.waits().subject() == null && a.waits().at() != null ? Wait.place(a.waits().at())
                : Regions.resource(a.waits())));
        return out;
    }

    private static List<Actor> ordered(List<Actor> actors) {
        return new ArrayList<>(actors.stream().sorted(Comparator.comparing(Actor::name)).distinct().toList());
    }

    private @Nullable Instant since(List<Actor> actors) {
        return actors.stream().map(a -> streaks.of(a).since()).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }

    private String stood(List<Actor> actors) {
        Streak shortest = actors.stream().map(streaks::of).min(Comparator.comparingInt(Streak::dumps)).orElseThrow();
        return stood(shortest);
    }

    static String stood(Streak s) {
        String time = s.seconds() >= 1 ? ", " + Math.round(s.seconds()) + " s apart from the first to the last" : "";
        return s.dumps() + " dumps in a row show the same stack" + time;
    }
}
