package io.tracestitch.core.pattern;

import java.util.List;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Severity;
import io.tracestitch.core.traceback.ExceptionTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.tracestitch.core.pattern.Events.app;
import static io.tracestitch.core.pattern.Events.event;
import static io.tracestitch.core.pattern.Events.exception;
import static io.tracestitch.core.pattern.Events.from;
import static io.tracestitch.core.pattern.Events.group;
import static io.tracestitch.core.pattern.Events.library;
import static io.tracestitch.core.pattern.Events.logged;
import static org.assertj.core.api.Assertions.assertThat;

class TaxonomyTest {
    private static final Taxonomy TAXONOMY = Taxonomy.builtIn();

    private static String pattern(Event event) {
        return TAXONOMY.match(event).map(m -> m.pattern().id()).orElse("-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RuntimeError  | event-loop-closed          | Event loop is closed
            RuntimeError  | event-loop-closed          | unable to start the loop; it was closed
            RuntimeError  | loop-already-running       | This event loop is already running
            RuntimeError  | loop-already-running       | this event loop is already running.
            RuntimeError  | asyncio-run-nested         | asyncio.run() cannot be called from a running event loop
            RuntimeError  | second-loop-in-thread      | Cannot run the event loop while another loop is running
            RuntimeError  | future-attached-to-different-loop | Task <T> got Future <F> attached to a different loop
            RuntimeError  | bound-to-different-loop    | <asyncio.locks.Lock object at 0x7f> is bound to a different event loop
            RuntimeError  | no-current-event-loop      | There is no current event loop in thread 'Thread-1'.
            RuntimeError  | no-running-event-loop      | no running event loop
            RuntimeError  | loop-stopped-early         | Event loop stopped before Future completed.
            RuntimeError  | executor-shut-down         | cannot schedule new futures after shutdown
            RuntimeError  | executor-at-interpreter-shutdown | cannot schedule new futures after interpreter shutdown
            RuntimeError  | task-awaits-itself         | Task cannot await on itself: <Task pending name='Task-1'>
            RuntimeError  | concurrent-stream-read | read() called while another coroutine is already waiting
            RuntimeError  | -                          | something else
            ValueError    | -                          | Event loop is closed
            orders.Closed | -                          | Event loop is closed
            asyncio.exceptions.TimeoutError | timeout                    | ''
            TimeoutError  | -                          | timed out
            asyncio.exceptions.InvalidStateError | invalid-state              | invalid state
            asyncio.exceptions.CancelledError | cancelled-error            | ''
            asyncio.queues.QueueFull | queue-full                 | ''
            MyQueueFull   | -                          | ''
            """)
    void patternOfALoggedException(String type, String expected, String message) {
        assertThat(pattern(logged(exception(type, message, app("main", 3))))).isEqualTo(expected);
    }

    @Test
    void theReportOfATaskIsExplainedByWhatFailedWhereThatIsKnown() {
        Event ours = event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved",
                exception("orders.Declined", "card expired", app("charge", 42)));
        assertThat(TAXONOMY.match(ours)).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("task-exception-never-retrieved");
            assertThat(m.also()).isEmpty();
        });

        Event closed = event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved",
                exception("RuntimeError", "Event loop is closed", app("charge", 42)));
        assertThat(TAXONOMY.match(closed)).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("event-loop-closed");
            assertThat(m.also()).containsExactly("task-exception-never-retrieved");
        });
    }

    @Test
    void aCatchAllGivesWayToHowTheFailureWasReported() {
        Event event = event(EventKind.TASK_EXCEPTION_NEVER_RETRIEVED, "Task exception was never retrieved",
                exception("asyncio.exceptions.TimeoutError", "", app("charge", 42)));
        assertThat(TAXONOMY.match(event)).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("task-exception-never-retrieved");
            assertThat(m.also()).containsExactly("timeout");
        });
    }

    @Test
    void aTimeoutIsRefinedByWhereItWaited() {
        ExceptionTree cancelled = exception("asyncio.exceptions.CancelledError", "", app("transfer", 20),
                library("asyncio/locks.py", "__aenter__"), library("asyncio/locks.py", "acquire"));
        ExceptionTree timeout = from(exception("TimeoutError", "", app("main", 30), library("asyncio/tasks.py", "wait_for")),
                cancelled);
        assertThat(TAXONOMY.match(logged(timeout))).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("timeout-waiting-for-lock");
            assertThat(m.also()).containsExactly("timeout");
        });
    }

    @Test
    void aWaitInTheMiddleOfTheApplicationIsNotWhereItWaited() {
        ExceptionTree cancelled = exception("asyncio.exceptions.CancelledError", "",
                library("asyncio/locks.py", "acquire"), app("transfer", 20));
        ExceptionTree timeout = from(exception("TimeoutError", "", library("asyncio/tasks.py", "wait_for")), cancelled);
        assertThat(pattern(logged(timeout))).isEqualTo("timeout");
    }

    @Test
    void whatWasRaisedLastGoesBeforeWhatItCameFrom() {
        ExceptionTree first = exception("RuntimeError", "Event loop is closed", app("send", 3));
        ExceptionTree last = from(exception("asyncio.exceptions.InvalidStateError", "invalid state", app("main", 9)), first);
        assertThat(TAXONOMY.match(logged(last))).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("invalid-state");
            assertThat(m.also()).containsExactly("event-loop-closed");
        });
        ExceptionTree unknown = from(exception("orders.OrderError", "no", app("main", 9)), first);
        assertThat(pattern(logged(unknown))).isEqualTo("event-loop-closed");
    }

    @Test
    void aGroupOfOneIsExplainedByItsChild() {
        ExceptionTree leaf = exception("RuntimeError", "Event loop is closed", app("send", 3));
        assertThat(TAXONOMY.match(logged(group(group(leaf))))).hasValueSatisfying(m -> {
            assertThat(m.pattern().id()).isEqualTo("event-loop-closed");
            assertThat(m.also()).containsExactly("taskgroup-errors");
        });
        ExceptionTree other = exception("orders.OrderError", "no", app("send", 3));
        assertThat(pattern(logged(group(leaf, other)))).isEqualTo("taskgroup-errors");
    }

    @Test
    void aFinalizersClosedLoopIsNotAnError() {
        Event event = event(EventKind.EXCEPTION_UNRAISABLE,
                "Exception ignored in: <function BaseSubprocessTransport.__del__ at 0x7f>",
                exception("RuntimeError", "Event loop is closed", library("asyncio/base_subprocess.py", "__del__"),
                        library("asyncio/base_events.py", "_check_closed")));
        Event classified = TAXONOMY.classify(event);
        assertThat(classified.pattern()).isEqualTo("event-loop-closed-in-finalizer");
        assertThat(classified.category()).isEqualTo("shutdown");
        assertThat(classified.severity()).isEqualTo(Severity.WARNING);
        assertThat(classified.also()).containsExactly("event-loop-closed");
    }

    @Test
    void aPlainRecordIsExplainedOnlyByOneOfTheRecordLiterals() {
        Event lost = event(EventKind.LOG, "socket.send() raised exception.", null);
        assertThat(pattern(lost)).isEqualTo("connection-lost");
        assertThat(TAXONOMY.recordLiterals()).contains("socket.send() raised exception.", "Event loop is closed");
        assertThat(pattern(event(EventKind.LOG, "request finished status=200", null))).isEqualTo("-");
        assertThat(pattern(event(EventKind.LOG, "it was never awaited by users", null))).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"EXCEPTION_LOGGED,ERROR,ERROR", "EXCEPTION_LOGGED,warning,WARNING", "EXCEPTION_LOGGED,CRITICAL,CRITICAL",
            "EXCEPTION_LOGGED,,ERROR", "EXCEPTION_UNCAUGHT,,ERROR", "LOGGING_ERROR,,WARNING",
            "LOG,ERROR,ERROR", "LOG,,INFO", "STALL,,CRITICAL"})
    void severityOfWhatNoPatternExplains(String kind, String level, String expected) {
        Event event = event(EventKind.valueOf(kind), "it failed", exception("orders.OrderError", "no"), null, level, null);
        Event classified = TAXONOMY.classify(event);
        assertThat(classified.pattern()).isNull();
        assertThat(classified.severity()).isEqualTo(Severity.valueOf(expected));
    }

    @Test
    void classifyForgetsWhatWasThereBefore() {
        Event event = TAXONOMY.classify(logged(exception("RuntimeError", "Event loop is closed")));
        assertThat(TAXONOMY.plus(List.of()).classify(event)).isEqualTo(event);
        assertThat(Taxonomy.of(List.of()).classify(event).pattern()).isNull();
        assertThat(Taxonomy.of(List.of()).classify(event).category()).isNull();
    }

    @Test
    void hostileEventsAreBounded() {
        ExceptionTree deep = exception("TimeoutError", "");
        for (int i = 0; i < 100_000; i++) {
            deep = i % 2 == 0 ? from(exception("orders.OrderError", "x".repeat(3)), deep) : group(deep);
        }
        assertThat(pattern(logged(deep))).isEqualTo("taskgroup-errors");
        assertThat(pattern(logged(exception("RuntimeError", "Even".repeat(1_000_000) + "Event loop is closed")))).isEqualTo("-");
        assertThat(pattern(logged(exception("", "", library("", ""))))).isEqualTo("-");
    }
}
