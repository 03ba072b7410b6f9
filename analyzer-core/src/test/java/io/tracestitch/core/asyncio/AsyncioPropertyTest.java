package io.tracestitch.core.asyncio;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Any text gives a result, in linear time, and what is cut off takes nothing with it. */
class AsyncioPropertyTest {

    private static final List<String> REPRS = RealData.read("reprs.jsonl").stream().map(n -> n.get("repr").asText()).distinct()
            .toList();
    private static final List<String> TEXTS = RealData.read("messages.jsonl").stream()
            .map(n -> n.has("stderr") ? n.get("stderr").asText() : n.get("message").asText()).distinct().toList();

    @Property(tries = 3000)
    void anyTextGivesAResult(@ForAll("hostile") String text) {
        AsyncRepr repr = Reprs.parse(text);
        assertThat(text).startsWith(repr.text());
        Reprs.findAll(text);
        everything(text);
    }

    @Property(tries = 2000)
    void aDamagedMessageGivesAResult(@ForAll("damaged") String text) {
        everything(text);
        Reprs.findAll(text);
    }

    private static void everything(String text) {
        LoopMessage.parse(text).ifPresent(m -> assertThat(text).startsWith(m.text()));
        assertThat(LoopMessage.find(text)).isBetween(-1, Math.max(0, text.length() - 1));
        LoopMessage.mayBe(text);
        LoopMessage.isContextLine(text);
        PythonWarning.parse(text).ifPresent(w -> assertThat(w.lines()).isPositive());
        Unraisable.parse(text).ifPresent(u -> assertThat(u.text()).isEqualTo(text));
        LoggingError.parse("--- Logging error ---\n" + text);
    }

    @Test
    void aReprCutAnywhereKeepsWhatStoodBefore() {
        for (String text : REPRS) {
            AsyncRepr whole = Reprs.parse(text);
            for (int cut = 0; cut < text.length(); cut++) {
                AsyncRepr part = Reprs.parse(text.substring(0, cut));
                // A shortened bound method closes more than it opens: cut there the repr looks whole.
                int method = text.indexOf("result=<bound method...");
                boolean looksWhole = method > 0 && cut > text.indexOf(">>", method) + 1
                        && cut < text.indexOf(">>", method) + 2 + " created at ".length();
                if (cut > 0 && !looksWhole) {
                    assertThat(part.truncated()).as(text.substring(0, cut)).isTrue();
                }
                if (looksWhole) {
                    continue;
                }
                switch (part) {
                    case TaskRepr t -> sameOrAbsent(t, (TaskRepr) whole);
                    case FutureRepr f -> sameOrAbsent(f, whole);
                    case ScheduledRepr h -> {
                        ScheduledRepr all = (ScheduledRepr) whole;
                        absentOr(h.createdAt(), all.createdAt(), text, cut);
                        if (h.callback() != null) {
                            absentOr(h.callback().name(), all.callback().name(), text, cut);
                            absentOr(h.callback().arguments(), all.callback().arguments(), text, cut);
                            absentOr(h.callback().place(), all.callback().place(), text, cut);
                        }
                    }
                    case CoroutineRepr c -> absentOr(c.name(), ((CoroutineRepr) whole).name(), text, cut);
                    default -> {
                    }
                }
            }
        }
    }

    private static void sameOrAbsent(TaskRepr part, TaskRepr whole) {
        String text = whole.text();
        int cut = part.text().length();
        absentOr(part.state(), whole.state(), text, cut);
        absentOr(part.name(), whole.name(), text, cut);
        absentOr(part.coroutineName(), whole.coroutineName(), text, cut);
        absentOr(part.place(), whole.place(), text, cut);
        absentOr(part.exception(), whole.exception(), text, cut);
        absentOr(part.result(), whole.result(), text, cut);
        absentOr(part.createdAt(), whole.createdAt(), text, cut);
        assertThat(part.callbacks().stream().allMatch(whole.callbacks()::contains)).as(part.text()).isTrue();
        if (whole.name() != null && cut >= text.indexOf(" coro=<" + whole.coroutine().text())) {
            assertThat(part.name()).as(part.text()).isEqualTo(whole.name());
        }
        int coroutine = text.indexOf(whole.coroutine().text() + ">", text.indexOf(" coro=<"));
        if (cut > coroutine + whole.coroutine().text().length()) {
            assertThat(part.coroutine()).as(part.text()).isEqualTo(whole.coroutine());
        }
    }

    private static void sameOrAbsent(FutureRepr part, AsyncRepr whole) {
        // A task without a name is a future until its coroutine is read.
        String text = whole.text();
        int cut = part.text().length();
        absentOr(part.state(), whole instanceof FutureRepr f ? f.state() : ((TaskRepr) whole).state(), text, cut);
        absentOr(part.exception(), whole instanceof FutureRepr f ? f.exception() : null, text, cut);
        absentOr(part.createdAt(), whole instanceof FutureRepr f ? f.createdAt() : null, text, cut);
    }

    private static void absentOr(Object part, Object whole, String text, int cut) {
        assertThat(part == null || Objects.equals(part, whole)).as("%s of %s in %s", part, whole, text.substring(0, cut))
                .isTrue();
    }

    @Test
    void aMessageCutAnywhereThrowsNothing() {
        for (String text : TEXTS) {
            for (int cut = 0; cut < text.length(); cut += 1 + cut / 200) {
                everything(text.substring(0, cut));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", ">", "(", ")", "<Task pending ", "<Task pending wait_for=", "<Task pending coro=<", "'", "\\'",
            "\"a\" '", "<A", "[<(",
        "Executing ", "Executing <Task pending ", "Task <", "<CoroWrapper ", " took 1", "a.b ", "result=...>",
        "<Task finished result=...>>",
        "<Task finished result=< created at ", "a:1: ", ":1", "cb=[", "<Future pending cb=[f(", "<3 more>",
        "future: <Task pending>\n", "a: b\n",
        "/a.py:1: XWarning: ", "/a.py:1: XWarning: y\n", "  File \"a\", line 1, in f\n", "Exception ignored in: <",
        "coro=<f() running at "})
    void timeIsLinear(String unit) {
        String text = unit.repeat(2_000_000 / unit.length());
        for (String start : List.of("", "<Task finished name='x' coro=<f() done, defined at /a.py:1> result=", "<Handle ",
                "Task was destroyed but it is pending!\ntask: <Task pending name='x' ", "sys:1: RuntimeWarning: x\n",
                "Executing ")) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                Reprs.parse(start + text);
                Reprs.findAll(start + text);
                everything(start + text);
            }, unit);
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of("<", ">", "(", ")", "[", "]", "{", "}", "'", "\"", "\\", " ", ",", ":", "=", "\n", "a", "1", "...",
                "->", "Task", "Future", "Handle",
                "TimerHandle", "pending", "finished", "cancelled", "name='x'", "coro=<", "f()", " running at ",
                " done, defined at ", "wait_for=",
                "exception=", "result=", "cb=[", "<2 more>", " created at ", "/a.py:12", "when=", "<Task pending ",
                "<Task finished ", "at 0x7f",
                "object at 0x7f", " [locked", ", waiters:", "Queue", "maxsize=", "_getters[", "Executing ", " took ",
                "0.1 seconds",
                "Task exception was never retrieved\n", "future: ",
                "source_traceback: Object created at (most recent call last):\n",
                "  File \"/a.py\", line 3, in f\n", "    code()\n", "/a.py:3: ResourceWarning: ",
                "coroutine 'f' was never awaited", "Exception ignored in: ",
                "Exception in thread ", "Call stack:\n", "Message: ", "\u0000", "\ud83d\ude00", "\ud83d", "'\\x", "\\u12",
                "\\U0001f600'")
                .list().ofMaxSize(60).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> text = Arbitraries.of(TEXTS);
        Arbitrary<Integer> at = Arbitraries.integers().between(0, 2000);
        Arbitrary<Integer> length = Arbitraries.integers().between(0, 40);
        Arbitrary<String> insert = Arbitraries.strings().withChars("<>()[]'\"\\ \n:.=a1").ofMaxLength(8);
        return Combinators.combine(text, at, length, insert).as((s, a, n, i) -> {
            int from = Math.min(a, s.length());
            return s.substring(0, from) + i + s.substring(Math.min(s.length(), from + n));
        });
    }
}
