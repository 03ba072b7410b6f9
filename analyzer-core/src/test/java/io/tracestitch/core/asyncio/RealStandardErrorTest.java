package io.tracestitch.core.asyncio;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What CPython 3.6 to 3.14 printed on standard error: warnings, exceptions nobody could catch, failures of logging. */
class RealStandardErrorTest {

    private static final List<JsonNode> OUTPUTS = RealData.read("messages.jsonl").stream().filter(m -> m.has("stderr")).toList();

    private static final Map<String, PythonWarning.Kind> WARNINGS = Map.of(
            "warning-never-awaited", PythonWarning.Kind.COROUTINE_NEVER_AWAITED,
            "warning-never-awaited-debug", PythonWarning.Kind.COROUTINE_NEVER_AWAITED,
            "warning-at-exit", PythonWarning.Kind.COROUTINE_NEVER_AWAITED,
            "warning-unclosed-socket", PythonWarning.Kind.RESOURCE_UNCLOSED,
            "warning-unclosed-file", PythonWarning.Kind.RESOURCE_UNCLOSED,
            "warning-unclosed-file-tracemalloc", PythonWarning.Kind.RESOURCE_UNCLOSED,
            "warning-unclosed-loop", PythonWarning.Kind.RESOURCE_UNCLOSED,
            "warning-captured", PythonWarning.Kind.OTHER);

    @TestFactory
    Stream<DynamicTest> warnings() {
        return tests("warning-", (text, node) -> {
            String name = node.get("case").asText();
            boolean noOriginTracking = text.contains("set_coroutine_origin_tracking_depth");
            if (noOriginTracking) {
                assertThat(PythonWarning.parse(text)).isEmpty();
                return;
            }
            PythonWarning warning = PythonWarning.parse(text).orElseThrow();
            assertThat(PythonWarning.mayBe(text.lines().findFirst().orElseThrow())).isTrue();
            assertThat(warning.kind()).isEqualTo(WARNINGS.get(name));
            assertThat(warning.lines()).isEqualTo((int) text.stripTrailing().lines().count());
            assertThat(warning.text()).doesNotContain("tracemalloc").doesNotContain("File");
            switch (name) {
                case "warning-never-awaited", "warning-at-exit" -> {
                    assertThat(warning.coroutine()).isEqualTo("f");
                    assertThat(warning.createdAt()).isEmpty();
                }
                case "warning-never-awaited-debug" -> {
                    assertThat(warning.coroutine()).isEqualTo("f");
                    assertThat(warning.source()).isEqualTo("f()");
                    assertThat(warning.createdAt()).extracting(StackFrame::function).containsExactly("<module>", "main");
                    assertThat(warning.createdAt()).extracting(StackFrame::code).containsExactly("main()", "f()");
                }
                case "warning-unclosed-file-tracemalloc" -> assertThat(warning.allocatedAt()).extracting(StackFrame::code)
                        .containsExactly("main()", "f = open(\"/dev/null\")");
                case "warning-unclosed-loop" -> assertThat(warning.unclosed()).isInstanceOf(LoopRepr.class);
                case "warning-captured" -> {
                    assertThat(warning.category()).isEqualTo("DeprecationWarning");
                    assertThat(warning.text()).isEqualTo("old\nand grey");
                    assertThat(warning.source()).isEqualTo("warnings.warn(\"old\\nand grey\", DeprecationWarning)");
                }
                default -> assertThat(warning.unclosed()).isNotNull().returns(false, AsyncRepr::truncated);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> unraisable() {
        return tests("unraisable-", (text, node) -> {
            String name = node.get("case").asText();
            Unraisable unraisable = Unraisable.parse(text.lines().findFirst().orElseThrow()).orElseThrow();
            assertThat(unraisable.kind()).isEqualTo(
                    name.equals("unraisable-thread-start") ? Unraisable.Kind.THREAD : Unraisable.Kind.UNRAISABLE);
            assertThat(unraisable.where()).doesNotContain(":").doesNotContain("<");
            switch (name) {
                case "unraisable-del" -> {
                    assertThat(unraisable.function()).isEqualTo("X.__del__");
                    assertThat(unraisable.where())
                            .isEqualTo(node.get("version").asText().equals("3.14") ? "while calling deallocator" : "in");
                }
                case "unraisable-generator" -> assertThat(unraisable.function()).isEqualTo("g");
                case "unraisable-thread-start" -> assertThat(unraisable.function()).isEqualTo("run");
                case "unraisable-atexit" -> {
                    assertThat(unraisable.where()).isEqualTo("in atexit callback");
                    assertThat(unraisable.function()).isIn("bye", null);
                }
                default -> assertThat(unraisable.where()).isNotEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> threads() {
        return tests("thread-", (text, node) -> {
            Unraisable thread = Unraisable.parse(text.lines().findFirst().orElseThrow()).orElseThrow();
            assertThat(thread.kind()).isEqualTo(Unraisable.Kind.THREAD);
            String expected = switch (node.get("case").asText()) {
                case "thread-named" -> "poller-1";
                case "thread-colon" -> "a: b";
                default -> "Thread-1";
            };
            assertThat(thread.thread()).isIn(expected, expected + " (run)");
        });
    }

    @TestFactory
    Stream<DynamicTest> failuresOfLogging() {
        return tests("logging-error", (text, node) -> {
            LoggingError error = LoggingError.parse(text).orElseThrow();
            boolean dict = node.get("case").asText().endsWith("dict");
            assertThat(error.message()).isEqualTo(dict ? "'%(a)s %(b)d'" : "'%s %d'");
            assertThat(error.arguments()).isEqualTo(dict ? "{'a': 1}" : "('a', 'b')");
            assertThat(error.callSite()).isEqualTo(new Place("/srv/app/service.py", dict ? 2 : 3));
            // Frames of whatever ran the program stand before its own.
            assertThat(error.callStack()).filteredOn(f -> f.place().file().equals("/srv/app/service.py")).hasSize(dict ? 1 : 2);
        });
    }

    private interface Check {
        void on(String text, JsonNode node);
    }

    private static Stream<DynamicTest> tests(String prefix, Check check) {
        List<JsonNode> chosen = OUTPUTS.stream()
                .filter(n -> n.get("case").asText().startsWith(prefix) && !n.get("stderr").asText().isEmpty()).toList();
        assertThat(chosen).isNotEmpty();
        return chosen.stream().map(n -> DynamicTest.dynamicTest(n.get("version").asText() + " " + n.get("case").asText(),
                () -> check.on(n.get("stderr").asText(), n)));
    }
}
