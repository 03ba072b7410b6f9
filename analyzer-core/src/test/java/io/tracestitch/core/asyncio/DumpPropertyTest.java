package io.tracestitch.core.asyncio;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Any text gives dumps, within their limits and in linear time. */
class DumpPropertyTest {

    private static final List<String> PIECES = List.of("* Task(name='a', id=0x1)", "  + Call stack:", "  + Awaited by:", "    ",
            "  |   File '/a.py', line 3, in async f()", "File \"/a.py\", line 3, in f", "\n", "Thread 0x1 (most recent call first):",
            "Current thread ", "Thread 1 (idle): \"x\"", "    f (a.py:3)", "Timeout (0:00:05)!", "Timeout (", "cycle: a → b → a",
            "cycle: ", "└── (T) a", "│   ", "├── ", "└──  f /a.py:3", "tid        task id task name coroutine stack awaiter chain",
            "42         0x1 ", " -> ", "Stack for <Task pending name='a' coro=<f() running at /a.py:3>> (most recent call last):",
            "No stack for <", "<Task pending name='", "Process 1: x", "*", "|", "'", "\"", "(", ")", ":", "\u0000", "\r", "9999999999");

    @Property(tries = 3000)
    void anyTextGivesDumpsWithinTheirLimits(@ForAll("texts") String text) {
        for (Dump dump : Dump.read(text)) {
            assertThat(dump.stacks()).hasSizeLessThanOrEqualTo(Dump.MAX_STACKS);
            assertThat(dump.stacks()).allSatisfy(s -> assertThat(s.frames()).hasSizeLessThanOrEqualTo(Dump.MAX_FRAMES));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.of(PIECES)),
                Tuple.of(2, Arbitraries.just("\n")), Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
        return piece.list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"* Task(name='a', id=0x1)\n  + Awaited by:\n", "Thread 0x1 (most recent call first):\n  File \"a\", line 1 in f\n",
        "└── (T) a\n", "    └──  f\n", "<Task pending name='a' ", "<Task pending name='a' coro=<f()>>\n", "cycle: a → b → a\n", "a\n  File \"a\", line 1, in f\n",
        "42         0x1                  a                    f -> ", "* Task(", "f (", " -> "})
    void hugeDumpsTakeLinearTime(String piece) {
        String text = "tid        task id   task name   coroutine stack    awaiter chain\n" + piece.repeat(2_000_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Dump.read(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000})
    void aDumpOfManyTasksIsBounded(int tasks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tasks; i++) {
            text.append("* Task(name='t").append(i).append("', id=0x").append(Integer.toHexString(i)).append(")\n  + Awaited by:\n")
                    .append("    * Task(name='main', id=0xfff").append(i % 7).append(")\n");
        }
        List<Dump> dumps = Dump.read(text.toString());
        assertThat(dumps).hasSize(1);
        assertThat(dumps.getFirst().stacks()).hasSize(Dump.MAX_STACKS);
        assertThat(dumps.getFirst().cut()).isTrue();
    }
}
