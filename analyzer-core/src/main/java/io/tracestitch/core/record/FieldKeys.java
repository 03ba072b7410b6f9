package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import io.tracestitch.core.record.Header.Role;
import org.jspecify.annotations.Nullable;

/** What fields are called in format strings, before an equals sign, and at the end of lines. */
final class FieldKeys {

    /** Without signs and in small letters: {@code taskName}, {@code task_name} and {@code task-name} are one key. */
    private static final Map<String, Role> ROLES = Map.ofEntries(
            Map.entry("task", Role.TASK), Map.entry("taskname", Role.TASK), Map.entry("asynciotask", Role.TASK),
            Map.entry("aiotask", Role.TASK),
            Map.entry("logger", Role.LOGGER), Map.entry("loggername", Role.LOGGER), Map.entry("name", Role.LOGGER),
            Map.entry("pid", Role.PROCESS), Map.entry("process", Role.PROCESS), Map.entry("processid", Role.PROCESS),
            Map.entry("processname", Role.PROCESS),
            Map.entry("thread", Role.THREAD), Map.entry("threadname", Role.THREAD), Map.entry("tid", Role.THREAD),
            Map.entry("threadid", Role.THREAD),
            Map.entry("requestid", Role.REQUEST), Map.entry("reqid", Role.REQUEST), Map.entry("xrequestid", Role.REQUEST),
            Map.entry("correlationid", Role.REQUEST), Map.entry("xcorrelationid", Role.REQUEST), Map.entry("cid", Role.REQUEST),
            Map.entry("traceid", Role.REQUEST), Map.entry("oteltraceid", Role.REQUEST), Map.entry("ddtraceid", Role.REQUEST));
    /** The longest key. */
    static final int MAX_KEY = 24;

    private FieldKeys() {
    }

    /** What a field of that name tells, or null. */
    static @Nullable Role roleOf(String key) {
        return ROLES.get(key.replaceAll("[_.-]", "").toLowerCase(Locale.ROOT));
    }

    /** What a pair that begins at {@code from} tells, or null if none does or its key is not known. */
    static @Nullable Role roleAt(byte[] b, int from, int end) {
        int equals = equalsAt(b, from, end);
        return equals < 0 ? null : roleOf(new String(b, from, equals - from, StandardCharsets.ISO_8859_1));
    }

    /** Offset of the equals sign behind the key at {@code from}, or -1. */
    static int equalsAt(byte[] b, int from, int end) {
        int stop = Math.min(end, from + MAX_KEY + 1);
        for (int i = from; i < stop; i++) {
            byte c = b[i];
            if (c == '=') {
                return i > from ? i : -1;
            }
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == '.')) {
                return -1;
            }
        }
        return -1;
    }
}
