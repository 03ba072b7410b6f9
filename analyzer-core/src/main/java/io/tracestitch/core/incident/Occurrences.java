package io.tracestitch.core.incident;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Tells which reports of one source are of the same occurrence. A failure is often reported several times: by the application's logger,
 * by the server's, by asyncio, as JSON and as plain text, wrapped in a group and bare. Reports of the same exception (type, message and
 * frames with their lines) share an occurrence if they stand close together, come from one process, and differ in logger, kind or format;
 * the same reporter saying the same thing twice has seen it happen twice.
 *
 * <p>An occurrence is named by its first report: {@code source:first line}. Bounded; not safe for use by several threads.
 */
public final class Occurrences {
    /** Events within which reports are brought together; a power of two. */
    public static final int WINDOW_EVENTS = 64;
    /** Lines within which reports are brought together, from first line to first line. */
    public static final long WINDOW_LINES = 2_000;
    /** Time within which reports are brought together, where both have a timestamp. */
    public static final Duration WINDOW_TIME = Duration.ofSeconds(5);
    /** A report so many lines ago is not saved: what comes next began later. */
    private static final long SAVED_LINES = 2 * WINDOW_LINES;
    private static final int FIRST_REPORTS = 4;

    /** The last reports, in a ring that grows to its size. */
    private @Nullable Report[] reports = new Report[0];
    /** The reports' leaves once more, side by side: most reports differ in them, and need not be looked at. */
    private long[] leaves = new long[0];
    private int next;
    /** Position of the newest first line; far before all lines if there is none. */
    private long newest = -SAVED_LINES;

    /**
     * The event with the ids of its occurrence and of the incident that counts it, which is the one of the occurrence's first report. Events
     * have to come in the order in which they end.
     *
     * @param position which line of its source the event's first line is: tells how far reports are apart
     */
    public Event assign(Event event, long position) {
        Sameness identity = Sameness.of(event);
        Report best = null;
        boolean bestByTask = false;
        int size = reports.length;
        for (int i = 1; i <= size; i++) {
            int at = next - i & size - 1;
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
        Report report = Report.of(event, position, identity, id, best);
        add(report);
        newest = Math.max(newest, position);
        return event.withOccurrence(id).withIncident(report.incident);
    }

    private void add(Report report) {
        int size = reports.length;
        if (size < WINDOW_EVENTS && (size == 0 || reports[next] != null)) {
            // nothing has been overwritten yet, so the oldest stands first
            reports = Arrays.copyOf(reports, Math.max(FIRST_REPORTS, size * 2));
            leaves = Arrays.copyOf(leaves, reports.length);
            next = size;
        }
        reports[next] = report;
        leaves[next] = report.identity.leaves();
        next = next + 1 & reports.length - 1;
    }

    /** Whether the event's reporter has reported this occurrence already. */
    private boolean reported(Report first, Event event) {
        int reporter = Report.reporter(event);
        for (Report r : reports) {
            if (r != null && r.opening() == first && r.reporter == reporter) {
                return true;
            }
        }
        return false;
    }

    /** Whether it matters, for the line at that position, how far it is from the last report. */
    public boolean reachTo(long position) {
        return position - newest <= SAVED_LINES;
    }

    /**
     * Writes what is known.
     *
     * @param position the newest line of the source
     */
    public void save(long position, StateOutput out) throws IOException {
        List<Report> kept = new ArrayList<>();
        for (int i = reports.length; i > 0; i--) {
            Report r = reports[next - i & reports.length - 1];
            if (r != null && position - r.position <= SAVED_LINES) {
                kept.add(r);
            }
        }
        out.number(kept.size());
        for (Report r : kept) {
            r.identity.save(out);
            out.text(r.occurrence);
            out.text(r.incident);
            out.number(r.isFirst() ? 0 : 2 + indexOf(kept, r.first()));
            out.writeInt(r.reporter);
            out.number(r.position);
            out.writeBoolean(r.timed);
            out.number(r.millis);
            out.text(r.process);
            out.text(r.failedTask);
            out.text(r.anyTask);
        }
    }

    /** Reports may be equal and yet two. */
    private static int indexOf(List<Report> all, @Nullable Report wanted) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException if that is something else
     */
    public static Occurrences restore(StateInput in) throws IOException {
        Occurrences out = new Occurrences();
        List<Report> read = new ArrayList<>();
        int count = in.count(WINDOW_EVENTS);
        for (int i = 0; i < count; i++) {
            Sameness identity = Sameness.restore(in);
            String occurrence = in.text();
            String incident = in.text();
            int first = in.number(WINDOW_EVENTS + 2) - 2;
            if (first >= read.size()) {
                throw new IOException("a report before the first one");
            }
            // the first one may be too far back to be kept: then it is none of those that are
            Report known = first >= 0 ? read.get(first) : first < -1 ? null : Report.GONE;
            Report r = new Report(identity, occurrence, incident, known, in.readInt(), in.number(), in.readBoolean(), in.number(),
                    in.textOrNull(), in.textOrNull(), in.textOrNull());
            read.add(r);
            out.add(r);
            out.newest = Math.max(out.newest, r.position);
        }
        return out;
    }

    /**
     * A report.
     *
     * @param incident fingerprint of the occurrence's first report
     * @param first the first report of the same occurrence; null if this one is it
     * @param reporter who reports, and in which form
     * @param millis when it was written, if {@code timed}
     */
    private record Report(Sameness identity, String occurrence, String incident, @Nullable Report first, int reporter, long position,
            boolean timed, long millis, @Nullable String process, @Nullable String failedTask, @Nullable String anyTask) {

        static final Report GONE = new Report(Sameness.NOTHING, "", "", null, 0, 0, false, 0, null, null, null);

        static Report of(Event event, long position, Sameness identity, String occurrence, @Nullable Report first) {
            String failed = event.task() == null ? null : event.task().name();
            String incident = first == null ? event.fingerprint() : first.incident;
            return new Report(identity, occurrence, incident, first, reporter(event), position, event.timestamp() != null, millis(event),
                    event.process(), failed, failed != null ? failed : event.recordTask());
        }

        boolean isFirst() {
            return first == null;
        }

        /** The first report of the occurrence: this one, or the one that it repeats. */
        Report opening() {
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
