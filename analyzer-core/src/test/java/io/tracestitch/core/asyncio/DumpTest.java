package io.tracestitch.core.asyncio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.tracestitch.core.asyncio.DumpStack.Form;
import io.tracestitch.core.asyncio.DumpStack.Ref;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Dumps as the tools print them: who is there, where each stands, who awaits whom. */
class DumpTest {

    @Test
    void aCallGraphTellsWhoAwaitsWhom() {
        Dump dump = only(graph("a TaskGroup inside a TaskGroup"));
        assertThat(dump.stacks()).extracting(DumpStack::name).containsExactly("inner", "outer", "leaf-1");
        assertThat(stack(dump, "leaf-1").awaitedBy()).containsExactly(new Ref("inner", "0x1722398"));
        assertThat(stack(dump, "inner").awaitedBy()).containsExactly(new Ref("outer", "0x1722590"));
        assertThat(stack(dump, "outer").awaitedBy()).isEmpty();
        assertThat(stack(dump, "leaf-1").frames()).extracting(StackFrame::function).containsExactly("leaf", "Event.wait");
        assertThat(stack(dump, "leaf-1").frames().getFirst().place()).isEqualTo(new Place("/srv/yard/graphs.py", 7));
    }

    @Test
    void aTableHasRowsWhoseColumnsOverflow() {
        Dump dump = only("""
                tid        task id              task name            coroutine stack                                    \
                awaiter chain                                      awaiter name    awaiter id    \s
                %s
                42         0x1748f38            Task-1               deadlock                                           \
                                                                                   0x0           \s
                42         0x172e240            load-2               \
                Lock.acquire -> _ContextManagerMixin.__aenter__ -> Warehouse.load deadlock                                      \
                     Task-1          0x1748f38     \s
                """.formatted("-".repeat(180)));
        assertThat(dump.stacks()).extracting(DumpStack::form).containsOnly(Form.TABLE);
        assertThat(stack(dump, "load-2").frames()).extracting(StackFrame::function)
                .containsExactly("Warehouse.load", "_ContextManagerMixin.__aenter__", "Lock.acquire");
        assertThat(stack(dump, "load-2").awaitedBy()).containsExactly(new Ref("Task-1", "0x1748f38"));
        assertThat(stack(dump, "Task-1").awaitedBy()).isEmpty();
    }

    @Test
    void aTreeNestsTasksBelowTheFramesThatAwaitThem() {
        Dump dump = only("""
                └── (T) Task-1
                    └──  main /srv/app/yard.py:105
                        ├── (T) load
                        │   └──  load /srv/app/yard.py:22
                        │       └──  Lock.acquire /usr/lib/python3.14/asyncio/locks.py:110
                        └── (T) unload
                            └──  unload /srv/app/yard.py:32
                └── (T) gate
                """);
        assertThat(dump.stacks()).extracting(DumpStack::name).containsExactly("Task-1", "load", "unload", "gate");
        assertThat(stack(dump, "unload").awaitedBy()).containsExactly(new Ref("Task-1", null));
        assertThat(stack(dump, "gate").awaitedBy()).isEmpty();
        assertThat(stack(dump, "load").frames()).extracting(f -> f.place().line()).containsExactly(22, 110);
    }

    @Test
    void aTreeThatCannotBeDrawnNamesItsCircles() {
        Dump dump = only("""
                ERROR: await-graph contains cycles - cannot print a tree!

                cycle: quote → contract → deposit → quote
                """);
        assertThat(dump.cycles()).containsExactly(List.of("quote", "contract", "deposit"));
    }

    @Test
    void printStackShowsTheReprAndTheOutermostFrame() {
        Dump dump = only("""
                Stack for <Task pending name='load' coro=<load() running at /srv/y.py:22> wait_for=<Task pending name='b' \
                coro=<b() running at /srv/y.py:9>>> (most recent call last):
                  File "/srv/y.py", line 22, in load
                    async with self.scale:
                No stack for <Task pending name='idle' coro=<idle() running at /srv/y.py:40>>
                """);
        DumpStack load = stack(dump, "load");
        assertThat(load.frames().getFirst().code()).isEqualTo("async with self.scale:");
        assertThat(Objects.requireNonNull(load.waitsForTask()).name()).isEqualTo("b");
        assertThat(stack(dump, "idle").frames()).isEmpty();
    }

    @Test
    void faulthandlerPrintsTheNewestCallFirstAndEachTimeoutIsADump() {
        String text = """
                Timeout (0:00:05)!
                Thread 0x00007f31 [worker] (most recent call first):
                  File "/usr/lib/python3.14/threading.py", line 373 in wait
                  File "/srv/y.py", line 8 in work

                Current thread 0x00007f30 (most recent call first):
                  File "/srv/y.py", line 3 in main
                """;
        List<Dump> dumps = Dump.read(text + text);
        assertThat(dumps).hasSize(2).first().satisfies(d -> {
            assertThat(d.timeout()).isEqualTo(5);
            assertThat(d.stacks()).extracting(DumpStack::id).containsExactly("0x00007f31", "0x00007f30");
            assertThat(d.stacks()).extracting(DumpStack::current).containsExactly(false, true);
            assertThat(stack(d, "worker").frames()).extracting(StackFrame::function).containsExactly("work", "wait");
        });
        assertThat(dumps.getFirst()).isEqualTo(dumps.getLast());
    }

    @Test
    void pySpyPrintsLocalsThatAreNoFrames() {
        Dump dump = only("""
                Process 22503: python -m app.main
                Python v3.11.7 (/usr/local/bin/python3.11)

                Thread 22503 (active+gil): "MainThread"
                    ask (app/y.py:25)
                        Arguments:
                            port: 8080
                        Locals:
                            reply: "a (b:3)"
                    <module> (run.py:53)
                Thread 22505 (idle): "consumer"
                    wait (threading.py:327)
                """);
        assertThat(dump.process()).isEqualTo("22503");
        assertThat(stack(dump, "MainThread").frames()).extracting(StackFrame::function).containsExactly("<module>", "ask");
        assertThat(stack(dump, "MainThread").current()).isTrue();
        assertThat(stack(dump, "consumer").idle()).isTrue();
    }

    @Test
    void aDumpMayBeIndentedAndStandBehindWords() {
        Dump dump = only("2 tasks are pending\n    load:\n      File \"/srv/y.py\", line 22, in load\n        async with lock:\n"
                + "    unload:\n      File \"/srv/y.py\", line 32, in unload\n");
        assertThat(dump.stacks()).extracting(DumpStack::name).containsExactly("load", "unload");
    }

    @Test
    void aListOfReprsTellsEachTask() {
        Dump dump = only("pending: {<Task pending name='a' coro=<f() running at /y.py:1> wait_for=<Future pending>>, "
                + "<Task finished name='b' coro=<f() done, defined at /y.py:1> result=1>}");
        assertThat(dump.stacks()).extracting(DumpStack::name).containsExactly("a");
    }

    @Test
    void textThatIsNoDumpTellsNothing() {
        assertThat(Dump.read("order 20: card expired\n  File a.py\nThread pool is full\n")).isEmpty();
    }

    static String graph(String title) {
        String all = resource();
        int from = all.indexOf('\n', all.indexOf("## " + title)) + 1;
        int to = all.indexOf("## ", from);
        return all.substring(from, to < 0 ? all.length() : to);
    }

    private static String resource() {
        try (InputStream in = Objects.requireNonNull(DumpTest.class.getResourceAsStream("/asyncio/call-graphs-3.14.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dump only(String text) {
        List<Dump> dumps = Dump.read(text);
        assertThat(dumps).hasSize(1);
        return dumps.getFirst();
    }

    private static DumpStack stack(Dump dump, String name) {
        return dump.stacks().stream().filter(s -> name.equals(s.name())).findFirst().orElseThrow();
    }
}
