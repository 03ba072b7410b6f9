package io.tracestitch.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tracestitch.core.incident.Event;
import io.tracestitch.core.input.OriginFinder;
import io.tracestitch.core.input.OriginFinder.Origin;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Records as shippers write them to Kafka: what they hold is read, and whose log it is is found, whatever is wrapped around it. */
class ShippersTest {

    private static final List<String> LINES = List.of("2026-11-23 18:49:03,022 ERROR orders.service: order 20 failed",
            "Traceback (most recent call last):", "  File \"/srv/app/orders.py\", line 42, in charge",
            "    raise PaymentDeclined(\"card \\\"x\\\" expired\")", "orders.PaymentDeclined: card \"x\" expired", "",
            "During handling of the above exception, another exception occurred:", "", "Traceback (most recent call last):",
            "  File \"/srv/app/orders.py\", line 64, in checkout", "    charge(order)", "orders.OrderError: order 20 failed");
    private static final String NEXT = "2026-11-23 18:49:04,022 INFO orders.service: order 21 paid";

    /** Each shipper's record for a text; {@code %s} stands for the text as JSON without its quotes. */
    private static final Map<String, Shipper> SHIPPERS = shippers();

    /**
     * A shipper.
     *
     * @param name for people
     * @param record a record of it
     * @param origin where that record comes from
     */
    private record Shipper(String name, String record, Origin origin) {
        String wrap(String text) {
            return record.replace("%s", json(text));
        }
    }

    private static Map<String, Shipper> shippers() {
        return Map.ofEntries(
                shipper("Fluent Bit, kubernetes", """
                        {"@timestamp":1763923743.022451,"time":"2026-11-23T18:49:03.022451386Z","stream":"stderr","_p":"F","log":"%s",
                        "kubernetes":{"pod_name":"orders-6d5f7c9b8-x2lqv","namespace_name":"shop","pod_id":"0c1f4e9a-7b1d-4b9e-9a57-3a2f6c3d1e10",
                        "labels":{"app.kubernetes.io/name":"orders","app.kubernetes.io/version":"1.4.2","pod-template-hash":"6d5f7c9b8"},
                        "host":"ip-10-0-1-17","pod_ip":"10.0.3.8","container_name":"app","docker_id":"4f1c2d","container_image":"reg/orders:1.4.2"}}""",
                        "shop/orders-6d5f7c9b8-x2lqv/app", "orders", "1.4.2"),
                shipper("Fluent Bit, CRI parser that keeps its time", """
                        {"@timestamp":1763923743.022451,"time":"2026-11-23T18:49:03.022451386Z","stream":"stderr","logtag":"F","log":"%s",
                        "kubernetes":{"pod_name":"orders-0","namespace_name":"shop","container_name":"app","labels":{"app":"orders"}}}""",
                        "shop/orders-0/app", "orders", null),
                shipper("Fluent Bit, systemd", """
                        {"@timestamp":1763923743.022451,"PRIORITY":"6","_TRANSPORT":"stdout","_PID":"812","_COMM":"python3",
                        "_SYSTEMD_UNIT":"orders.service","_HOSTNAME":"web-1","SYSLOG_IDENTIFIER":"python3","MESSAGE":"%s"}""",
                        "web-1/orders.service", "orders.service", null),
                shipper("Vector, kubernetes_logs", """
                        {"file":"/var/log/pods/shop_orders-6d5f7c9b8-x2lqv_0c1f4e9a/app/0.log","kubernetes":{"container_id":
                        "containerd://9c0bd1a0b7f5","container_image":"reg/orders:1.4.2","container_name":"app","namespace_labels":
                        {"kubernetes.io/metadata.name":"shop"},"pod_ip":"10.0.3.8","pod_labels":{"app":"orders","version":"1.4.2"},
                        "pod_name":"orders-6d5f7c9b8-x2lqv","pod_namespace":"shop","pod_node_name":"ip-10-0-1-17","pod_uid":"0c1f4e9a"},
                        "message":"%s","source_type":"kubernetes_logs","stream":"stderr","timestamp":"2026-11-23T18:49:03.022451386Z"}""",
                        "shop/orders-6d5f7c9b8-x2lqv/app", "orders", "1.4.2"),
                shipper("Vector, docker_logs", """
                        {"container_created_at":"2026-11-23T10:00:00.123Z","container_id":"9b6247364a03b7a1","container_name":"shop-orders-1",
                        "host":"web-1","image":"reg/orders:1.4.2","label":{"com.docker.compose.service":"orders",
                        "org.opencontainers.image.version":"1.4.2"},"message":"%s","source_type":"docker_logs","stream":"stderr",
                        "timestamp":"2026-11-23T18:49:03.022451386Z"}""", "9b6247364a03b7a1", "orders", "1.4.2"),
                shipper("Vector, file", """
                        {"file":"/var/log/orders/app.log","host":"web-1","message":"%s","source_type":"file",
                        "timestamp":"2026-11-23T18:49:03.022451386Z"}""", "web-1//var/log/orders/app.log", null, null),
                shipper("Filebeat, container input", """
                        {"@timestamp":"2026-11-23T18:49:03.022Z","@metadata":{"beat":"filebeat","type":"_doc","version":"9.1.0"},
                        "log":{"offset":1187,"file":{"path":"/var/log/containers/orders-6d5f7c9b8-x2lqv_shop_app-9c0bd1a0b7f5.log"}},
                        "stream":"stderr","message":"%s","input":{"type":"container"},"container":{"id":"9c0bd1a0b7f5","runtime":"containerd",
                        "image":{"name":"reg/orders:1.4.2"}},"kubernetes":{"container":{"name":"app"},"node":{"name":"ip-10-0-1-17"},
                        "pod":{"uid":"0c1f4e9a","ip":"10.0.3.8","name":"orders-6d5f7c9b8-x2lqv"},"namespace":"shop","labels":
                        {"app_kubernetes_io/name":"orders","app_kubernetes_io/version":"1.4.2"}},"agent":{"type":"filebeat","version":"9.1.0",
                        "id":"b6e1","name":"ip-10-0-1-17"},"ecs":{"version":"8.0.0"},"host":{"name":"ip-10-0-1-17"}}""",
                        "shop/orders-6d5f7c9b8-x2lqv/app", "orders", "1.4.2"),
                shipper("Filebeat, filestream", """
                        {"@timestamp":"2026-11-23T18:49:03.022Z","@metadata":{"beat":"filebeat","type":"_doc","version":"9.1.0"},
                        "log":{"offset":0,"file":{"path":"/var/log/orders/app.log","device_id":"64769","inode":"393228"}},"message":"%s",
                        "input":{"type":"filestream"},"ecs":{"version":"8.0.0"},"host":{"name":"web-1"},"agent":{"type":"filebeat"},
                        "service":{"name":"orders","version":"1.4.2"}}""", "web-1//var/log/orders/app.log", "orders", "1.4.2"),
                shipper("Docker, json-file with labels", """
                        {"log":"%s\\n","stream":"stderr","attrs":{"com.docker.compose.service":"orders"},"time":"2026-11-23T18:49:03.022451386Z"}""",
                        null, "orders", null),
                shipper("journald", """
                        {"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1763923743022451","__MONOTONIC_TIMESTAMP":"81","_BOOT_ID":"b1",
                        "_HOSTNAME":"web-1","_PID":"812","_SYSTEMD_UNIT":"orders.service","SYSLOG_IDENTIFIER":"python3","PRIORITY":"6",
                        "MESSAGE":"%s"}""", "web-1/orders.service", "orders.service", null),
                shipper("OpenTelemetry collector, file", """
                        {"resourceLogs":[{"resource":{"attributes":[{"key":"k8s.namespace.name","value":{"stringValue":"shop"}},
                        {"key":"k8s.pod.name","value":{"stringValue":"orders-0"}},{"key":"k8s.container.name","value":{"stringValue":"app"}},
                        {"key":"service.name","value":{"stringValue":"orders"}},{"key":"service.version","value":{"stringValue":"1.4.2"}}]},
                        "scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"1763923743022451386","observedTimeUnixNano":
                        "1763923743122451386","body":{"stringValue":"%s"},"attributes":[{"key":"log.file.path","value":{"stringValue":
                        "/var/log/pods/shop_orders-0_0c1f/app/0.log"}},{"key":"log.iostream","value":{"stringValue":"stderr"}}],
                        "traceId":"","spanId":""}]}]}]}""", "shop/orders-0/app", "orders", "1.4.2"));
    }

    private static Map.Entry<String, Shipper> shipper(String name, String record, String source, String service, String release) {
        return Map.entry(name, new Shipper(name, record.replace("\n", ""), new Origin(source, service, release)));
    }

    @TestFactory
    Stream<DynamicTest> aTracebackOfWhichEachLineIsARecordIsPutTogether() {
        return SHIPPERS.values().stream().map(one -> dynamicTest(one.name(), () -> assertWhole(events(one::wrap, 1), LINES.size())));
    }

    @TestFactory
    Stream<DynamicTest> aTracebackWithinOneRecordIsRead() {
        return SHIPPERS.values().stream().map(one -> dynamicTest(one.name(), () -> assertWhole(events(one::wrap, LINES.size()), 1)));
    }

    @Test
    void plainLinesAreReadOneOrSeveralToARecord() {
        for (int lines : new int[] {1, 3, LINES.size()}) {
            List<Event> events = events(UnaryOperator.identity(), lines);
            assertThat(events).hasSize(1);
            assertThat(events.getFirst().exception().context().type()).isEqualTo("orders.PaymentDeclined");
        }
    }

    @TestFactory
    Stream<DynamicTest> aRecordOfTheApplicationInsideOfAShippersIsRead() {
        String traceback = String.join("\n", LINES.subList(1, LINES.size()));
        Map<String, String> records = Map.of("python-json-logger", """
                {"asctime": "2026-11-23 18:49:03,022", "levelname": "ERROR", "name": "orders.service", "message": "order 20 failed",
                 "exc_info": "%s"}""", "ECS", """
                {"@timestamp":"2026-11-23T18:49:03.022Z","log.level":"error","message":"order 20 failed","ecs":{"version":"1.6.0"},
                "error":{"message":"order 20 failed","stack_trace":"%s","type":"OrderError"},"log":{"logger":"orders.service","original":
                "order 20 failed"},"process":{"pid":812,"name":"MainProcess","thread":{"id":1,"name":"MainThread"}}}""", "structlog", """
                {"event": "order 20 failed", "logger": "orders.service", "level": "error", "timestamp": "2026-11-23T18:49:03.022451Z",
                 "exception": "%s"}""");
        return records.entrySet().stream().flatMap(e -> {
            String record = e.getValue().replace("\n", "").replace("%s", json(traceback));
            return Stream.concat(Stream.of(dynamicTest(e.getKey(), () -> assertRecord(record))), SHIPPERS.values().stream()
                    .map(one -> dynamicTest(e.getKey() + " in " + one.name(), () -> assertRecord(one.wrap(record)))));
        });
    }

    @Test
    void aRecordOfAnOpenTelemetryLibraryIsRead() {
        assertRecord("""
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}},
                {"key":"service.instance.id","value":{"stringValue":"627cc493-f310-47de-96bd-71410b7dec09"}}]},"scopeLogs":[{"scope":{"name":
                "opentelemetry.sdk._logs._internal"},"logRecords":[{"timeUnixNano":"1763923743022451386","severityNumber":17,"body":
                {"stringValue":"order 20 failed"},"attributes":[{"key":"code.namespace","value":{"stringValue":"orders.service"}},
                {"key":"exception.type","value":{"stringValue":"OrderError"}},{"key":"exception.stacktrace","value":{"stringValue":"%s"}}]
                }]}]}]}""".replace("\n", "").replace("%s", json(String.join("\n", LINES.subList(1, LINES.size())))));
    }

    @Test
    void partsThatFluentBitMarksAreJoined() {
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, out::add);
        String part = "{\"time\":\"2026-11-23T18:49:03.022451386Z\",\"stream\":\"stderr\",\"logtag\":\"%s\",\"log\":\"%s\"}";
        int number = 0;
        for (String line : List.of(LINES.get(0), LINES.get(1), LINES.get(2), LINES.get(3))) {
            feed(analyzer, number++, part.formatted("P", json(line.substring(0, 10))));
            feed(analyzer, number++, part.formatted("F", json(line.substring(10))));
        }
        feed(analyzer, number, part.formatted("F", json(LINES.get(4))));
        analyzer.finish("a");
        assertThat(out).singleElement().satisfies(e -> {
            assertThat(e.exception().type()).isEqualTo("orders.PaymentDeclined");
            assertThat(e.logger()).isEqualTo("orders.service");
        });
    }

    @Test
    void resourcesOfOneExportAreKeptApart() {
        String resource = "{\"resource\":{\"attributes\":[{\"key\":\"service.instance.id\",\"value\":{\"stringValue\":\"%s\"}}]},"
                + "\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"%s\"}}]}]}";
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, out::add);
        for (int i = 0; i < LINES.size(); i++) {
            feed(analyzer, i, "{\"resourceLogs\":[" + resource.formatted("a", json(LINES.get(i))) + ","
                    + resource.formatted("b", json(LINES.get(i).replace("20", "30"))) + "]}");
        }
        analyzer.finish("a");
        assertThat(out).hasSize(2).allMatch(e -> e.exception().context() != null);
        assertThat(out).extracting(e -> e.exception().message()).containsExactlyInAnyOrder("order 20 failed", "order 30 failed");
    }

    @TestFactory
    Stream<DynamicTest> theOriginOfARecordIsFound() {
        return SHIPPERS.values().stream().map(one -> dynamicTest(one.name(), () -> {
            byte[] b = (" " + one.wrap("it \"failed\"") + "\n").getBytes(StandardCharsets.UTF_8);
            assertThat(OriginFinder.defaults().find(b, 0, b.length)).isEqualTo(one.origin());
        }));
    }

    @Test
    void fieldsOfOnesOwnTellTheOrigin() {
        OriginFinder finder = new OriginFinder(List.of("meta.node + meta.task", "node"), List.of("team.service"), List.of());
        assertThat(find(finder, "{\"x\":[{\"meta\":{\"node\":1}}],\"meta\":{\"node\":\"n1\",\"task\":7}}")).isEqualTo(new Origin("n1/7", null, null));
        assertThat(find(finder, "{\"meta\":{\"node\":\"n1\"},\"node\":\"n2\",\"team.service\":\"orders\"}"))
                .isEqualTo(new Origin("n2", "orders", null));
        assertThat(find(finder, "{\"meta\":null,\"node\":{\"a\":[1]},\"team\":{\"service\":\" \"}}")).isEqualTo(Origin.NONE);
        assertThatThrownBy(() -> new OriginFinder(List.of("a++b"), List.of(), List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a field has no name: \"a++b\"");
    }

    @Test
    void whatIsNoObjectHasNoOrigin() {
        for (String text : List.of("", "  ", "2026-11-23 18:49:03 ERROR it failed", "{", "{\"host\":\"a\"", "[{\"host\":\"a\"}]", "{host: 1}",
                "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\"", "null")) {
            assertThat(find(OriginFinder.defaults(), text)).as(text).isEqualTo(Origin.NONE);
        }
        assertThat(find(OriginFinder.defaults(), "{\"a\":".repeat(900) + "1" + "}".repeat(900))).isEqualTo(Origin.NONE);
    }

    private static Origin find(OriginFinder finder, String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return finder.find(b, 0, b.length);
    }

    private static void assertWhole(List<Event> events, long lastLine) {
        assertThat(events).singleElement().satisfies(e -> {
            assertThat(e.logger()).isEqualTo("orders.service");
            assertThat(e.message()).isEqualTo("order 20 failed");
            assertThat(e.exception().type()).isEqualTo("orders.OrderError");
            assertThat(e.exception().frames()).hasSize(1);
            assertThat(e.exception().context().message()).isEqualTo("card \"x\" expired");
            assertThat(e.firstLine()).isZero();
            assertThat(e.lastLine() >> 20).isEqualTo(lastLine - 1);
        });
    }

    private static void assertRecord(String value) {
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, out::add);
        feed(analyzer, 0, value);
        analyzer.finish("a");
        assertThat(out).singleElement().satisfies(e -> {
            assertThat(e.message()).isEqualTo("order 20 failed");
            assertThat(e.level()).isIn("ERROR", "error");
            assertThat(e.logger()).isEqualTo("orders.service");
            assertThat(e.timestamp()).isNotNull();
            assertThat(e.exception().type()).isEqualTo("orders.OrderError");
            assertThat(e.exception().context().type()).isEqualTo("orders.PaymentDeclined");
        });
    }

    /** The events of the log if so many lines make a record. */
    private static List<Event> events(UnaryOperator<String> wrap, int lines) {
        List<Event> out = new ArrayList<>();
        Analyzer analyzer = new Analyzer(Reading.OPTIONS, out::add);
        int number = 0;
        for (int i = 0; i < LINES.size(); i += lines) {
            feed(analyzer, number++, wrap.apply(String.join("\n", LINES.subList(i, Math.min(LINES.size(), i + lines)))));
        }
        feed(analyzer, number, wrap.apply(NEXT));
        analyzer.finish("a");
        return out;
    }

    private static void feed(Analyzer analyzer, long number, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        analyzer.feed("a", number << 20, bytes, 0, bytes.length);
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
