package io.tracestitch.core.stitch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.tracestitch.core.asyncio.DumpStack.Form;
import io.tracestitch.core.incident.Stall.What;
import io.tracestitch.core.stitch.Wait.Kind;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Threads that stand still. A thread that takes a lock, reads a socket or sleeps does so in C, where dumps show no frame: it stands
 * at a line of the application. So a thread counts as stuck only if it was watched for long at the same place, somebody waits for
 * it or the event loop runs in it, and it does not stand in the outermost function that it was started with, where a thread rests
 * between two rounds of its work.
 */
final class StuckThreads {

    /** A thread at a line of the application may compute there for a while. */
    private static final double SECONDS = 10;
    /** A call that blocks the loop may be slow and yet come back, again and again at the same line. */
    private static final double LOOP_SECONDS = 30;

    private final Streaks streaks;
    private final Regions regions;

    StuckThreads(Streaks streaks, Regions regions) {
        this.streaks = streaks;
        this.regions = regions;
    }

    @Nullable Finding find(Snapshot snapshot) {
        List<Actor> threads = snapshot.threads();
        List<Actor> results = threads.stream().filter(a -> !a.isInLoop() && a.waits().kind() == Kind.RESULT && isLong(a)).toList();
        List<Actor> loops = threads.stream().filter(a -> a.isInLoop() && (isStuck(a) || !results.isEmpty() && isLong(a))).toList();
        List<Actor> joiners = threads.stream().filter(a -> !a.isInLoop() && a.waits().kind() == Kind.THREAD_JOIN && isLong(a)).toList();
        List<Actor> deep = threads.stream().filter(a -> !a.isInLoop() && a.waits().kind() != Kind.RESULT
                && a.waits().kind() != Kind.THREAD_JOIN && a.depth() > 1 && !isMain(a) && isStuck(a)).toList();
        if (!loops.isEmpty()) {
            return loop(loops.getFirst(), results, threads);
        }
        List<Actor> workers = results.stream().filter(StuckThreads::isPoolWorker).toList();
        if (!workers.isEmpty() && deep.isEmpty()) {
            return finding(What.DEADLOCK, workers, 0.75, "Deadlock: " + names(workers)
                    + " waits for the result of a job, in a job of the same pool of threads, and no thread of it is free",
                    "All threads of the pool that work wait for results");
        }
        if (!deep.isEmpty() && !(joiners.isEmpty() && results.isEmpty())) {
            return joined(deep, joiners.isEmpty() ? results : joiners);
        }
        return null;
    }

    private Finding loop(Actor loop, List<Actor> results, List<Actor> threads) {
        if (!results.isEmpty()) {
            List<Actor> parties = new ArrayList<>();
            parties.add(loop);
            parties.addAll(results);
            return finding(What.DEADLOCK, parties, 0.8, "Deadlock: the event loop of " + loop.name() + " stands in "
                    + at(loop) + ", and " + names(results) + " waits for a result that only the loop can bring",
                    "A thread waits in Future.result() for the loop, which runs nothing");
        }
        boolean working = threads.stream().anyMatch(a -> a != loop && !a.idle() && a.waits().kind() == Kind.RUNNING && a.depth() > 1);
        if (loop.waits().kind() == Kind.RESULT && !working) {
            return finding(What.DEADLOCK, List.of(loop), 0.8, "Deadlock: the event loop of " + loop.name()
                    + " waits in " + at(loop) + " for a result, and no other thread works on one",
                    "Future.result() was called by a coroutine or callback, in the thread of the loop itself");
        }
        return finding(What.HANG, List.of(loop), 0.75, "Hang: the event loop of " + loop.name() + " stands in " + at(loop)
                + ", so that no task goes on", "The stack goes on above the event loop: what it called does not return");
    }

    private Finding joined(List<Actor> deep, List<Actor> waiters) {
        if (deep.size() > 1) {
            return finding(What.DEADLOCK, deep, 0.6, "Deadlock: " + names(deep) + " stand still, as threads do that wait for each"
                    + " other's locks, and " + names(waiters) + " waits for their end", "Somebody waits for the end of these threads");
        }
        List<Actor> parties = new ArrayList<>(deep);
        parties.addAll(waiters);
        return finding(What.HANG, parties, 0.6, "Hang: " + names(deep) + " stands in " + at(deep.getFirst()) + ", and "
                + names(waiters) + " waits for its end", "Somebody waits for the end of this thread");
    }

    private Finding finding(What what, List<Actor> parties, double confidence, String message, String evidence) {
        List<String> all = new ArrayList<>();
        all.add(StuckTasks.stood(streaks.of(parties.getFirst())));
        all.add(evidence);
        Instant since = parties.stream().map(a -> streaks.of(a).since()).filter(Objects::nonNull).min(Comparator.naturalOrder())
                .orElse(null);
        return Findings.standing(what, parties, regions, since, confidence, all, message);
    }

    private boolean isLong(Actor a) {
        return streaks.of(a).isLong();
    }

    private boolean isStuck(Actor a) {
        return switch (a.waits().kind()) {
            case RUNNING, IO, CALL, SLEEP -> isLong(a) && (a.form() == Form.PY_SPY ? a.idle()
                    : streaks.of(a).seconds() >= (a.isInLoop() ? LOOP_SECONDS : SECONDS));
            case IDLE, QUEUE_GET -> a.isInLoop() && a.waits().kind() == Kind.QUEUE_GET && isLong(a);
            case EVENT -> a.isInLoop() && isLong(a);
            default -> isLong(a);
        };
    }

    /** The main thread begins in the module, with any number of calls before its own loop. */
    private static boolean isMain(Actor a) {
        return a.frames().stream().anyMatch(f -> f.function().equals("<module>"));
    }

    private static boolean isPoolWorker(Actor a) {
        return a.frames().stream().anyMatch(f -> f.file().endsWith("concurrent/futures/thread.py"));
    }

    private static String at(Actor a) {
        Frame app = a.app();
        return app == null ? "a call" : Wait.place(app);
    }

    private static String names(List<Actor> actors) {
        return Finding.names(Findings.named(actors));
    }
}
