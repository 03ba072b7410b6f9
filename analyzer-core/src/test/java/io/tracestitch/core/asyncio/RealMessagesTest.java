package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.core.asyncio.LoopMessage.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What asyncio's logger got from CPython 3.6 to 3.14 is understood, with every key of the context that the handler had. */
class RealMessagesTest {

    private static final Map<String, Kind> KINDS = Map.of(
            "task-exception-never-retrieved", Kind.TASK_EXCEPTION_NEVER_RETRIEVED,
            "future-exception-never-retrieved", Kind.FUTURE_EXCEPTION_NEVER_RETRIEVED,
            "gathering-future", Kind.FUTURE_EXCEPTION_NEVER_RETRIEVED,
            "task-destroyed-pending", Kind.TASK_DESTROYED_PENDING,
            "slow-callback", Kind.SLOW_CALLBACK,
            "slow-timer", Kind.SLOW_CALLBACK,
            "slow-task", Kind.SLOW_CALLBACK);

    private static final List<JsonNode> MESSAGES =
            RealData.read("messages.jsonl").stream().filter(m -> "asyncio".equals(RealData.text(m, "logger"))).toList();

    @TestFactory
    Stream<DynamicTest> isUnderstood() {
        assertThat(MESSAGES).hasSizeGreaterThan(150);
        return MESSAGES.stream().map(m -> DynamicTest.dynamicTest(
                m.get("version").asText() + " " + m.get("case").asText(), () -> check(m)));
    }

    private static void check(JsonNode node) {
        String text = node.get("message").asText();
        if (text.startsWith("poll ")) {
            assertThat(LoopMessage.parse(text)).isEmpty();
            return;
        }
        LoopMessage message = LoopMessage.parse(text).orElseThrow();
        String name = node.get("case").asText();
        // A slow step of the scenario itself is reported under whatever case it happens to run in.
        // Before 3.11 a failing client_connected_cb is a task of which nobody retrieves the exception.
        Kind expected = text.startsWith("Executing ") ? Kind.SLOW_CALLBACK
                : text.startsWith("Task exception") ? Kind.TASK_EXCEPTION_NEVER_RETRIEVED
                : KINDS.getOrDefault(name, Kind.LOOP_ERROR);
        assertThat(message.kind()).isEqualTo(expected);
        assertThat(message.known()).isEqualTo(!name.equals("own-context"));
        assertThat(text).startsWith(message.text());
        if (node.hasNonNull("keys")) {
            List<String> keys = new ArrayList<>();
            node.get("keys").forEach(k -> keys.add(k.asText()));
            // The handler sets handle_traceback after the context was remembered.
            assertThat(message.context()).extracting(ContextEntry::key).filteredOn(k -> !k.equals("handle_traceback"))
                    .isEqualTo(keys.stream().filter(k -> !k.equals("handle_traceback")).toList());
        }
        subject(message, name, text);
        debug(message, text);
        prefixed(message, text);
    }

    private static void subject(LoopMessage message, String name, String text) {
        switch (message.kind()) {
            case TASK_EXCEPTION_NEVER_RETRIEVED -> {
                assertThat(message.task()).isNotNull();
                assertThat(message.task().coroutineName()).endsWith(name.equals("client-connected-cb") ? "serve" : "fails");
                assertThat(message.task().exceptionType()).isEqualTo(name.equals("client-connected-cb") ? "LookupError"
                        : "ValueError");
            }
            case TASK_DESTROYED_PENDING -> {
                assertThat(message.task()).isNotNull();
                assertThat(message.task().coroutineName()).isEqualTo("waits");
                assertThat(message.task().waitFor()).isInstanceOf(FutureRepr.class);
            }
            case FUTURE_EXCEPTION_NEVER_RETRIEVED -> assertThat(message.future()).isNotNull();
            case SLOW_CALLBACK -> {
                assertThat(message.seconds()).isBetween(0.1, 2.0);
                assertThat(message.task() != null || message.handle() != null).isTrue();
            }
            case LOOP_ERROR -> {
                if (name.startsWith("exception-in")) {
                    assertThat(message.handle()).isNotNull();
                    assertThat(message.handle().callback()).extracting(Callback::name).isEqualTo("callback");
                    assertThat(message.handle() instanceof TimerRepr).isEqualTo(name.equals("exception-in-timer"));
                }
            }
            default -> throw new AssertionError(text);
        }
    }

    private static void debug(LoopMessage message, String text) {
        if (text.contains("\nsource_traceback: ")) {
            assertThat(message.creationStack()).isNotEmpty().allSatisfy(f -> {
                assertThat(f.function()).isNotEmpty();
                assertThat(f.code() == null).isEqualTo(f.place().file().equals("<exec>"));
                assertThat(f.place().line()).isPositive();
            });
            assertThat(message.createdAt()).isNotNull();
            assertThat(message.createdAt().file()).isEqualTo("/srv/app/messages.py");
        }
        assertThat(message.handleStack().isEmpty()).isEqualTo(!text.contains("\nhandle_traceback: "));
    }

    private static void prefixed(LoopMessage message, String text) {
        String prefix = "?? [not a header anybody knows] ";
        assertThat(LoopMessage.find(prefix + message.text())).isEqualTo(message.known() ? prefix.length() : -1);
        assertThat(LoopMessage.mayBe(message.text())).isEqualTo(message.known());
        if (!text.contains(KnownMessages.NEVER_RETRIEVED)) {
            assertThat(LoopMessage.find("x" + message.text())).isEqualTo(-1);
        }
    }
}
