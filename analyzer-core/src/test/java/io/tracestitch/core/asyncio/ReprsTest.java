package io.tracestitch.core.asyncio;

import java.util.List;

import io.tracestitch.core.asyncio.CoroutineRepr.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class ReprsTest {

    private static TaskRepr task(String text) {
        assertThat(Reprs.parse(text)).isInstanceOf(TaskRepr.class);
        return (TaskRepr) Reprs.parse(text);
    }

    @Test
    void readsAFailedTask() {
        TaskRepr task = task("<Task finished name='x' coro=<f() done, defined at /a/b.py:12> exception=ValueError('a>b') "
                + "created at /x.py:9>");
        assertThat(task.name()).isEqualTo("x");
        assertThat(task.state()).isEqualTo(State.FINISHED);
        assertThat(task.coroutine()).isEqualTo(new CoroutineRepr("f() done, defined at /a/b.py:12", "coroutine", "f",
                Progress.DONE,
                new Place("/a/b.py", 12), null, false));
        assertThat(task.exception()).isEqualTo("ValueError('a>b')");
        assertThat(task.exceptionType()).isEqualTo("ValueError");
        assertThat(task.createdAt()).isEqualTo(new Place("/x.py", 9));
        assertThat(task.truncated()).isFalse();
    }

    @Test
    void readsAWaitingTaskWithItsCallbacks() {
        TaskRepr task = task("<Task pending name='Task-3' coro=<main.<locals>.run() running at /a.py:5> wait_for=<Future pending "
                + "cb=[<TaskWakeupMethWrapper object at 0x7f()>()] created at /u.py:3> cb=[f() at /a b.py:7, <3 more>, g(1, "
                        + "',')]>");
        assertThat(task.coroutineName()).isEqualTo("main.<locals>.run");
        assertThat(task.waitFor()).asInstanceOf(type(FutureRepr.class)).returns(new Place("/u.py", 3), FutureRepr::createdAt);
        assertThat(task.callbacks())
                .containsExactly(new Callback("f", "()", new Place("/a b.py", 7)), new Callback("g", "(1, ',')", null));
        assertThat(task.moreCallbacks()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "f() running at /a.py:5 | f | RUNNING | /a.py:5",
        "f() done, defined at C:\\a\\b.py:12 | f | DONE | C:\\a\\b.py:12",
        "f() running, defined at <stdin>:3 | f | RUNNING | <stdin>:3",
        "main.<locals>.<lambda>() running at <ipython-input-4-f>:5 | main.<locals>.<lambda> | RUNNING | <ipython-input-4-f>:5",
        "f (Sentry-wrapped)() done, defined at /s.py:1 | f (Sentry-wrapped) | DONE | /s.py:1",
        "cython_coro() running | cython_coro | RUNNING | ",
        "cython_coro() | cython_coro | UNKNOWN | ",
        "f() running at <empty co_filename>:0 | f | RUNNING | <empty co_filename>:0",
        "<async_generator_asend without __name__>() | | UNKNOWN | ",
        "<coroutine object f at 0x7f12> | f | UNKNOWN | ",
        "_SubprocessTransport._connect_pipes() running at /a (b)/c d.py:77 | _SubprocessTransport._connect_pipes | RUNNING | "
                + "/a (b)/c d.py:77"})
    void readsCoroutinesAsAsyncioFormatsThem(String coro, String name, Progress progress, String place) {
        TaskRepr task = task("<Task pending name='x' coro=<" + coro + "> cb=[f()]>");
        assertThat(task.coroutine()).isNotNull().returns(name, CoroutineRepr::name).returns(progress, CoroutineRepr::progress);
        assertThat(task.place() == null ? null : task.place().toString()).isEqualTo(place);
        assertThat(task.callbacks()).hasSize(1);
        assertThat(task.truncated()).isFalse();
    }

    @Test
    void readsAWrapperOfOldDebugModes() {
        assertThat(Reprs.parse("<CoroWrapper f() running at /a.py:3, created at /b.py:5>"))
                .asInstanceOf(type(CoroutineRepr.class))
                .returns("f", CoroutineRepr::name).returns(new Place("/a.py", 3), CoroutineRepr::place)
                .returns(new Place("/b.py", 5), CoroutineRepr::createdAt).returns(false, CoroutineRepr::truncated);
    }

    @Test
    void tellsTheUsersCoroutineBehindSentrysWrapper() {
        TaskRepr task = task("<Task pending name='fetch (Sentry-wrapped)' "
                + "coro=<patch_asyncio.<locals>._sentry_task_factory.<locals>."
                + "_task_with_sentry_span_creation() running at /lib/sentry_sdk/integrations/asyncio.py:63>>");
        assertThat(task.wrapped()).isTrue();
        assertThat(task.wrappedName()).isEqualTo("fetch");
    }

    @Test
    void readsAFutureOfConcurrentFutures() {
        assertThat(Reprs.parse("<Future at 0x7f state=finished raised ValueError>")).asInstanceOf(type(FutureRepr.class))
                .returns(State.FINISHED, FutureRepr::state).returns("ValueError", FutureRepr::exceptionType);
        assertThat(Reprs.parse("<Future at 0x7f state=pending>")).asInstanceOf(type(FutureRepr.class))
                .returns(State.PENDING, FutureRepr::state).returns(false, FutureRepr::truncated);
    }

    @Test
    void readsUvloopsForms() {
        assertThat(Reprs.parse("<TimerHandle cancelled f created at /a.py:3>")).asInstanceOf(type(TimerRepr.class))
                .returns(true, TimerRepr::cancelled).returns(null, TimerRepr::when).returns(new Place("/a.py", 3),
                TimerRepr::createdAt)
                .extracting(TimerRepr::callback).isEqualTo(new Callback("f", "", null));
        assertThat(Reprs.parse("<TCPTransport closed=False reading=True 0x7f>")).asInstanceOf(type(TransportRepr.class))
                .returns("open", TransportRepr::state);
        assertThat(Reprs.parse("<uvloop.Loop running=True closed=False debug=False>")).asInstanceOf(type(LoopRepr.class))
                .returns(true, LoopRepr::running).returns(false, LoopRepr::debug);
    }

    @Test
    void readsASubprocessTransport() {
        assertThat(Reprs.parse("<_UnixSubprocessTransport pid=12 running stdout=<_UnixReadPipeTransport closed fd=3 closed>>"))
                .asInstanceOf(type(TransportRepr.class)).returns(12, TransportRepr::pid).returns("open", TransportRepr::state)
                .returns(null, TransportRepr::fd);
    }

    @Test
    void marksAShortenedReprAndGuessesNothing() {
        TaskRepr task = task("<Task pendin...ask_wakeup()]>");
        assertThat(task.truncated()).isTrue();
        assertThat(task.state()).isNull();
        assertThat(task.name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Foo it's (x>", "Odd(", "'it...d's", "<bound method...7f40>>", "[<Foo a=[1, 2...7f40>]"})
    void keepsWhatFollowsAValueThatDoesNotBalance(String result) {
        TaskRepr task = task("<Task finished name='x' coro=<f() done, defined at /a.py:1> result=" + result
                + " created at /x y.py:9>");
        assertThat(task.result()).isEqualTo(result);
        assertThat(task.createdAt()).isEqualTo(new Place("/x y.py", 9));
    }

    @Test
    void doesNotTakeAnotherReprsPlaceForItsOwnWhereTheTextIsCut() {
        TaskRepr task = task("<Task finished name='x' coro=<f() done, defined at /a.py:1> exception=Odd(<Task pending "
                + "coro=<g() running at "
                + "/b.py:2> created at /c.py:3>");
        assertThat(task.createdAt()).isNull();
        assertThat(task.exception()).isNull();
        assertThat(task.truncated()).isTrue();
    }

    @Test
    void trustsNoLineNumberThatMayGoOn() {
        assertThat(task("<Task pending name='x' coro=<f() running at /a.py:1").place()).isNull();
        assertThat(task("<Task pending name='x' coro=<f() running at /a.py:12> created at /b.py:3").createdAt()).isNull();
        assertThat(task("<Task pending name='x").name()).isNull();
    }

    @Test
    void limitsTheDepthOfTypedReprs() {
        String deep = "<Task pending wait_for=".repeat(1000) + "<Future pending>" + ">".repeat(1000);
        AsyncRepr repr = Reprs.parse(deep);
        int levels = 0;
        for (AsyncRepr r = repr; r instanceof TaskRepr t && t.waitFor() != null; r = t.waitFor()) {
            levels++;
        }
        assertThat(levels).isEqualTo(ReprReader.MAX_NESTING);
        assertThat(repr.text()).isEqualTo(deep);
        assertThat(repr.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "'text'", "<app.models.Order object at 0x7f>", "<Order 5>", "<class 'object'>",
            "<PaymentTask 5>", "", "<", "<>",
        "< >", "<Task>", "order 5 > 4", "ValueError('x')"})
    void takesOtherObjectsForUnknown(String text) {
        assertThat(Reprs.parse(text)).isInstanceOf(UnknownRepr.class);
    }

    @Test
    void findsReprsInAMessage() {
        List<AsyncRepr> found = Reprs.findAll("Task <Task pending name='Task-1' coro=<w() running at /a.py:3>> got Future "
                + "<Future pending> "
                + "attached to a different <Handle pending x> loop");
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).asInstanceOf(type(TaskRepr.class)).returns("w", TaskRepr::coroutineName);
        assertThat(found.getLast()).isInstanceOf(FutureRepr.class).returns("<Future pending>", AsyncRepr::text);
    }

    @ParameterizedTest
    @CsvSource({"/usr/lib/python3.13/asyncio/tasks.py, true", "C:\\Python312\\Lib\\asyncio\\tasks.py, true",
            "uvloop/loop.pyx, true",
        "/app/asyncio/tasks.py, false", "/usr/lib/python3.13/asyncio_mqtt/x.py, false", "/srv/app.py, false",
        "/lib/python3.12/site-packages/uvloop/__init__.py, true", "python313.zip/asyncio/tasks.py, true"})
    void tellsAsynciosFiles(String file, boolean own) {
        assertThat(new Place(file, 1).inAsyncio()).isEqualTo(own);
    }
}
