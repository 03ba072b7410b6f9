package io.tracestitch.core.record;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the fields of the last of some lines are, after the others were seen. */
class HeaderFieldsTest {

    private static final String T = "2026-11-24 09:27:33,340 ";

    static Stream<Arguments> lines() {
        return Stream.of(
                // a name with the separator in it
                last("process=19 thread=MainThread task=invoice:1 logger=billing.cron message=0 queued",
                        T + "INFO     [19:MainThread:Task-1] billing.cron: x",
                        T + "INFO     [19:MainThread:invoice:1] billing.cron: 0 queued"),
                last("process=19 thread=MainThread task=invoice:1 logger=billing.cron message=x",
                        T + "INFO     [19:MainThread:invoice:1] billing.cron: x"),
                last("process=19 thread=MainThread logger=asyncio message=x", T + "INFO     [19:MainThread:None] asyncio: x"),
                // pairs
                last("process=42 task=Task-1 logger=app.http message=GET /", T + "INFO app.http task=Task-1 pid=42 GET /"),
                last("process=42 logger=app.http message=GET /", T + "INFO app.http task=- pid=42 GET /"),
                last("process=42 task=room 3 [1] logger=app.desk message=GET /", T + "INFO app.http task=Task-1 pid=42 x",
                        T + "INFO app.desk task=room 3 [1] pid=42 GET /"),
                last("task=worker logger=app.http message=GET /", T + "level=INFO task=worker logger=app.http GET /"),
                last("request=req-25 logger=shop.api message=POST", T + "INFO  shop.api request_id=- x",
                        T + "INFO  shop.api request_id=req-25 POST"),
                // pairs that are the message's
                last("logger=app.http message=task=5 done", T + "INFO app.http: task=5 done"),
                last("logger=app.http message=task=5 done", T + "INFO app.http started", T + "INFO app.http task=5 done"),
                last("logger=app.http message=task=5 done", T + "INFO app.http task=5 done"),
                last("message=worker task=5 done", T + "INFO worker task=5 done"),
                last("logger=app.http message=task=worker done", T + "INFO app.http task=Task-1 done", T + "INFO app.http up",
                        T + "INFO app.http down", T + "INFO app.http task=worker done"),
                // brackets
                last("process=42 task=Task-3 logger=sensors.radio message=x",
                        "[2026-11-24 10:48:58 +0000] [42] [INFO] [Task-3] [sensors.radio] x"),
                last("process=42 logger=asyncio message=x", "[2026-11-24 10:48:58 +0000] [42] [INFO] [-] [asyncio] x"),
                last("logger=asyncio message=x", T + "ERROR [-] asyncio: x"),
                last("request=11438d11fe70 logger=shop.api message=x", T + "ERROR [11438d11fe70] shop.api: x"),
                last("request=6f062520-ee23-020b-fdbf-ccf5fa499111 logger=shop.api message=x",
                        T + "ERROR [6f062520-ee23-020b-fdbf-ccf5fa499111] shop.api: x"),
                last("logger=app message=startup: failed", T + "ERROR [app] startup: failed"),
                last("logger=app.db message=startup: failed", T + "ERROR [app.db] startup: failed"),
                last("task=room 12 [1] logger=hotel.desk message=x", "I " + T + "[Task-1] hotel.http x",
                        "I " + T + "[room 12 [1]] hotel.desk x"),
                last("task=refresh logger=app.api message=x", "[Task-1] " + T + "INFO app.api: x",
                        "[refresh] " + T + "INFO app.api: x"),
                last("task=refresh logger=app.api message=x", T + "<refresh> INFO app.api :: x", T + "<Task-7> INFO app.api :: x",
                        T + "<refresh> INFO app.api :: x"),
                // parentheses
                last("task=Task-1 logger=app.http message=x", T + "- app.http - INFO - (Task-1) x"),
                last("task=lot-0 logger=app.lots message=x", T + "- app.lots - INFO - (lot-1) x",
                        T + "- app.lots - INFO - (lot-0) x",
                        T + "- asyncio - ERROR - (janitor) Task exception was never retrieved",
                        "future: <Task finished name='lot-1' coro=<f() done>>", T + "- app.lots - INFO - (lot-0) x"),
                last("task=Task-2 logger=app.http message=x", "INFO [2026-11-24 08:06:08,648] app.http(Task-2): x"),
                last("logger=asyncio message=x", "INFO [2026-11-24 08:06:08,648] asyncio(None): x"),
                last("message=main(): x", "INFO [2026-11-24 08:06:08,648] main(): x"),
                // columns
                last("process=18700 task=Task-3 logger=app.rates message=x", T + "- 18700 - Task-3 - app.rates - INFO - x"),
                last("process=18700 task=room 3 logger=app.rates message=x", T + "- 18700 - Task-3 - app.rates - INFO - x",
                        T + "- 18700 - room 3 - app.rates - INFO - x"),
                last("task=Task-1 logger=app.http message=x",
                        "2026-11-24 09:43:51.449 | INFO     | Task-1 | app.http:open:70 - x"),
                last("task=O'Hara, 3: b logger=app.http message=x",
                        "2026-11-24 09:43:51.449 | INFO     | Task-1 | app.http:open:70 - x",
                        "2026-11-24 09:43:51.449 | INFO     | O'Hara, 3: b | app.http:open:70 - x"),
                last("task=refresh logger=app.http message=x",
                        "2026-11-24 09:43:51.449 | INFO     | app.http:open:70 | Task-1 | x",
                        "2026-11-24 09:43:51.449 | INFO     | app.http:open:70 | refresh | x"),
                last("logger=app.http message=x", "2026-11-24 09:43:51.449 | INFO     | app.http:open:70 - x"),
                last("task=ingest logger=app.http message=x", T + "INFO     Task-1           app.http: x",
                        T + "INFO     ingest           app.http: x"),
                last("logger=asyncio message=x", T + "INFO     None             asyncio: x"),
                // the words of a message
                last("logger=app.orders message=x", "[2026-11-24 10:32:41,790] ERROR in app.orders: x"),
                last("message=in time", "[2026-11-24 10:32:41,790] ERROR in time"),
                // at the end
                last("task=Task-3 logger=app.belt message=runs task=Task-3", T + "INFO app.belt: runs task=belt",
                        T + "INFO app.belt: runs task=Task-2",
                        T + "INFO app.belt: runs task=Task-3"),
                last("task=belt 4 logger=app.belt message=runs task=belt 4", T + "INFO app.belt: runs task=belt",
                        T + "INFO app.belt: runs task=Task-2",
                        T + "INFO app.belt: runs task=belt 4"),
                last("logger=app.belt message=runs task=Task-3", T + "INFO app.belt: runs", T + "INFO app.belt: stops",
                        T + "INFO app.belt: runs task=Task-3"),
                last("task=b logger=app.belt message=stops at 3   [app.belt] order=7 task=b",
                        "2026-11-24T10:32:58.689Z [info    ] runs   [app.belt] task=a",
                        "2026-11-24T10:32:58.689Z [info    ] runs   [app.belt] task=a",
                        "2026-11-24T10:32:58.689Z [info    ] stops at 3   [app.belt] order=7 task=b"));
    }

    private static Arguments last(String fields, String... lines) {
        return arguments(String.join("\n", lines), fields);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void fieldsAreReadByLooksByKeysAndByWhatOtherLinesTold(String lines, String wanted) {
        HeaderFormats formats = new HeaderFormats(null);
        Header header = new Header();
        byte[] b = new byte[0];
        HeaderFormat format = null;
        for (String line : lines.split("\n")) {
            b = line.getBytes(StandardCharsets.UTF_8);
            format = formats.match(b, 0, b.length, false, header);
        }
        assertThat(format).isNotNull();
        assertThat(describe(b, header)).isEqualTo(wanted);
        for (int look = 0; look < 3; look++) { // a later look may read the line as one like the line before
            Header quick = new Header();
            assertThat(formats.levelOf(b, 0, b.length)).isNotNegative();
            assertThat(formats.taskOf(b, 0, b.length, quick)).isTrue();
            assertThat(formats.peek(b, 0, b.length, header)).isTrue(); // looking teaches roles too
            assertThat(new String(b, quick.taskStart, quick.taskLength, StandardCharsets.UTF_8))
                    .isEqualTo(new String(b, header.taskStart, header.taskLength, StandardCharsets.UTF_8));
            assertThat(new String(b, quick.processStart, quick.processLength, StandardCharsets.UTF_8))
                    .isEqualTo(new String(b, header.processStart, header.processLength, StandardCharsets.UTF_8));
        }
    }

    private static String describe(byte[] b, Header h) {
        List<String> fields = new ArrayList<>();
        add(fields, "process", b, h.processStart, h.processLength);
        add(fields, "thread", b, h.threadStart, h.threadLength);
        add(fields, "task", b, h.taskStart, h.taskLength);
        add(fields, "request", b, h.requestStart, h.requestLength);
        add(fields, "logger", b, h.loggerStart, h.loggerLength);
        add(fields, "message", b, h.message, b.length - h.message);
        return String.join(" ", fields);
    }

    private static void add(List<String> fields, String name, byte[] b, int start, int length) {
        if (length > 0) {
            fields.add(name + "=" + new String(b, start, length, StandardCharsets.UTF_8));
        }
    }

    @Test
    void readingTheFieldsOfALineAllocatesNothing() {
        HeaderFormats formats = new HeaderFormats(null);
        Header header = new Header();
        byte[] b = (T + "INFO     [19:MainThread:invoice:1] billing.cron: 0 queued").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200; i++) {
            formats.match(b, 0, b.length, false, header);
        }
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long found = 0;
        for (int i = 0; i < 100_000; i++) {
            boolean headed = formats.levelOf(b, 0, b.length) > 0 && formats.taskOf(b, 0, b.length, header);
            found += headed ? header.taskLength : 0;
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(found).isEqualTo(900_000);
        assertThat(bytes).isLessThan(100_000); // a String a line would be millions
    }
}
