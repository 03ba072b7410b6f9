package io.tracestitch.core.record;

import io.tracestitch.core.record.Header.Role;
import org.jspecify.annotations.Nullable;

/**
 * Fields that stand behind the message: {@code  task=worker}, or {@code  [app.db] task=worker order=7} as structlog prints them for
 * people. Read from the line's end, without allocation.
 */
final class Trailer {

    /** What a field at the end may be called, and what it is. */
    private enum Key {
        TASK("task=", Role.TASK), TASK_NAME("taskName=", Role.TASK), TASK_SNAKE("task_name=", Role.TASK),
        ASYNCIO("asyncio_task=", Role.TASK), REQUEST("request_id=", Role.REQUEST), REQ("req_id=", Role.REQUEST),
        CORRELATION("correlation_id=", Role.REQUEST), TRACE("trace_id=", Role.REQUEST), PROCESS("pid=", Role.PROCESS);

        private static final Key[] ALL = values();
        private final String text;
        private final Role role;

        Key(String text, Role role) {
            this.text = text;
            this.role = role;
        }

        static @Nullable Key at(byte[] b, int from, int end) {
            for (Key key : ALL) {
                if (key.standsAt(b, from, end)) {
                    return key;
                }
            }
            return null;
        }

        private boolean standsAt(byte[] b, int from, int end) {
            if (end - from < text.length()) {
                return false;
            }
            for (int k = 0; k < text.length(); k++) {
                if (b[from + k] != text.charAt(k)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Nothing is looked for further before the line's end. */
    private static final int MAX_LENGTH = 400;

    private Trailer() {
    }

    /** Whether a task or a request stands at the end of the text. */
    static boolean isThere(byte[] b, int start, int end, Header out) {
        out.clear();
        out.taskStart = -1;
        out.requestStart = -1;
        read(b, start, end, out);
        return out.taskStart >= 0 || out.requestStart >= 0;
    }

    /** Puts what stands at the end of the text between the offsets into {@code out}; what the header told already stays. */
    static void read(byte[] b, int start, int end, Header out) {
        int to = end;
        while (to > start && (b[to - 1] == ' ' || b[to - 1] == '\r')) {
            to--;
        }
        int limit = Math.max(start, to - MAX_LENGTH);
        for (int i = to - 1; i > limit; i--) {
            if (b[i - 1] != ' ') {
                continue;
            }
            if (b[i] == '[' && logger(b, i, to, out)) {
                return;
            }
            int equals = FieldKeys.equalsAt(b, i, to);
            if (equals < 0) {
                if (b[i] != ' ' && !blankValue(b, limit, i)) {
                    return;
                }
                continue;
            }
            Key key = Key.at(b, i, to);
            if (key != null) {
                field(key.role, b, equals + 1, to, out);
            }
            to = i - 1;
        }
    }

    /** Whether the word at {@code at} goes on with the value of a known key: names of tasks may have blanks. */
    private static boolean blankValue(byte[] b, int limit, int at) {
        for (int i = at - 1; i > limit; i--) {
            if (b[i - 1] == ' ') {
                if (Key.at(b, i, at) != null) {
                    return true;
                }
                if (b[i] == ' ' || FieldKeys.equalsAt(b, i, at) >= 0) {
                    return false;
                }
            }
        }
        return false;
    }

    private static void field(Role role, byte[] b, int from, int to, Header out) {
        boolean told = switch (role) {
            case TASK -> out.taskLength > 0;
            case REQUEST -> out.requestLength > 0;
            default -> out.processLength > 0;
        };
        if (!told) {
            out.field(FieldTrace.MAX_FIELDS, role, b, from, to);
        }
    }

    /** {@code [app.db]} right before the other fields. */
    private static boolean logger(byte[] b, int open, int to, Header out) {
        int stop = open + 1;
        while (stop < to && b[stop] != ']' && b[stop] != ' ') {
            stop++;
        }
        boolean found = stop == to - 1 && b[stop] == ']' && HeaderFormat.isDotted(b, open + 1, stop);
        if (found && out.loggerLength == 0) {
            out.field(FieldTrace.MAX_FIELDS, Role.LOGGER, b, open + 1, stop);
        }
        return found;
    }
}
