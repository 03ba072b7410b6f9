package io.tracestitch.core.pattern;

import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Remediation;
import io.tracestitch.core.incident.TaskRef;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import org.junit.jupiter.api.Test;

import static io.tracestitch.core.pattern.Events.app;
import static io.tracestitch.core.pattern.Events.event;
import static io.tracestitch.core.pattern.Events.exception;
import static io.tracestitch.core.pattern.Events.from;
import static io.tracestitch.core.pattern.Events.library;
import static io.tracestitch.core.pattern.Events.logged;
import static org.assertj.core.api.Assertions.assertThat;

class RemediationTest {
    private static final Taxonomy TAXONOMY = Taxonomy.builtIn();

    private static Remediation of(Event event) {
        return TAXONOMY.remediate(TAXONOMY.match(event).orElseThrow().pattern(), event);
    }

    @Test
    void namesTheLineOfTheApplication() {
        Remediation r = of(logged(exception("RuntimeError", "Event loop is closed", app("checkout", 88),
                library("asyncio/base_events.py", "_check_closed"))));
        assertThat(r.summary()).startsWith("orders.py:88 used an event loop after it had been closed.");
        assertThat(r.pointsAt()).isEqualTo(
                new Remediation.PointsAt("/srv/app/orders.py", 88, "checkout", "uses the loop after it was closed"));
        assertThat(r.appliesTo()).isEqualTo("3.8+");
        assertThat(r.before()).contains("asyncio.run(connect())");
    }

    @Test
    void saysSomethingSensibleWhereTheEventTellsNothing() {
        Remediation r = of(event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved", null));
        assertThat(r.summary()).startsWith("A coroutine failed with an exception in a task, which nobody awaited.");
        assertThat(r.pointsAt()).isNull();
        assertThat(r.why()).contains("at a line that the log does not name");
    }

    @Test
    void doesNotTellUsersToDoWhatTheyDo() {
        Frame runs = library("asyncio/runners.py", "run");
        String closed = "Event loop is closed";
        List<String> with = of(logged(exception("RuntimeError", closed, app("main", 1), runs, app("f", 2)))).steps();
        List<String> without = of(logged(exception("RuntimeError", closed, app("f", 2)))).steps();
        assertThat(with).noneMatch(s -> s.startsWith("Let asyncio.run(main())"))
                .anyMatch(s -> s.contains("closed the loop when it returned"));
        assertThat(without).anyMatch(s -> s.startsWith("Let asyncio.run(main())"))
                .noneMatch(s -> s.contains("closed the loop when it returned"));
    }

    @Test
    void pointsAtWhereTheTaskWasCreated() {
        TaskRef task = new TaskRef("fulfil-20", "fulfil", "finished", new TaskRef.Place("/srv/app/orders.py", 40),
                new TaskRef.Place("/srv/app/orders.py", 88), null);
        Event event = event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved",
                exception("orders.Declined", "card expired", app("charge", 42)), task, "ERROR", null);
        Remediation r = of(event);
        assertThat(r.summary())
                .startsWith("fulfil failed with orders.Declined: card expired in fulfil-20, which nobody awaited.");
        assertThat(r.pointsAt()).isEqualTo(new Remediation.PointsAt("/srv/app/orders.py", 88, null,
                "creates the task whose result nobody looks at"));
    }

    @Test
    void withoutTheWantedLineAnotherIsNamedForWhatItIs() {
        TaskRef task = new TaskRef("fulfil-20", "fulfil", "finished", new TaskRef.Place("/srv/app/orders.py", 40), null, null);
        Event event = event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved",
                exception("orders.Declined", "card expired", app("charge", 42)), task, "ERROR", null);
        assertThat(of(event).pointsAt()).isEqualTo(new Remediation.PointsAt("/srv/app/orders.py", 40, "fulfil",
                "is where the task's coroutine is defined, or stands"));
    }

    @Test
    void aLineInsideAsyncioIsNotTheUsersToChange() {
        TaskRef task = new TaskRef("render", "render", "finished", new TaskRef.Place("/srv/app/orders.py", 17),
                new TaskRef.Place("/usr/local/lib/python3.8/asyncio/tasks.py", 382), null);
        Event event = event(EventKind.TASK_DESTROYED_PENDING, "Task was destroyed but it is pending!", null, task, "ERROR", null);
        assertThat(of(event).pointsAt()).extracting(Remediation.PointsAt::file, Remediation.PointsAt::line)
                .containsExactly("/srv/app/orders.py", 17);
    }

    @Test
    void pointsAtTheLineThatWaitedForTheLock() {
        ExceptionTree cancelled = exception("asyncio.exceptions.CancelledError", "", app("transfer", 20),
                library("asyncio/locks.py", "__aenter__"), library("asyncio/locks.py", "acquire"));
        Remediation r = of(logged(from(exception("TimeoutError", "", app("main", 30), library("asyncio/tasks.py", "wait_for")),
                cancelled)));
        assertThat(r.summary()).startsWith("transfer at orders.py:20 waited for a lock or semaphore");
        assertThat(r.pointsAt()).isEqualTo(new Remediation.PointsAt("/srv/app/orders.py", 20, "transfer", "waits for the lock"));
    }

    @Test
    void tellsHowLongTheLoopStood() {
        TaskRef task = new TaskRef("render", "render", "finished", null, null, null);
        Event event = event(EventKind.SLOW_CALLBACK, "Executing <Task finished> took 1.250 seconds", null, task, "WARNING", 1.25);
        assertThat(of(event).summary()).startsWith("One step of render kept the event loop busy for 1.25 seconds.");
        Event whole = event(EventKind.SLOW_CALLBACK, "Executing <Task finished> took 2.000 seconds", null, task, "WARNING", 2.0);
        assertThat(of(whole).summary()).contains("for 2 seconds");
    }

    @Test
    void namesTheCoroutineOfTheWarning() {
        Event event = event(EventKind.COROUTINE_NEVER_AWAITED, "coroutine 'notify' was never awaited", null);
        assertThat(of(event).summary()).startsWith("notify was called, but its coroutine was never awaited");
    }

    @Test
    void factsOfTheLogStayShort() {
        Remediation r = of(event(EventKind.LOOP_ERROR, "x".repeat(100_000) + "\nsecond line", null));
        assertThat(r.summary().length()).isLessThan(500);
        assertThat(r.summary()).doesNotContain("second line");
    }
}
