package io.tracestitch.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tracestitch.core.SourceSummary;
import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/** Reports made by hand, so that the layout can be tested without an analysis. */
public final class SampleReport {

    private static final Instant START = Instant.parse("2026-11-23T18:31:40Z");

    private SampleReport() {
    }

    /** Two incidents with a remediation each, one without, in one source. */
    public static Report some() {
        List<IncidentView> incidents = List.of(declined(1, 212), declined(2, 1), group(3), slow(4));
        return new Report(List.of(source("checkout.log", 1_022_357)), incidents, 231, new TreeMap<>(Map.of("record-lines", 2L)),
                ZoneOffset.UTC);
    }

    /** Tasks with a story that is sure, likely, no longer in memory, and one of which only the creator is known. */
    public static Report stories() {
        Stitch.Creation created = new Stitch.Creation("/srv/app/orders.py", 88, "checkout", "asyncio.create_task(fulfil(order))",
                "Task-1", 0.75, "a source line in another traceback starts it");
        Stitch sure = new Stitch(0.98, List.of(14L, 61L, 118L), 0, List.of(
                wrote(14, 2, "INFO", "accepted n=00020 request_id=req-20"),
                wrote(61, 184, "INFO", "reserved n=00020"), wrote(118, 312, "WARNING", "charging n=00020 failed once, retrying")),
                List.of("request_id=req-20"), created, "group-20", List.of("fulfil-40", "fulfil-60", "fulfil-80", "fulfil-100"),
                List.of(56L, 97L), 0.929, 2, List.of("task name in the record header", "the same exception was reported before"));
        List<Stitch.Line> many = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            many.add(wrote(1000 * i, 100 * i, i == 9 ? "ERROR" : "DEBUG",
                    "step " + i + " of order=00205d" + " and so on".repeat(i * 2)));
            numbers.add(1000L * i);
        }
        Stitch likely = new Stitch(0.85, numbers, 1200, many, List.of(), null, null, List.of(), List.of(), 0.004, 0,
                List.of("order 00205d in the failure and in the lines"));
        Stitch forgotten = new Stitch(0.6, List.of(3L, 5L, 1207L, 1208L), 0, List.of(), List.of(), null, null, List.of(),
                List.of(), null, 0,
                List.of("ids that these lines share with others"));
        Stitch creator = new Stitch(0, List.of(), 0, List.of(), List.of(),
                new Stitch.Creation("/srv/app/watch.py", 7, null, null, null, 0.99, "debug mode printed it"), null, List.of(),
                List.of(), null, 0, List.of());
        return new Report(List.of(source("checkout.log", 1_022_357)), List.of(
                lost(1, 212, EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "fulfil-20", sure, 0.931,
                        new Related(Map.of(56L, 2), Map.of("fulfil-60", 3))),
                lost(2, 1, EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, null, likely, 0.004, Related.NONE),
                lost(3, 1, EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "fulfil-60", forgotten, null, Related.NONE),
                lost(4, 1, EventKind.TASK_DESTROYED_PENDING, "watch", creator, null, Related.NONE)),
                215, Map.of(), ZoneOffset.UTC);
    }

    private static IncidentView lost(int number, long count, EventKind kind, @Nullable String task, Stitch stitch,
            @Nullable Double late, Related related) {
        boolean destroyed = kind == EventKind.TASK_DESTROYED_PENDING;
        Event event = event(kind, destroyed ? "Task was destroyed but it is pending!" : "Task exception was never retrieved",
                destroyed ? null : exception("orders.PaymentDeclined", "order 20: card expired",
                        frame("/srv/app/orders.py", 42, "charge", "raise PaymentDeclined(order_id, \"card expired\")", true)),
                new TaskRef(task, "fulfil", destroyed ? "pending" : "finished", null, null, null)).withStitch(stitch);
        return view(number, Severity.ERROR, event, count, task == null ? List.of() : List.of(task), null, late, related);
    }

    private static Stitch.Line wrote(long number, int millis, String level, String text) {
        return new Stitch.Line(number, START.plusMillis(millis), level, text);
    }

    /** Standstills: two who wait for each other, one for itself, a ring of {@code ring}, and one who hangs. */
    public static Report stalls(int ring) {
        List<Stall.Party> parties = new ArrayList<>();
        for (int i = 0; i < ring; i++) {
            parties.add(new Stall.Party("worker-" + i, "lock " + i,
                    i == 1 ? "worker-" + (i + 1) % ring : "lock " + (i + 1) % ring));
        }
        return new Report(List.of(source("depot.log", 4000)), List.of(
                stall(1, "Deadlock: load waits for a lock that move holds, and move waits for a lock that load holds", 0.95,
                        new Stall(Stall.What.DEADLOCK, List.of(
                                new Stall.Party("load", "stock-lock", "bay-lock (move at depot.py:40)"),
                                new Stall.Party("move", "bay-lock", "stock-lock (load at depot.py:31)")), START,
                                List.of("who awaits whom, in a call graph", "both stood there in three dumps"))),
                stall(2, "Deadlock: poll awaits itself", 1,
                        new Stall(Stall.What.DEADLOCK, List.of(new Stall.Party("poll", null, "poll")), null,
                        List.of("asyncio refused to let it await itself"))),
                stall(3, "Deadlock: " + ring + " tasks wait for each other's locks", 0.7,
                        new Stall(Stall.What.DEADLOCK, parties, START, List.of())),
                stall(4, "MainThread does not move", 0.8, new Stall(Stall.What.HANG,
                        List.of(new Stall.Party("MainThread", null, "select() at /usr/lib/python3.13/selectors.py:415")), START,
                        List.of("five dumps with the same stack, 40 s")))),
                4, Map.of(), ZoneOffset.UTC);
    }

    private static IncidentView stall(int number, String message, double confidence, Stall stall) {
        Event event = new Event("depot.log", 7, 9, START, "2026-11-23 18:31:40,000", "ERROR", "depot", "9762", "MainThread", null,
                EventKind.STALL, message, null, List.of(frame("/srv/app/depot.py", 31, "load", "async with self.bay:", true),
                        frame("/srv/app/depot.py", 40, "move", "async with self.stock:", true)), null, null, null,
                "deadlock-livelock", Severity.CRITICAL, List.of(), EndedBy.GRAMMAR, false, confidence, "depot.log:7",
                "s" + number, message, null, stall);
        return view(number, Severity.CRITICAL, event, 1, List.of(), null);
    }

    /** A report of an application that logs what an attacker sends. */
    public static Report hostile(String text) {
        Event event = event(EventKind.EXCEPTION_LOGGED, text,
                exception(text, text, frame(text, 1, text, text, true), frame(text, 2, text, text, false)),
                new TaskRef(text, text, "finished", null, null, text)).withStitch(new Stitch(0.5, List.of(1L, 2L), 3,
                        List.of(new Stitch.Line(1, START, text, text), new Stitch.Line(2, null, null, text)), List.of(text),
                        new Stitch.Creation(text, 1, text, text, text, 0.5, text), text, List.of(text), List.of(9L), 1.0, 1,
                        List.of(text)));
        Remediation remediation = new Remediation(text, text, List.of(text), text, text, text,
                new Remediation.PointsAt(text, 1, text, text), List.of(text));
        IncidentView view = view(1, Severity.ERROR, event, 3, List.of(text), remediation);
        IncidentView stall = stall(2, text, 0.5, new Stall(Stall.What.DEADLOCK, List.of(new Stall.Party(text, text, text),
                new Stall.Party(text + "2", text, text), new Stall.Party(text + "3", null, text)), START, List.of(text)));
        return new Report(List.of(new SourceView(new SourceSummary(text, 1, 1, 0, text, text, START, START), Duration.ZERO)),
                List.of(view, stall), 3,
                Map.of(), ZoneOffset.UTC);
    }

    /** Nothing was found in two sources. */
    public static Report nothing() {
        return new Report(List.of(source("app.log", 40_000), source("worker/app.log", 18)), List.of(), 0, Map.of(),
                ZoneOffset.UTC);
    }

    /** Many incidents. */
    public static Report many(int n) {
        List<IncidentView> incidents = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            incidents.add(declined(i, i));
        }
        return new Report(List.of(source("a.log", 1)), incidents, n, Map.of(), ZoneOffset.UTC);
    }

    private static SourceView source(String name, long lines) {
        return new SourceView(new SourceSummary(name, lines, lines * 125, 0, "asctime level [process:thread:task] logger", "",
                START,
                START.plusSeconds(1043)), Duration.ofMillis(210));
    }

    private static IncidentView declined(int number, long count) {
        ExceptionTree gateway = exception("aiohttp.client_exceptions.ServerDisconnectedError", "Server disconnected",
                frame("/srv/app/gateway.py", 17, "post", "return self.session.post(url, json=body)", true),
                frame("/usr/lib/python3/site-packages/aiohttp/client.py", 601, "_request", "await resp.start(conn)", false));
        ExceptionTree declined = new ExceptionTree("orders.PaymentDeclined", "order 20: card expired", List.of(),
                List.of(frame("/srv/app/orders.py", 628, "fulfil", "await charge(n)", true),
                        frame("/srv/app/orders.py", 42, "charge", "raise PaymentDeclined(order_id, \"card expired\")", true)),
                null, gateway, List.of(), 0, null, false);
        Event event = new Event("checkout.log", 120, 163, START.plusSeconds(1043), "2026-11-23 18:49:03,022", "ERROR",
                "asyncio", "9762",
                "MainThread", null, EventKind.TASK_EXCEPTION_NEVER_RETRIEVED,
                        "Task exception was never retrieved\nfuture: <Task ...>", declined,
                List.of(frame("/srv/app/orders.py", 88, "checkout", "asyncio.create_task(fulfil(order))", true)),
                new TaskRef("fulfil-20", "fulfil", "finished", null, null, null), null, "task-exception-never-retrieved",
                        "unretrieved",
                Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 0.87, "checkout.log:120", "f1",
                        "first raw line\n  second raw line");
        List<String> tasks = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            tasks.add("fulfil-" + i * 20);
        }
        return view(number, Severity.ERROR, event, count, tasks, new Remediation(
                "checkout() starts fulfil() as a task, keeps no reference and never awaits it; asyncio reports the failure "
                        + "only when the garbage collector finds the task.",
                "create_task() was called for its side effect.",
                List.of("Keep the task and await it, or start it inside an asyncio.TaskGroup (Python 3.11+), which cancels its "
                        + "siblings and raises what went wrong.",
                        "If it must outlive the request, keep it in a set and look at its result in a done callback.",
                        "A third step that only the page shows."),
                "async def checkout(order):\n    asyncio.create_task(fulfil(order))\n    return \"accepted\"\n",
                "async def checkout(order):\n    task = asyncio.create_task(fulfil(order))\n    running.add(task)\n"
                        + "    return \"accepted\"\n",
                "3.8+", new Remediation.PointsAt("/srv/app/orders.py", 88, "checkout", "creates the task and keeps no reference"),
                List.of("Developing with asyncio")));
    }

    private static IncidentView group(int number) {
        ExceptionTree group = new ExceptionTree("ExceptionGroup", "unhandled errors in a TaskGroup", List.of("seen at the till"),
                List.of(frame("/srv/app/refunds.py", 95, "refund", "async with asyncio.TaskGroup() as refunds:", true)), null,
                        null,
                List.of(exception("LookupError", "no payment of order 12",
                        frame("/srv/app/refunds.py", 89, "one", "raise LookupError(text)", true)),
                        exception("ValueError", "paid in two parts\nfirst: 3\nsecond: 4",
                                frame("/srv/app/refunds.py", 91, "one", "raise ValueError(text)", true))),
                0, null, false);
        return view(number, Severity.CRITICAL, event(EventKind.EXCEPTION_LOGGED, "refunds failed", group, null), 2, List.of(),
                null);
    }

    private static IncidentView slow(int number) {
        Event event = event(EventKind.SLOW_CALLBACK, "Executing <Task ...> took 1.204 seconds", null,
                new TaskRef("report-1", "reports.<locals>.hourly", "pending",
                        new TaskRef.Place("/srv/app/reports/__init__.py", 20), null, null));
        return view(number, Severity.WARNING, event, 640, List.of("report-1"), null);
    }

    private static IncidentView view(int number, Severity severity, Event event, long count, List<String> tasks,
            @Nullable Remediation remediation) {
        return view(number, severity, event, count, tasks, remediation, null, Related.NONE);
    }

    private static IncidentView view(int number, Severity severity, Event event, long count, List<String> tasks,
            @Nullable Remediation remediation, @Nullable Double late, Related related) {
        TimeHistogram histogram = new TimeHistogram();
        histogram.add(START);
        histogram.add(START.plusSeconds(1043));
        return new IncidentView(number, "f" + number, severity, Headline.of(event, count, 1.204), event.pattern(),
                event.category(), count, START,
                START.plusSeconds(count == 1 ? 0 : 1043), tasks, List.of(event.source()), event, Place.of(event), remediation,
                "Leaf and frame. Version 1.", List.of(Occurrence.of(event), Occurrence.of(event)), histogram, List.of(),
                late, related);
    }

    private static Event event(EventKind kind, String message, @Nullable ExceptionTree exception, @Nullable TaskRef task) {
        return new Event("checkout.log", 7, 7, START, "2026-11-23 18:31:40,000", "ERROR", "shop", "9762", "MainThread", null,
                kind, message,
                exception, List.of(), task, null, null, null, Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 1.0,
                        "checkout.log:7", "f2", message);
    }

    private static ExceptionTree exception(String type, String message, Frame... frames) {
        return new ExceptionTree(type, message, List.of(), List.of(frames), null, null, List.of(), 0, null, false);
    }

    private static Frame frame(String file, int line, String function, String code, boolean inApp) {
        return new Frame(file, line, function, code, inApp, 0);
    }
}
