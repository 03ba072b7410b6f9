package io.tracestitch.core.stitch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks of each coroutine were created, as far as any event of the source told: debug mode's stacks, records of the companion,
 * and source lines in tracebacks that start the coroutine. Bounded; not thread-safe.
 */
final class SpawnSites {

    /** Coroutines whose sites are known. */
    static final int MAX_COROUTINES = 2048;
    /** Sites of one coroutine. */
    static final int MAX_SITES = 8;
    private static final int MAX_CODE = 400;
    private static final double CREATED = 0.99;
    private static final double LEARNT = 0.9;
    private static final double CODE = 0.75;

    /** Calls that make a task of a coroutine: asyncio's own, and the helpers of frameworks. */
    private static final Pattern SPAWN = Pattern.compile("\\b(create_task|ensure_future|gather|start_soon|run_coroutine_threadsafe|spawn"
            + "|add_task|create_background_task|async_create_task|wait_for|shield|as_completed)\\s*\\(");
    /** A call inside of such a call: the coroutine. */
    private static final Pattern CALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*\\(");
    private static final String COMPANION = "task created: coro=";

    /** A site, and how often it was seen. */
    static final class Site {
        final Stitch.Creation creation;
        long seen;

        Site(Stitch.Creation creation, long seen) {
            this.creation = creation;
            this.seen = seen;
        }
    }

    final Map<String, List<Site>> sites = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Site>> eldest) {
            return size() > MAX_COROUTINES;
        }
    };

    /** Learns what an event tells of its own task and of others. */
    void learn(Event event) {
        Stitch.Creation own = told(event);
        TaskRef task = event.task();
        if (own != null && task != null && task.coroutine() != null) {
            add(task.coroutine(), with(own, LEARNT, "another task of the same coroutine was created there"));
        }
        learn(event.exception(), 0);
        learn(event.stack());
    }

    /** Learns from a record of the companion: {@code task created: coro=NAME at FILE:LINE in FUNCTION}. */
    void learn(String message) {
        if (!message.startsWith(COMPANION)) {
            return;
        }
        int at = message.indexOf(" at ", COMPANION.length());
        int in = message.lastIndexOf(" in ");
        int colon = in < 0 ? -1 : message.lastIndexOf(':', in);
        if (at < 0 || colon < at || in < colon) {
            return;
        }
        int line = number(message.substring(colon + 1, in));
        if (line > 0) {
            add(message.substring(COMPANION.length(), at), new Stitch.Creation(message.substring(at + 4, colon), line,
                    message.substring(in + 4), null, null, LEARNT, "the companion logged the site"));
        }
    }

    private static int number(String digits) {
        return digits.isEmpty() || digits.length() > 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9') ? 0
                : Integer.parseInt(digits);
    }

    private void learn(@Nullable ExceptionTree e, int depth) {
        if (e == null || depth > 16) {
            return;
        }
        learn(e.frames());
        learn(e.cause(), depth + 1);
        learn(e.context(), depth + 1);
        e.exceptions().forEach(child -> learn(child, depth + 1));
    }

    private void learn(List<Frame> frames) {
        for (Frame frame : frames) {
            String code = frame.code();
            if (code == null || !frame.inApp() || code.length() > MAX_CODE || !mayBeSpawn(code)) {
                continue;
            }
            Matcher spawn = SPAWN.matcher(code);
            if (spawn.find()) {
                Matcher call = CALL.matcher(code);
                int from = spawn.end();
                while (call.find(from)) {
                    add(call.group(1), new Stitch.Creation(frame.file(), frame.line(), frame.function(), code, null, CODE,
                            "a source line in another traceback starts it"));
                    from = call.end();
                }
            }
        }
    }

    private static boolean mayBeSpawn(String code) {
        return code.contains("task") || code.contains("gather") || code.contains("future") || code.contains("spawn")
                || code.contains("start_soon") || code.contains("wait_for") || code.contains("shield")
                || code.contains("as_completed") || code.contains("run_coroutine");
    }

    private void add(String coroutine, Stitch.Creation creation) {
        List<Site> known = sites.computeIfAbsent(simple(coroutine), name -> new ArrayList<>(1));
        for (Site site : known) {
            if (site.creation.line() == creation.line() && site.creation.file().equals(creation.file())) {
                site.seen++;
                return;
            }
        }
        if (known.size() < MAX_SITES) {
            known.add(new Site(creation, 1));
        }
    }

    /** Where the event's task was created: as the event itself tells, or else where tasks of its coroutine are; null if unknown. */
    Stitch.@Nullable Creation of(Event event) {
        Stitch.Creation own = told(event);
        TaskRef task = event.task();
        if (own != null || task == null || task.coroutine() == null) {
            return own;
        }
        List<Site> known = sites.get(simple(task.coroutine()));
        if (known == null) {
            return null;
        }
        Site best = known.getFirst();
        long all = 0;
        for (Site site : known) {
            all += site.seen;
            best = site.creation.confidence() > best.creation.confidence()
                    || site.creation.confidence() == best.creation.confidence() && site.seen > best.seen ? site : best;
        }
        double share = known.size() == 1 ? 1 : (double) best.seen / all;
        return with(best.creation, best.creation.confidence() * share, best.creation.evidence()
                + (known.size() == 1 ? "" : "; " + (known.size() - 1) + " other places start it too"));
    }

    /** Debug mode prints the place in the repr, and the stack below "Object created at". */
    private static Stitch.@Nullable Creation told(Event event) {
        TaskRef task = event.task();
        if (task == null || task.createdAt() == null) {
            return null;
        }
        Frame at = null;
        for (Frame frame : event.stack()) {
            boolean same = frame.line() == task.createdAt().line() && frame.file().equals(task.createdAt().file());
            at = same || frame.inApp() ? frame : at;
        }
        if (at != null) {
            return new Stitch.Creation(at.file(), at.line(), at.function(), at.code(), null, CREATED, "debug mode printed it");
        }
        return new Stitch.Creation(task.createdAt().file(), task.createdAt().line(), null, null, null, CREATED,
                "debug mode printed it");
    }

    private static Stitch.Creation with(Stitch.Creation c, double confidence, String evidence) {
        return new Stitch.Creation(c.file(), c.line(), c.function(), c.code(), c.task(), confidence, evidence);
    }

    private static String simple(String coroutine) {
        return coroutine.substring(coroutine.lastIndexOf('.') + 1);
    }
}
