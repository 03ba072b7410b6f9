package io.tracestitch.core.input;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Log records in OTLP's JSON form (opentelemetry-proto, {@code logs/v1/logs.proto}), from an object's flattened fields. */
final class OtlpLogs {

    private static final String RECORDS = ".logRecords.";

    private OtlpLogs() {
    }

    /** Gets each record. */
    interface Consumer {
        void record(String message, @Nullable String exception, Envelope envelope);
    }

    /** Finds the records in the fields of one export request. */
    static void records(Map<String, String> fields, Consumer out) {
        Map<String, Map<String, String>> records = new LinkedHashMap<>();
        for (Map.Entry<String, String> e : fields.entrySet()) {
            int at = e.getKey().indexOf(RECORDS);
            int dot = at < 0 ? -1 : e.getKey().indexOf('.', at + RECORDS.length());
            if (dot > 0) {
                records.computeIfAbsent(e.getKey().substring(0, dot), k -> new HashMap<>())
                        .put(e.getKey().substring(dot + 1), e.getValue());
            }
        }
        records.values().forEach(record -> one(record, out));
    }

    private static void one(Map<String, String> record, Consumer out) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, String> e : record.entrySet()) {
            if (e.getKey().startsWith("attributes.") && e.getKey().endsWith(".key")) {
                String base = e.getKey().substring(0, e.getKey().length() - 3);
                String value = record.get(base + "value.stringValue");
                attributes.put(e.getValue(), value == null ? record.getOrDefault(base + "value.intValue", "") : value);
            }
        }
        Map<String, String> named = new HashMap<>();
        named.put("level", record.getOrDefault("severityText", ""));
        String time = record.get("timeUnixNano");
        if (time != null && time.length() > 9) {
            named.put("time", time.substring(0, time.length() - 9) + "." + time.substring(time.length() - 9));
        }
        putIf(named, "logger", attributes.get("code.namespace"));
        putIf(named, "thread", attributes.get("thread.name"));
        String exception = attributes.get("exception.stacktrace");
        if (exception == null && attributes.containsKey("exception.type")) {
            exception = attributes.get("exception.type") + ": " + attributes.getOrDefault("exception.message", "");
        }
        out.record(record.getOrDefault("body.stringValue", ""), exception, Envelope.ofFields("", named));
    }

    private static void putIf(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
