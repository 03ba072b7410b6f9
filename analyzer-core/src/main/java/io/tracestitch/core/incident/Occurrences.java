package io.tracestitch.core.incident;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Tells which reports are of the same occurrence. A failure is often reported several times: by the application's logger, by the
 * server's, by asyncio, as JSON and as plain text, wrapped in a group and bare. Reports of the same exception (type, message and
 * frames with their lines) share an occurrence if they stand close together in one source, come from one process, and differ in
 * logger, kind or format; the same reporter saying the same thing twice has seen it happen twice.
 *
 * <p>An occurrence is named by its first report: {@code source:first line}. Memory is bounded for each source and over all
 * sources. Not safe for use by several threads.
 */
public final class Occurrences {
    /** Events of one source within which reports are brought together; a power of two. */
    public static final int WINDOW_EVENTS = 64;
    /** Lines within which reports are brought together, from first line to first line. */
    public static final long WINDOW_LINES = 2_000;
    /** Time within which reports are brought together, where both have a timestamp. */
    public static final Duration WINDOW_TIME = Duration.ofSeconds(5);
    /** Sources that are remembered; those that have been silent for longest are forgotten first. */
    public static final int MAX_SOURCES = 1_000;

    private final Map<String, Window> windows = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /**
     * The event with the id of its occurrence. Events of one source have to come in the order in which they end.
     *
     * @param position which line of its source the event's first line is: tells how far reports are apart
     */
    public Event assign(Event event, long position) {
        Window window = windows.get(event.source());
        if (window == null) {
            window = new Window();
            windows.put(event.source(), window);
        }
        return event.withOccurrence(window.assign(event, position));
    }

    /** Forgets a source that has come to its end. */
    public void forget(String source) {
        windows.remove(source);
    }

    /** The last reports of one source, in a ring. */
    private static final class Window {
        private final @Nullable Report[] reports = new Report[WINDOW_EVENTS];
        /** The reports' leaves once more, side by side: most reports differ in them, and need not be looked at. */
        private final long[] leaves = new long[WINDOW_EVENTS];
        private int next;

        String assign(Event event, long position) {
            Sameness identity = Sameness.of(event);
            Report best = null;
            boolean bestByTask = false;
            for (int i = 1; i <= WINDOW_EVENTS; i++) {
                int at = next - i & WINDOW_EVENTS - 1;
                Report r = leaves[at] == identity.leaves() ? reports[at] : null;
                if (r != null && r.isFirst() && r.identity.matches(identity) && r.isNear(event, position) && !reported(r, event)) {
                    boolean byTask = r.names(event);
                    if (best == null || byTask || !bestByTask) {
                        best = r;
                        bestByTask |= byTask;
                    }
                    if (byTask) {
                        break;
                    }
                }
            }
            String id = best == null ? event.source() + ':' + event.firstLine() : best.occurrence;
            reports[next] = new Report(event, position, identity, id, best);
            leaves[next] = identity.leaves();
            next = next + 1 & WINDOW_EVENTS - 1;
            return id;
        }

        /** Whether the event's reporter has reported this occurrence already. */
        private boolean reported(Report first, Event event) {
            int reporter = Report.reporter(event);
            for (Report r : reports) {
                if (r != null && r.first() == first && r.reporter == reporter) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Report {
        private final Sameness identity;
        private final String occurrence;
        private final @Nullable Report first;
        private final int reporter;
        private final long position;
        private final long millis;
        private final boolean timed;
        private final @Nullable String process;
        private final @Nullable String failedTask;
        private final @Nullable String anyTask;

        Report(Event event, long position, Sameness identity, String occurrence, @Nullable Report first) {
            this.identity = identity;
            this.occurrence = occurrence;
            this.first = first;
            this.reporter = reporter(event);
            this.position = position;
            this.timed = event.timestamp() != null;
            this.millis = millis(event);
            this.process = event.process();
            this.failedTask = event.task() == null ? null : event.task().name();
            this.anyTask = failedTask != null ? failedTask : event.recordTask();
        }

        boolean isFirst() {
            return first == null;
        }

        Report first() {
            return first == null ? this : first;
        }

        boolean isNear(Event event, long there) {
            boolean lines = Math.abs(there - position) <= WINDOW_LINES;
            boolean time = !timed || event.timestamp() == null || Math.abs(millis(event) - millis) <= WINDOW_TIME.toMillis();
            boolean sameProcess = process == null || event.process() == null || process.equals(event.process());
            String task = event.task() == null ? null : event.task().name();
            boolean sameTask = task == null || failedTask == null || task.equals(failedTask);
            return lines && time && sameProcess && sameTask;
        }

        /** Whether both reports name the same task: the one that failed, or that ran when the application wrote its record. */
        boolean names(Event event) {
            String task = event.task() != null && event.task().name() != null ? event.task().name() : event.recordTask();
            return task != null && task.equals(anyTask);
        }

        /** Who reports, and in which form. */
        static int reporter(Event e) {
            int h = e.kind().ordinal() * 31 + (e.logger() == null ? 0 : e.logger().hashCode());
            h = h * 31 + (e.level() == null ? 0 : 1) + (e.thread() == null ? 0 : 2) + (e.process() == null ? 0 : 4);
            return h * 31 + shape(e.timestampText());
        }

        private static int shape(@Nullable String timestamp) {
            int h = 0;
            for (int i = 0; timestamp != null && i < Math.min(timestamp.length(), 40); i++) {
                char c = timestamp.charAt(i);
                h = h * 31 + (Chars.isDigit(c) ? '0' : c);
            }
            return h;
        }

        private static long millis(Event e) {
            if (e.timestamp() == null) {
                return 0;
            }
            long seconds = Math.clamp(e.timestamp().getEpochSecond(), -1L << 50, 1L << 50);
            return seconds * 1_000 + e.timestamp().getNano() / 1_000_000;
        }
    }
}
