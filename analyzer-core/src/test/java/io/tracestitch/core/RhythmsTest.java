package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stall.Party;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Standstills that plain lines alone tell. */
class RhythmsTest {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 10, 0);

    /** A log as it grows; lines are put in the order of their times. */
    private static final class Log {
        private record Line(double at, String text) {
        }

        private final List<Line> lines = new ArrayList<>();

        Log line(double at, String level, String task, String message) {
            String time = TIME.format(START.plusNanos((long) (at * 1e9)));
            lines.add(new Line(at, time + " " + level + " [4211:MainThread:" + task + "] app.work: " + message));
            return this;
        }

        /** The same again and again; {@code #} in the message is a number that counts. */
        Log every(double gap, double from, double to, String level, String task, String message) {
            int n = 0;
            for (double at = from; at < to - gap / 2; at += gap) {
                line(at, level, task, message.replace("#", Integer.toString(++n)));
            }
            return this;
        }

        byte[] bytes() {
            lines.sort(Comparator.comparingDouble(Line::at));
            StringBuilder out = new StringBuilder();
            lines.forEach(l -> out.append(l.text).append('\n'));
            return out.toString().getBytes(StandardCharsets.UTF_8);
        }

        List<String> stalls() {
            return told(Reading.events(bytes()));
        }
    }

    private static List<String> told(List<Event> events) {
        return events.stream().filter(e -> e.kind() == EventKind.STALL && e.stall() != null)
                .map(e -> e.stall().what().id() + " of " + String.join(", ", e.stall().tasks().stream().map(Party::name).toList()))
                .toList();
    }

    @Test
    void theSameFailureTwiceASecondIsALivelock() {
        Log log = new Log().every(0.45, 0, 30, "WARNING", "feed", "connection refused, trying again");
        assertThat(log.stalls()).containsExactly("livelock of feed");
    }

    @Test
    void slowerOrFewerIsNone() {
        assertThat(new Log().every(0.6, 0, 60, "WARNING", "feed", "connection refused, trying again").stalls()).isEmpty();
        assertThat(new Log().every(0.45, 0, 21, "WARNING", "feed", "connection refused, trying again").stalls()).isEmpty();
    }

    @Test
    void whatSaysNothingOfFailingMustBeFaster() {
        assertThat(new Log().every(0.04, 0, 10, "INFO", "gate", "the door is open on the other side").stalls())
                .containsExactly("livelock of gate");
        assertThat(new Log().every(0.07, 0, 30, "INFO", "gate", "the door is open on the other side").stalls()).isEmpty();
    }

    @Test
    void numbersOfAttemptsMayCount() {
        Log log = new Log().every(0.05, 0, 10, "WARNING", "save-17", "attempt # failed, trying again: version # expected");
        assertThat(log.stalls()).containsExactly("livelock of save-17");
    }

    @Test
    void thoseThatTakeTurnsAreOne() {
        Log log = new Log().every(0.1, 0, 10, "INFO", "left-robot", "stepping aside for the other one")
                .every(0.1, 0.05, 10, "INFO", "right-robot", "stepping aside for the other one");
        assertThat(log.stalls()).containsExactly("livelock of left-robot, right-robot");
    }

    @Test
    void aStormInALongLogIsToldWhileTheLogGoesOn() {
        Log log = new Log().every(0.1, 0, 900, "INFO", "reader", "message # handled")
                .every(0.01, 300, 308, "ERROR", "feed", "connection refused, trying again")
                .line(309, "INFO", "feed", "connected");
        assertThat(log.stalls()).containsExactly("livelock of feed");
    }

    @TestFactory
    Stream<DynamicTest> repetitionThatIsWorkIsNoLivelock() {
        Log backOff = new Log();
        double at = 0;
        for (int i = 1; i < 90; i++) {
            at += 0.001 * Math.pow(1.12, i);
            backOff.line(at, "WARNING", "feed", "attempt " + i + " failed, trying again");
        }
        Log progress = new Log();
        for (int i = 0; i < 100; i++) {
            progress.line(i * 0.1, "WARNING", "sync", "index is slow, trying again");
            progress.line(i * 0.1 + 0.05, "INFO", "sync", "page " + (i + 1) + " of 100 indexed");
        }
        return Stream.of(
                none("other orders each time", new Log().every(0.01, 0, 10, "ERROR", "checkout", "order # failed: card declined")),
                none("messages are handled", new Log().every(0.01, 0, 10, "INFO", "consumer", "message # handled")),
                none("messages without a number are handled", new Log().every(0.01, 0, 10, "INFO", "consumer", "message handled")),
                none("an access log", new Log().every(0.01, 0, 10, "INFO", "-", "GET /health 200")),
                none("a poll", new Log().every(0.25, 0, 60, "INFO", "poller", "no new statements")),
                none("requests warn alike", new Log().every(0.01, 0, 10, "WARNING", "-", "pool is full, discarding connection")),
                none("a clock that stands", new Log().every(0.000001, 0, 0.001, "ERROR", "feed", "connection refused, trying again")),
                none("growing gaps", backOff),
                none("progress in between", progress));
    }

    private static DynamicTest none(String name, Log log) {
        return dynamicTest(name, () -> assertThat(log.stalls()).isEmpty());
    }

    private static Log consumers(String last) {
        return new Log().every(5, 0, 240, "INFO", "consumer-1", "message # handled")
                .every(5, 1, 240, "INFO", "consumer-2", "message # handled")
                .every(5, 2, 60, "INFO", "consumer-3", "message # handled")
                .line(63, "INFO", "consumer-3", last);
    }

    @Test
    void whoeverFallsSilentWhileItsLikeGoOnIsTold() {
        assertThat(consumers("message 13 taken").stalls()).containsExactly("silence of consumer-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition revoked, stopping", "shutdown", "queue drained, bye", "cancelled", "part 13 of 13", "exiting"})
    void whoeverSaysThatItEndsIsNot(String last) {
        assertThat(consumers(last).stalls()).isEmpty();
    }

    @Test
    void aPartOfManyIsNoEnd() {
        assertThat(consumers("part 2 of 3 done").stalls()).containsExactly("silence of consumer-3");
    }

    @Test
    void aClockThatStopsIsTold() {
        Log log = new Log().every(6, 0, 80, "INFO", "-", "heartbeat #").every(10, 1, 240, "INFO", "-", "supervisor: # checks");
        assertThat(log.stalls()).containsExactly("silence of heartbeat");
    }

    @TestFactory
    Stream<DynamicTest> thoseThatAreUsuallySilentAreNotTold() {
        Log requests = new Log().every(3, 0, 240, "INFO", "main", "request # accepted");
        for (int i = 0; i < 40; i++) {
            for (int k = 0; k < 9; k++) {
                requests.line(i * 6 + k * 0.2, "INFO", "Task-" + (i + 2), "step " + k + " of request " + i);
            }
        }
        Log restarted = new Log().every(5, 0, 240, "INFO", "consumer-1", "message # handled")
                .every(5, 1, 60, "INFO", "consumer-2", "message # handled").every(5, 66, 240, "INFO", "consumer-9", "message # handled");
        Log bursts = new Log().every(2, 0, 240, "INFO", "clock", "tick #");
        for (int i = 0; i < 5; i++) {
            bursts.every(0.5, i * 45, i * 45 + 5, "INFO", "burst", "parcel # sorted");
        }
        return Stream.of(
                none("one task for each request", requests),
                none("another one takes over", restarted),
                none("pauses as long as this one", bursts),
                none("nobody goes on", new Log().every(5, 0, 60, "INFO", "a", "message # handled")
                        .every(5, 1, 60, "INFO", "b", "message # handled")),
                none("too short", new Log().every(5, 0, 240, "INFO", "a", "message # handled")
                        .every(5, 1, 195, "INFO", "b", "message # handled")),
                none("it waited for something that came", new Log().every(2, 0, 240, "INFO", "b", "message # handled")
                        .every(1, 0, 12, "INFO", "-", "database is not ready, trying again")));
    }

    @Test
    void portionsDoNotMatter() {
        byte[] log = consumers("message 13 taken").every(0.01, 100, 105, "ERROR", "feed", "refused, trying again").bytes();
        List<String> whole = Reading.events(log).stream().map(RhythmsTest::summary).toList();
        assertThat(whole).hasSize(2);
        for (int size : new int[] {1, 77, 4096}) {
            assertThat(Reading.inChunks(log, size).stream().map(RhythmsTest::summary).toList()).isEqualTo(whole);
        }
    }

    private static String summary(Event e) {
        return e.firstLine() + " " + e.message() + e.stall();
    }
}
