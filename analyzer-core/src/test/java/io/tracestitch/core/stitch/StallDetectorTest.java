package io.tracestitch.core.stitch;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.incident.EndedBy;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.incident.Stall;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the events of one source say together, and that saved state goes on where it was. */
class StallDetectorTest {

    private static final Instant START = Instant.parse("2026-11-23T19:00:00Z");
    private static final String LOCKS = """
            * Task(name='load', id=0x1)
              + Call stack:
              |   File '/usr/lib/python3.14/asyncio/locks.py', line 110, in async Lock.acquire()
              |   File '/srv/yard.py', line 22, in async load()

            * Task(name='unload', id=0x2)
              + Call stack:
              |   File '/usr/lib/python3.14/asyncio/locks.py', line 110, in async Lock.acquire()
              |   File '/srv/yard.py', line 32, in async unload()
            """;
    private static final String SLEEPER = """

            * Task(name='gate', id=0x3)
              + Call stack:
              |   File '/usr/lib/python3.14/asyncio/tasks.py', line 702, in async sleep()
              |   File '/srv/yard.py', line 92, in async gate()
            """;
    private static final String HOLDER = """

            * Task(name='holder', id=0x4)
              + Call stack:
              |   File '/usr/lib/python3.14/asyncio/tasks.py', line 702, in async sleep()
              |   File '/srv/yard.py', line 80, in async weigh()
              |   File '/srv/yard.py', line 70, in async holder()
            """;

    private final StallDetector detector = new StallDetector();
    private final List<Event> stalls = new ArrayList<>();

    @Test
    void whereAllTasksWaitForLocksNobodyIsLeftToReleaseThem() {
        dump(0, LOCKS);
        end();
        assertThat(stalls).singleElement().satisfies(e -> {
            assertThat(e.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(e.category()).isEqualTo("deadlock-livelock");
            assertThat(stall(e).what()).isEqualTo(Stall.What.DEADLOCK);
            assertThat(stall(e).tasks()).extracting(Stall.Party::name).containsExactly("load", "unload");
            assertThat(stall(e).tasks().getFirst().waitsFor()).isEqualTo("a lock at yard.py:22 in load()");
            assertThat(e.message()).contains("load").contains("unload");
            assertThat(e.firstLine()).isEqualTo(1);
        });
    }

    @Test
    void aSleeperInTheBackgroundMakesItWaitForMoreDumps() {
        dump(0, LOCKS + SLEEPER);
        detector.settle().forEach(stalls::add);
        assertThat(stalls).isEmpty();
        dump(12, LOCKS + SLEEPER);
        end();
        assertThat(stalls).hasSize(1);
        assertThat(stall(stalls.getFirst()).since()).isEqualTo(START);
    }

    @Test
    void oneWhoSleepsDeepInItsWorkMayBeTheHolder() {
        for (int i = 0; i < 6; i++) {
            dump(i * 12, LOCKS + HOLDER);
        }
        end();
        assertThat(stalls).isEmpty();
    }

    @Test
    void aStallIsToldOnceAndAgainWhenItCameBack() {
        for (int i = 0; i < 5; i++) {
            dump(i * 12, LOCKS);
        }
        assertThat(stalls).hasSize(1);
        dump(72, LOCKS.replace("locks.py', line 110, in async Lock.acquire()", "tasks.py', line 702, in async sleep()"));
        dump(84, LOCKS);
        end();
        assertThat(stalls).hasSize(2);
    }

    @Test
    void tasksThatAwaitEachOtherAreNamedInTheirOrder() {
        dump(0, "<Task pending name='a' coro=<f() running at /y.py:1> wait_for=<Task pending name='b' coro=<g() running at /y.py:2>>>\n"
                + "<Task pending name='b' coro=<g() running at /y.py:2> wait_for=<Task pending name='a' coro=<f() running at /y.py:1>>>");
        end();
        assertThat(stalls).extracting(Event::message).containsExactly("Deadlock: a awaits b, and b awaits a");
    }

    @Test
    void twoTasksOfOneNameMakeNoCircle() {
        dump(0, "* Task(name='a', id=0x1)\n  + Awaited by:\n    * Task(name='a', id=0x2)\n");
        end();
        assertThat(stalls).isEmpty();
    }

    @Test
    void theSameFailureAgainAndAgainIsALivelock() {
        for (int i = 0; i < 60; i++) {
            failure(i, "feed", "attempt " + i + " failed");
        }
        assertThat(stalls).singleElement().satisfies(e -> {
            assertThat(stall(e).what()).isEqualTo(Stall.What.LIVELOCK);
            assertThat(stall(e).tasks()).extracting(Stall.Party::name).containsExactly("feed");
        });
    }

    @Test
    void manyTasksThatFailAlikeOnceEachAreNoLivelock() {
        for (int i = 0; i < 200; i++) {
            failure(i / 10.0, "request-" + i, "no stock");
        }
        assertThat(stalls).isEmpty();
    }

    @Test
    void whoeverHasNoNameAndSaysNothingOfAnotherAttemptMayBeMany() {
        for (int i = 0; i < 200; i++) {
            failure(i / 10.0, null, "order failed");
        }
        assertThat(stalls).isEmpty();
        for (int i = 0; i < 30; i++) {
            failure(30 + i / 10.0, null, "connection lost, reconnecting");
        }
        assertThat(stalls).hasSize(1);
    }

    @Test
    void requestsThatTheirTextTellsApartAreNoLivelock() {
        for (int i = 0; i < 200; i++) {
            failure(i / 10.0, null, "request " + i + ": no stock");
        }
        assertThat(stalls).isEmpty();
    }

    @Test
    void aRestoredDetectorGoesOnWhereTheSavedOneWas() throws IOException {
        StallDetector first = new StallDetector();
        first.observe(event(EventKind.STACK_DUMP, 0, LOCKS + SLEEPER, null, null));
        for (int i = 0; i < 19; i++) {
            assertThat(first.observe(failed(1 + i / 10.0, "feed", "lost"))).isEmpty();
        }
        StallDetector second = restored(first);
        assertThat(second.observe(failed(3, "feed", "lost"))).extracting(e -> stall(e).what()).containsExactly(Stall.What.LIVELOCK);
        List<Event> found = new ArrayList<>(second.observe(event(EventKind.STACK_DUMP, 12, LOCKS + SLEEPER, null, null)));
        found.addAll(restored(second).finish());
        assertThat(found).extracting(e -> stall(e).what()).containsExactly(Stall.What.DEADLOCK);
        assertThat(stall(found.getFirst()).since()).isEqualTo(START);
    }

    @Property(tries = 500)
    void anyTextIsTaken(@ForAll String text) throws IOException {
        StallDetector any = new StallDetector();
        any.observe(event(EventKind.STACK_DUMP, 0, text, null, null));
        any.observe(event(EventKind.STACK_DUMP, 1, LOCKS + text + SLEEPER, null, null));
        restored(any).finish();
    }

    private static StallDetector restored(StallDetector saved) throws IOException {
        StateOutput out = new StateOutput();
        saved.save(out);
        return StallDetector.restore(new StateInput(out.toByteArray()));
    }

    private void dump(double seconds, String text) {
        stalls.addAll(detector.observe(event(EventKind.STACK_DUMP, seconds, text, null, null)));
    }

    private void failure(double seconds, @Nullable String task, String message) {
        stalls.addAll(detector.observe(failed(seconds, task, message)));
    }

    private void end() {
        stalls.addAll(detector.finish());
    }

    private static Event failed(double seconds, @Nullable String task, String message) {
        ExceptionTree tree = new ExceptionTree("ConnectionResetError", "reset", List.of(), List.of(
                Frame.of("/srv/feed.py", 12, "feed", "await connect()")), null, null, List.of(), 0, null, false);
        return event(EventKind.EXCEPTION_LOGGED, seconds, message, task, tree);
    }

    private static Stall stall(Event event) {
        assertThat(event.stall()).isNotNull();
        return event.stall();
    }

    private static Event event(EventKind kind, double seconds, String message, @Nullable String task,
            @Nullable ExceptionTree exception) {
        long line = 1 + (long) (seconds * 100);
        return new Event("app.log", line, line + 10, START.plusMillis((long) (seconds * 1000)), null, "ERROR", "app", null, null, task,
                kind, message, exception, List.of(), null, null, null, null, Severity.ERROR, List.of(), EndedBy.GRAMMAR, false, 1, "x",
                "", null);
    }
}
