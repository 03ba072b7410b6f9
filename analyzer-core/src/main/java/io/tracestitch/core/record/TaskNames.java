package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** Names of tasks that asyncio itself printed: {@code future: <Task finished name='worker' coro=...>}. Bounded; not thread-safe. */
final class TaskNames {

    private static final int MAX_NAMES = 512;
    private static final String[] BEGINNINGS = {"future: <Task", "task: <Task"};
    /** Between the beginning and the name stand the state and little else. */
    private static final int MAX_BEFORE = 60;

    private final Set<String> names = new HashSet<>();
    private final Deque<String> order = new ArrayDeque<>();

    /** The name in a line of asyncio's about a task, if it is new; else null. */
    @Nullable String see(byte[] b, int start, int end) {
        if (start < end && (b[start] == 'f' || b[start] == 't')) {
            for (String beginning : BEGINNINGS) {
                if (standsAt(beginning, b, start, end)) {
                    return name(b, start + beginning.length(), end);
                }
            }
        }
        return null;
    }

    private @Nullable String name(byte[] b, int from, int end) {
        int limit = Math.min(end, from + MAX_BEFORE);
        for (int i = from; i < limit; i++) {
            if (standsAt(" name=", b, i, end) && i + 7 < end && (b[i + 6] == '\'' || b[i + 6] == '"')) {
                int stop = i + 7;
                while (stop < end && stop - i < HeaderFormat.MAX_WORD && b[stop] != b[i + 6]) {
                    stop++;
                }
                String name = new String(b, i + 7, stop - i - 7, StandardCharsets.UTF_8);
                return add(name) ? name : null;
            }
        }
        return null;
    }

    private boolean add(String name) {
        if (!names.add(name)) {
            return false;
        }
        order.addLast(name);
        if (order.size() > MAX_NAMES) {
            names.remove(order.removeFirst());
        }
        return true;
    }

    boolean contains(byte[] b, int from, int to) {
        return !names.isEmpty() && names.contains(new String(b, from, to - from, StandardCharsets.UTF_8));
    }

    void save(StateOutput out) throws IOException {
        out.number(order.size());
        for (String name : order) {
            out.text(name);
        }
    }

    void restore(StateInput in) throws IOException {
        int count = in.count(MAX_NAMES);
        for (int i = 0; i < count; i++) {
            add(in.text());
        }
    }

    private static boolean standsAt(String text, byte[] b, int at, int end) {
        if (end - at < text.length()) {
            return false;
        }
        for (int k = 0; k < text.length(); k++) {
            if (b[at + k] != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
