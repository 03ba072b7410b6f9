package io.tracestitch.core.asyncio;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every real repr of CPython 3.6 to 3.14 says what the live object said. */
class RealReprsTest {

    private static final List<JsonNode> REPRS = RealData.read("reprs.jsonl");

    @TestFactory
    Stream<DynamicTest> saysWhatTheLiveObjectSaid() {
        assertThat(REPRS).hasSizeGreaterThan(1500);
        return REPRS.stream().map(r -> DynamicTest.dynamicTest(
                r.get("version").asText() + " " + r.get("case").asText(), () -> check(r.get("repr").asText(), r.get("truth"))));
    }

    private static void check(String text, JsonNode truth) {
        AsyncRepr repr = Reprs.parse(text);
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(repr.truncated()).as("truncated").isFalse();
            softly.assertThat(repr.text()).isEqualTo(text);
            switch (truth.get("kind").asText()) {
                case "task" -> task(softly, (TaskRepr) repr, truth);
                case "future" -> future(softly, (FutureRepr) repr, truth);
                case "coroutine" -> softly.assertThat(((CoroutineRepr) repr).name()).isEqualTo(RealData.text(truth, "name"));
                case "handle", "timer" -> scheduled(softly, (ScheduledRepr) repr, truth);
                case "lock" -> lock(softly, (LockRepr) repr, truth);
                case "queue" -> queue(softly, (QueueRepr) repr, truth);
                case "loop" -> loop(softly, (LoopRepr) repr, truth);
                case "transport" -> transport(softly, (TransportRepr) repr, truth);
                case "server" -> softly.assertThat(((ServerRepr) repr).sockets()).contains("8080");
                default -> softly.fail("unknown kind " + truth);
            }
        });
    }

    private static void task(SoftAssertions softly, TaskRepr task, JsonNode truth) {
        softly.assertThat(task.type()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(id(task.state())).as("state").isEqualTo(RealData.text(truth, "state"));
        softly.assertThat(task.name()).as("name").isEqualTo(RealData.text(truth, "name"));
        softly.assertThat(task.coroutineName()).as("coroutine").isEqualTo(RealData.text(truth, "coroutine"));
        softly.assertThat(place(task.place())).as("place").isEqualTo(RealData.text(truth, "place"));
        softly.assertThat(task.exception()).as("exception").isEqualTo(RealData.text(truth, "exception"));
        softly.assertThat(place(task.createdAt())).as("created at").isEqualTo(RealData.text(truth, "created_at"));
        AsyncRepr waitFor = task.waitFor();
        softly.assertThat(waitFor == null ? null : waitFor.text()).as("wait for").isEqualTo(RealData.text(truth, "wait_for"));
        softly.assertThat(task.callbacks().size() + task.moreCallbacks()).as("callbacks").isEqualTo(truth.path("callbacks")
                .asInt());
        softly.assertThat(task.cancelRequested()).isEqualTo("cancelling".equals(RealData.text(truth, "state")));
    }

    private static void future(SoftAssertions softly, FutureRepr future, JsonNode truth) {
        softly.assertThat(future.type()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(id(future.state())).as("state").isEqualTo(RealData.text(truth, "state"));
        softly.assertThat(future.exception()).as("exception").isEqualTo(RealData.text(truth, "exception"));
        softly.assertThat(place(future.createdAt())).as("created at").isEqualTo(RealData.text(truth, "created_at"));
        softly.assertThat(future.callbacks().size() + future.moreCallbacks()).isEqualTo(truth.path("callbacks").asInt());
    }

    private static void scheduled(SoftAssertions softly, ScheduledRepr handle, JsonNode truth) {
        Callback callback = handle.callback();
        softly.assertThat(callback == null ? null : callback.name()).as("callback").isEqualTo(RealData.text(truth, "callback"));
        softly.assertThat(handle.cancelled()).as("cancelled").isEqualTo(truth.get("cancelled").asBoolean());
        softly.assertThat(place(handle.createdAt())).as("created at").isEqualTo(RealData.text(truth, "created_at"));
        if (handle instanceof TimerRepr timer) {
            softly.assertThat(timer.when()).isEqualTo(truth.get("when").asDouble());
        }
    }

    private static void lock(SoftAssertions softly, LockRepr lock, JsonNode truth) {
        softly.assertThat(lock.kind()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(lock.waiters()).as("waiters").isEqualTo(truth.get("waiters").asInt());
        softly.assertThat(lock.locked() == null ? null : lock.locked().toString()).isEqualTo(RealData.text(truth, "locked"));
        softly.assertThat(lock.value() == null ? null : lock.value().toString()).isEqualTo(RealData.text(truth, "value"));
    }

    private static void queue(SoftAssertions softly, QueueRepr queue, JsonNode truth) {
        softly.assertThat(queue.type()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(queue.maxsize()).isEqualTo(truth.get("maxsize").asInt());
        softly.assertThat(queue.getters()).isEqualTo(truth.get("getters").asInt());
        softly.assertThat(queue.putters()).isEqualTo(truth.get("putters").asInt());
    }

    private static void loop(SoftAssertions softly, LoopRepr loop, JsonNode truth) {
        softly.assertThat(loop.type()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(loop.running()).isEqualTo(truth.get("running").asBoolean());
        softly.assertThat(loop.closed()).isEqualTo(truth.get("closed").asBoolean());
        softly.assertThat(loop.debug()).isEqualTo(truth.get("debug").asBoolean());
    }

    private static void transport(SoftAssertions softly, TransportRepr transport, JsonNode truth) {
        softly.assertThat(transport.type()).isEqualTo(RealData.text(truth, "type"));
        softly.assertThat(transport.state()).isEqualTo(RealData.text(truth, "state"));
        softly.assertThat(transport.fd()).isEqualTo(truth.get("fd").asInt());
    }

    private static @Nullable String id(@Nullable State state) {
        return state == null ? null : state.id();
    }

    private static @Nullable String place(@Nullable Place place) {
        return place == null ? null : place.toString();
    }
}
