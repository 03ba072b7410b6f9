package io.tracestitch.core.input;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Log records in OTLP's JSON form (opentelemetry-proto, {@code logs/v1/logs.proto}), from an object's flattened fields. */
final class OtlpLogs {

    private static final String RECORDS = ".logRecords.";
    private static final String RESOURCES = "resourceLogs.";
    /** Attributes of a resource that tell one process or its container from others, the most exact one first. */
    private static final List<String> WRITERS = List.of("service.instance.id", "container.id", "k8s.pod.uid", "k8s.pod.name", "process.pid",
            "host.name");

    private OtlpLogs() {
    }

    /** Gets each record. */
    interface Consumer {
        /** One that a logging library made. */
        void record(String message, @Nullable String exception, Envelope envelope);

        /** One without a severity: a line or more that a collector read from a file. */
        void text(String body, Envelope envelope);
    }

    /** Finds the records in the fields of one export request. */
    static void records(Map<String, String> fields, Consumer out) {
        Map<String, Map<String, String>> records = new LinkedHashMap<>();
        Map<String, Map<String, String>> resources = new HashMap<>();
        for (Map.Entry<String, String> e : fields.entrySet()) {
            String name = e.getKey();
            int at = name.indexOf(RECORDS);
            int dot = at < 0 ? -1 : name.indexOf('.', at + RECORDS.length());
            if (dot > 0) {
                records.computeIfAbsent(name.substring(0, dot), k -> new HashMap<>()).put(name.substring(dot + 1), e.getValue());
            } else if (at < 0 && name.startsWith(RESOURCES)) {
                int end = name.indexOf('.', RESOURCES.length());
                String below = end < 0 ? "" : name.substring(end + 1);
                if (below.startsWith("resource.")) {
                    resources.computeIfAbsent(name.substring(0, end), k -> new HashMap<>())
                            .put(below.substring("resource.".length()), e.getValue());
                }
            }
        }
        Map<String, String> writers = new HashMap<>();
        resources.forEach((resource, its) -> writers.put(resource, writer(attributes(its))));
        records.forEach((path, record) -> one(record, writers.getOrDefault(path.substring(0, path.indexOf('.', RESOURCES.length())), ""),
                out));
    }

    private static String writer(Map<String, String> resource) {
        for (String name : WRITERS) {
            String value = resource.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static Map<String, String> attributes(Map<String, String> fields) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, String> e : fields.entrySet()) {
            if (e.getKey().startsWith("attributes.") && e.getKey().endsWith(".key")) {
                String base = e.getKey().substring(0, e.getKey().length() - 3);
                String value = fields.get(base + "value.stringValue");
                attributes.put(e.getValue(), value == null ? fields.getOrDefault(base + "value.intValue", "") : value);
            }
        }
        return attributes;
    }

    private static void one(Map<String, String> record, String writer, Consumer out) {
        Map<String, String> attributes = attributes(record);
        Map<String, String> named = new HashMap<>();
        String nanos = record.get("timeUnixNano");
        if (nanos != null && nanos.length() > 9) {
            named.put("time", nanos.substring(0, nanos.length() - 9) + "." + nanos.substring(nanos.length() - 9));
        }
        String body = record.getOrDefault("body.stringValue", "");
        String exception = attributes.get("exception.stacktrace");
        if (exception == null && attributes.containsKey("exception.type")) {
            exception = attributes.get("exception.type") + ": " + attributes.getOrDefault("exception.message", "");
        }
        String severity = severity(record);
        if (severity.isEmpty() && exception == null && record.containsKey("body.stringValue")) {
            String stream = attributes.get("log.iostream");
            String file = stream == null ? attributes.getOrDefault("log.file.name", "") : stream;
            out.text(body, Envelope.of(writer.isEmpty() ? file : file.isEmpty() ? writer : writer + '/' + file, named.get("time")));
            return;
        }
        named.put("level", severity);
        putIf(named, "logger", attributes.get("code.namespace"));
        putIf(named, "thread", attributes.get("thread.name"));
        out.record(body, exception, Envelope.ofFields(writer, named));
    }

    /** The severity's text, or, without one, the name of its number's range (opentelemetry-proto, {@code SeverityNumber}). */
    private static String severity(Map<String, String> record) {
        String text = record.getOrDefault("severityText", "");
        String number = record.getOrDefault("severityNumber", "");
        if (!text.isEmpty() || number.isEmpty() || number.equals("0")) {
            return text;
        }
        return switch (number) {
            case "1", "2", "3", "4" -> "TRACE";
            case "5", "6", "7", "8" -> "DEBUG";
            case "9", "10", "11", "12" -> "INFO";
            case "13", "14", "15", "16" -> "WARN";
            case "17", "18", "19", "20" -> "ERROR";
            case "21", "22", "23", "24" -> "FATAL";
            default -> number.startsWith("SEVERITY_NUMBER_") && !number.endsWith("_UNSPECIFIED")
                    ? number.substring("SEVERITY_NUMBER_".length()) : "";
        };
    }

    private static void putIf(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
