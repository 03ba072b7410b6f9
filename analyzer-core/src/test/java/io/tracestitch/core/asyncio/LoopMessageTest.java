package io.tracestitch.core.asyncio;

import io.tracestitch.core.asyncio.LoopMessage.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoopMessageTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "Fatal error on transport TCPTransport (error status in uv_stream_t.read callback)", "Fatal error on SSL protocol",
        "Fatal write error on socket transport", "Fatal error: protocol.buffer_updated() call failed.",
        "Error on transport creation for incoming connection", "SSL handshake failed",
        "unhandled exception during asyncio.run() shutdown", "socket.accept() out of system resource",
        "An open stream was garbage collected prior to establishing network connection; call \"stream.close()\" explicitly.",
        "ValueError exception in shielded future", "Unhandled exception in event loop", "exception in Task.__repr__",
        "Exception in default exception handler while handling an unexpected error in custom exception handler"})
    void knowsTheTextsOfTheLoopsExceptionHandler(String line) {
        assertThat(LoopMessage.parse(line)).get().returns(Kind.LOOP_ERROR, LoopMessage::kind).returns(line, LoopMessage::text);
        assertThat(LoopMessage.mayBe(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order 17 done", "Executing the plan took 3 days", "TheTask was destroyed but it is pending!",
            "key: value",
        "Executing <x>", "Task done", "a\nb", "job failed\ntask: nightly", "config\nfuture: bright\nhandle: with care"})
    void leavesOtherMessagesAlone(String message) {
        assertThat(LoopMessage.parse(message)).isEmpty();
    }

    @Test
    void readsAContextBelowATextOfSomebodyElse() {
        LoopMessage message = LoopMessage.parse("could not finish\nfuture: <Task pending name='x' coro=<f() running at "
                + "/a.py:1>>\nx: 1")
                .orElseThrow();
        assertThat(message.known()).isFalse();
        assertThat(message.kind()).isEqualTo(Kind.LOOP_ERROR);
        assertThat(message.task()).isNotNull().returns("x", TaskRepr::name);
        assertThat(message.contextValue("x")).isEqualTo("1");
        assertThat(message.contextValue("y")).isNull();
    }

    @Test
    void tellsASubclassOfTaskByItsCoroutine() {
        LoopMessage message = LoopMessage.parse("Job exception was never retrieved\n"
                + "future: <Job finished name='j' coro=<f() done, defined at /a.py:1> exception=KeyError(1)>").orElseThrow();
        assertThat(message.kind()).isEqualTo(Kind.TASK_EXCEPTION_NEVER_RETRIEVED);
    }

    @Test
    void stopsAtTheTraceback() {
        LoopMessage message = LoopMessage.parse("Future exception was never retrieved\nfuture: <Future finished "
                + "exception=KeyError(1)>\n"
                + "Traceback (most recent call last):\n  File \"/a.py\", line 1, in f\nKeyError: 1").orElseThrow();
        assertThat(message.future()).isNotNull();
        assertThat(message.context()).hasSize(1);
        assertThat(message.contextValue("future")).isEqualTo("<Future finished exception=KeyError(1)>");
    }

    @Test
    void takesALineThatLooksLikeAKeyForAContinuationIfItIsOutOfOrder() {
        LoopMessage message = LoopMessage.parse("Unhandled exception in event loop\nprotocol: <P\nfuture: none\n>\ntransport: "
                + "None")
                .orElseThrow();
        assertThat(message.context()).extracting(ContextEntry::key).containsExactly("protocol", "transport");
        assertThat(message.contextValue("protocol")).isEqualTo("<P\nfuture: none\n>");
    }

    @Test
    void namesTheProgramsLineInACreationStackThatEndsInAsyncio() {
        LoopMessage message = LoopMessage.parse("Task was destroyed but it is pending!\n"
                + "source_traceback: Object created at (most recent call last):\n"
                + "  File \"/srv/app.py\", line 20, in main\n    spawn(\n        1)\n"
                + "  File \"/usr/lib/python3.13/asyncio/tasks.py\", line 410, in create_task\n    task = loop.create_task(coro)\n"
                + "  [Previous line repeated 2 more times]\n"
                + "task: <Task pending name='a' coro=<f() running at /a.py:1>>").orElseThrow();
        assertThat(message.createdAt()).isEqualTo(new Place("/srv/app.py", 20));
        assertThat(message.creationStack()).containsExactly(
                new StackFrame(new Place("/srv/app.py", 20), "main", "spawn(\n1)", 0),
                new StackFrame(new Place("/usr/lib/python3.13/asyncio/tasks.py", 410), "create_task",
                        "task = loop.create_task(coro)", 2));
    }

    @Test
    void fallsBackToThePlaceInTheReprUnlessThatIsAsyncios() {
        String task = "Task exception was never retrieved\nfuture: <Task finished coro=<f() done, defined at /a.py:1> created "
                + "at ";
        assertThat(LoopMessage.parse(task + "/b c.py:7>").orElseThrow().createdAt()).isEqualTo(new Place("/b c.py", 7));
        assertThat(LoopMessage.parse(task + "/usr/lib/python3.13/asyncio/tasks.py:748>").orElseThrow().createdAt()).isNull();
    }

    @Test
    void readsUvloopsSlowCallback() {
        LoopMessage message = LoopMessage.parse("Executing <Handle RequestResponseCycle.run created at /srv/a.py:3> took "
                + "0.250 seconds")
                .orElseThrow();
        assertThat(message.seconds()).isEqualTo(0.25);
        assertThat(message.handle()).isNotNull();
        assertThat(message.handle().callback()).isEqualTo(new Callback("RequestResponseCycle.run", "", null));
        assertThat(message.createdAt()).isEqualTo(new Place("/srv/a.py", 3));
    }

    @Test
    void readsACoroutineThatWasNeverYieldedFrom() {
        LoopMessage message = LoopMessage.parse("<CoroWrapper f() running, defined at /a.py:3, created at /a.py:9> was never "
                + "yielded from\n"
                + "Coroutine object created at (most recent call last, truncated to 10 last lines):\n"
                + "  File \"/a.py\", line 9, in main\n    f()").orElseThrow();
        assertThat(message.kind()).isEqualTo(Kind.COROUTINE_NEVER_AWAITED);
        assertThat(message.coroutine()).isNotNull().returns("f", CoroutineRepr::name).returns(new Place("/a.py", 9),
                CoroutineRepr::createdAt);
        assertThat(message.creationStack()).hasSize(1);
        assertThat(message.createdAt()).isEqualTo(new Place("/a.py", 9));
    }

    @Test
    void readsTheTaskInTheFirstLineOfATaskGroup() {
        LoopMessage message = LoopMessage.parse("Task <Task finished name='child' coro=<f() done, defined at /a.py:1> "
                + "exception=ValueError()>"
                + " has errored out but its parent task <Task finished name='parent' coro=<g() done, defined at /a.py:5> "
                        + "result=None>"
                + " is already completed").orElseThrow();
        assertThat(message.task()).isNotNull().returns("child", TaskRepr::name);
    }

    @Test
    void findsAMessageBehindAnUnknownHeader() {
        assertThat(LoopMessage.find("12:00|ERR|asyncio|Task exception was never retrieved")).isEqualTo(18);
        assertThat(LoopMessage.find("[asyncio] _GatheringFuture exception was never retrieved")).isEqualTo(10);
        assertThat(LoopMessage.find("x Executing <Task pending name='a'> took 1.5 seconds")).isEqualTo(2);
        assertThat(LoopMessage.find("proxy: SSL handshake failed for 10.0.0.1")).isEqualTo(-1);
        assertThat(LoopMessage.find("all is well")).isEqualTo(-1);
    }

    @Test
    void knowsALineOfTheContext() {
        assertThat(LoopMessage.isContextLine("future: <Task pending>")).isTrue();
        assertThat(LoopMessage.isContextLine("source_traceback: Object created at (most recent call last):")).isTrue();
        assertThat(LoopMessage.isContextLine("future: bright")).isFalse();
        assertThat(LoopMessage.isContextLine("task name: <x>")).isFalse();
    }
}
