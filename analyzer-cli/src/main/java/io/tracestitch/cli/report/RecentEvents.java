package io.tracestitch.cli.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tracestitch.core.incident.Event;

/** Which incidents the events of the last while belong to. Bounded; one thread at a time. */
final class RecentEvents {

    private static final int MOST = 4096;

    private record Line(String source, long number) {
    }

    private record Task(String source, String name) {
    }

    private static final class Recent<K> extends LinkedHashMap<K, String> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, String> eldest) {
            return size() > MOST;
        }
    }

    private final Recent<Line> lines = new Recent<>();
    private final Recent<Task> tasks = new Recent<>();

    void add(Event event) {
        lines.put(new Line(event.source(), event.firstLine()), event.fingerprint());
        if (event.task() != null && event.task().name() != null) {
            tasks.put(new Task(event.source(), event.task().name()), event.fingerprint());
        }
    }

    /** Fingerprints of the events that begin with these lines. */
    Map<Long, String> ofLines(String source, Collection<Long> numbers) {
        Map<Long, String> out = new HashMap<>();
        for (Long number : numbers) {
            String fingerprint = lines.get(new Line(source, number));
            if (fingerprint != null) {
                out.put(number, fingerprint);
            }
        }
        return out;
    }

    /** Fingerprints of the last events about tasks of these names. */
    Map<String, String> ofTasks(String source, Collection<String> names) {
        Map<String, String> out = new HashMap<>();
        for (String name : names) {
            String fingerprint = tasks.get(new Task(source, name));
            if (fingerprint != null) {
                out.put(name, fingerprint);
            }
        }
        return out;
    }
}
