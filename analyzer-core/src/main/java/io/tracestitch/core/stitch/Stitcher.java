package io.tracestitch.core.stitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.EventKind;
import io.tracestitch.core.incident.Stitch;
import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.record.Header;
import io.tracestitch.core.record.JsonKeys;
import io.tracestitch.core.record.LineHeader;
import io.tracestitch.core.record.RecordReader;
import io.tracestitch.core.record.RecordStarts;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, for one source, which tasks wrote which lines, and tells the story of a task when its failure is reported. What it is told of
 * each line costs no object once the task's name is known. Not thread-safe.
 */
public final class Stitcher implements RecordStarts {

    /** Lines of a story whose text goes with the event: the last ones. */
    public static final int MAX_STORY = 20;
    /** Line numbers that go with the event: the last ones. */
    public static final int MAX_LINES = 200;
    /** Characters of a line in a story. */
    public static final int MAX_TEXT = 300;
    private static final int MAX_SIBLINGS = 8;
    private static final int MAX_ELSEWHERE = 8;
    private static final int MAX_IDS = 8;
    /** A task's name stands in the first bytes of a line, or it is part of the message. */
    private static final int MAX_HEADER = 160;
    /** To look at a line that was taken apart before costs so much less than to take one apart. */
    private static final int LOOKS_PER_PARSED_LINE = 4;
    private static final double IN_TEXT = 0.92;
    static final int MAX_OPENINGS = 1024;
    /** Lines that were taken apart and are kept so: the failures of a burst look at the same ones. */
    private static final int MAX_PARSED = 1 << 13;
    /** So many are kept whatever it costs. */
    private static final int MIN_PARSED = 16;
    /** About what one takes, in bytes. */
    private static final int PARTS = 1024;
    /**
     * Lines that may be taken apart for the stories, for each line that comes in: however many failures a log holds, reading it stays
     * linear.
     */
    private static final double PARSED_PER_LINE = 0.03;
    private static final long FIRST_BUDGET = 20_000;
    private static final long KEPT_FOR_STORIES = 10_000;

    private final Function<byte[], @Nullable LineHeader> headers;
    private final ZoneId zone;
    final TaskTable tasks;
    final Instances instances = new Instances();
    final RecentLines recent;
    final SpawnSites sites = new SpawnSites();
    final Failures failures;
    private final MemoryBudget.Share memory;
    private final Map<Long, LineParts> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LineParts> eldest) {
            return size() > MAX_PARSED || size() > MIN_PARSED && !memory.borrow(PARTS);
        }
    };
    /** The shape of the first line of each run of a process, and the newest run that has one. */
    final Map<Integer, Long> openings = new HashMap<>();
    int opened;
    /** Number of the newest line; numbers may begin with 0, and jump. */
    long newest = -1;
    /** Lines that were noted so far. */
    long noted;
    double budget = FIRST_BUDGET;
    final Rhythms rhythms = new Rhythms(this);

    /**
     * @param headers takes a line of the source with a header apart; null where it cannot
     * @param zone zone of timestamps that name none
     * @param memory what it may grow by
     */
    public Stitcher(Function<byte[], @Nullable LineHeader> headers, ZoneId zone, MemoryBudget.Share memory) {
        this.headers = headers;
        this.zone = zone;
        this.memory = memory;
        this.tasks = new TaskTable(TaskTable.MAX_TASKS, memory);
        this.recent = new RecentLines(RecentLines.MAX_BYTES, memory);
        this.failures = new Failures(memory);
    }

    /**
     * Where standstills go that plain lines tell.
     *
     * @param source name of the source
     */
    public void tellStalls(String source, Consumer<Event> sink) {
        rhythms.tellTo(source, sink);
    }

    /** A standstill of the source that was concluded from its events. */
    public void know(Event stall) {
        rhythms.know(stall);
    }

    /** The input ended or pauses: what its newest lines tell is judged now. The lines that were taken apart are given up. */
    public void settle() {
        rhythms.settle();
        memory.give((long) Math.max(0, parsed.size() - MIN_PARSED) * PARTS);
        parsed.clear();
    }

    @Override
    public void headed(long number, byte[] b, int start, int end, Header header, @Nullable Envelope envelope) {
        if (number <= newest) {
            return;
        }
        int instance = envelope == null ? instances.of(null, b, header.processStart(), header.processLength())
                : header.processLength() > 0 ? instances.of(envelope.writer(), b, header.processStart(), header.processLength())
                : instances.of(envelope);
        note(number, b, header.taskStart(), header.taskLength(), instance);
        keep(number, b, start, end, RecentLines.Form.HEADED, instance);
    }

    @Override
    public void object(long number, byte[] b, int start, int end, JsonKeys keys) {
        if (number <= newest) {
            return;
        }
        int instance = instances.of(b, keys);
        note(number, b, keys.taskStart(), keys.taskLength(), instance);
        if (keys.taskIdLength() > 0) {
            identified(number, b, keys.taskIdStart(), keys.taskIdLength(), instance);
        }
        keep(number, b, start, end, RecentLines.Form.OBJECT, instance);
    }

    @Override
    public void structured(long number, String message, Envelope envelope) {
        if (number <= newest) {
            return;
        }
        int instance = instances.of(envelope);
        byte[] name = envelope.task() == null ? new byte[0] : envelope.task().getBytes(StandardCharsets.UTF_8);
        note(number, name, 0, name.length, instance);
        if (envelope.context().taskId() != null) {
            byte[] id = bytes(envelope.context().taskId());
            identified(number, id, 0, id.length, instance);
        }
        byte[] parts = LineParts.join(message, envelope);
        keep(number, parts, 0, parts.length, RecentLines.Form.PARTS, instance);
        sites.learn(message);
    }

    @Override
    public void release() {
        recent.settle();
    }

    private void keep(long number, byte[] b, int start, int end, RecentLines.Form form, int instance) {
        recent.add(number, b, start, end, form, instance);
        if (instance > opened) {
            opened = instance;
            LineParts first = parts(recent.count() - 1);
            if (first != null && openings.size() < MAX_OPENINGS) {
                openings.put(instance, first.words().shape());
            }
        }
        rhythms.line();
    }

    private void note(long number, byte[] b, int from, int length, int instance) {
        budget += PARSED_PER_LINE;
        newest = number;
        noted++;
        if (length > 0 && !isNone(b, from, length)) {
            tasks.add(instance, b, from, length, number);
        }
    }

    /** Notes the line under an id that the task shares with no other, as the companion gives it. */
    private void identified(long number, byte[] b, int from, int length, int instance) {
        tasks.add(-instance, b, from, length, number);
    }

    /** What {@code logging} prints where no task runs. */
    private static boolean isNone(byte[] b, int from, int length) {
        return length == 4 && b[from] == 'N' && b[from + 1] == 'o' && b[from + 2] == 'n' && b[from + 3] == 'e'
                || length == 1 && b[from] == '-';
    }

    /**
     * The event with the story of its task, if it is about a task that was lost, and anything is known.
     *
     * @param taskId the lost task's id, where the companion gave it; or null
     */
    public Event stitch(Event event, @Nullable String taskId) {
        int index = recent.indexOf(event.firstLine());
        int instance = index < 0 ? instances.last() : recent.instance(index);
        boolean lost = isLost(event);
        if (event.recordTask() != null && "asyncio".equals(event.logger())) {
            // asyncio's report carries the name of whichever task ran when the garbage collector came
            tasks.remove(instance, bytes(event.recordTask()), event.firstLine());
        }
        Failures.Failure failure = Failures.of(event, instance, lost);
        Event out = lost ? event.withStitch(story(event, instance, taskId, failure)) : event;
        sites.learn(event);
        if (failure != null) {
            failures.add(failure);
        }
        return out;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLost(Event event) {
        return event.task() != null && (event.kind() == EventKind.TASK_EXCEPTION_NEVER_RETRIEVED
                || event.kind() == EventKind.TASK_DESTROYED_PENDING);
    }

    private @Nullable Stitch story(Event event, int instance, @Nullable String taskId, Failures.@Nullable Failure failure) {
        Link link = link(event, instance, taskId);
        Stitch.Creation created = sites.of(event);
        List<Failures.Failure> same = failure == null ? List.of() : failures.same(failure);
        List<Long> elsewhere = new ArrayList<>();
        String parent = null;
        List<String> evidence = new ArrayList<>(link.evidence());
        for (Failures.Failure f : same) {
            boolean byParent = failure != null && f.lost() && f.task() != null && !f.task().equals(failure.task());
            if (byParent && f.depth() > failure.depth()) {
                parent = f.task();
            }
            if (elsewhere.size() < MAX_ELSEWHERE) {
                elsewhere.add(f.line());
            }
        }
        if (!elsewhere.isEmpty()) {
            evidence.add("the same exception was reported before");
        }
        List<String> siblings = failure == null ? List.of() : failures.neighbours(failure, MAX_SIBLINGS);
        if (link.lines().length == 0 && created == null && elsewhere.isEmpty()) {
            return null;
        }
        return new Stitch(round(link.confidence()), lines(link), link.earlier() + Math.max(0, link.lines().length - MAX_LINES),
                texts(link), ids(link), created, parent, siblings, elsewhere, late(event, link),
                instances.count() > 1 ? instance : 0, List.copyOf(evidence));
    }

    private static double round(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }

    private Link link(Event event, int instance, @Nullable String taskId) {
        TaskTable.Lines identified = taskId == null ? null : tasks.find(-instance, bytes(taskId));
        if (identified != null) {
            long[] lines = identified.before(event.firstLine()).numbers();
            return new Link(lines, parts(lines), identified.earlier(), 1, List.of("task id in the record"));
        }
        String name = event.task() == null ? null : event.task().name();
        TaskTable.Lines named = name == null ? null : tasks.find(instance, bytes(name));
        List<Words.Id> clues = Clues.of(event);
        if (name != null && named != null) {
            long[] lines = named.before(event.firstLine()).numbers();
            List<LineParts> parts = parts(lines);
            if (named.earlier() > 0 && !Clues.isDefault(name) && budget > recent.count()) {
                budget -= recent.count() / LOOKS_PER_PARSED_LINE;
                parts = before(event.firstLine(), instance).stream().filter(line -> name.equals(line.header().task())).toList();
                lines = merged(lines, parts);
            }
            return NamedLines.link(lines, parts, named.earlier(), clues, Clues.isDefault(name), restarts(event.firstLine(), instance));
        }
        List<LineParts> naming = name == null || budget < recent.count() ? List.of() : naming(name, event.firstLine(), instance);
        if (!naming.isEmpty()) {
            Link link = NamedLines.link(NamedLines.numbers(naming), naming, 0, clues, Clues.isDefault(name),
                    restarts(event.firstLine(), instance));
            return new Link(link.lines(), link.parts(), link.earlier(), link.confidence() * IN_TEXT, List.of("the task's name in the lines"));
        }
        // where records name tasks, a task without a line wrote none
        return tasks.names(instance) || clues.isEmpty() ? Link.NONE
                : new UnnamedLines(before(event.firstLine(), instance)).link(clues);
    }

    /** What tells of restarts before a line; looked at only if a name came again. */
    private NamedLines.Restarts restarts(long limit, int instance) {
        long opening = openings.getOrDefault(instance, 0L);
        return new NamedLines.Restarts() {
            private @Nullable RestartSigns signs;

            @Override
            public boolean between(long earlier, long later) {
                RestartSigns known = signs;
                if (known == null && budget < recent.count()) {
                    return false;
                }
                if (known == null) {
                    budget -= recent.count() / LOOKS_PER_PARSED_LINE;
                    known = new RestartSigns(before(limit, instance), opening);
                    signs = known;
                }
                return known.between(earlier, later);
            }
        };
    }

    /** The lines that begin with the task's name somewhere in what may be their header, whose fields nobody knows by their roles. */
    private List<LineParts> naming(String name, long limit, int instance) {
        budget -= recent.count() / LOOKS_PER_PARSED_LINE;
        List<LineParts> out = new ArrayList<>();
        byte[] wanted = bytes(name);
        for (int i = 0; i < recent.count() && recent.number(i) < limit; i++) {
            if (recent.instance(i) == instance && recent.holds(i, wanted, MAX_HEADER)) {
                LineParts parts = parts(i);
                if (parts != null) {
                    out.add(parts);
                }
            }
        }
        return out;
    }

    /** The numbers, and those of the lines that were written before them. */
    private static long[] merged(long[] lines, List<LineParts> parts) {
        long first = lines.length == 0 ? Long.MAX_VALUE : lines[0];
        return LongStream.concat(parts.stream().mapToLong(LineParts::number).filter(n -> n < first), LongStream.of(lines)).toArray();
    }

    /** The lines of these numbers whose text is still there. */
    private List<LineParts> parts(long[] lines) {
        List<LineParts> out = new ArrayList<>(lines.length);
        for (long line : lines) {
            int index = recent.indexOf(line);
            LineParts parts = index < 0 ? null : parts(index);
            if (parts != null) {
                out.add(parts);
            }
        }
        return out;
    }

    /** The lines of one process before a line. */
    private List<LineParts> before(long limit, int instance) {
        List<LineParts> out = new ArrayList<>();
        for (int i = 0; i < recent.count() && recent.number(i) < limit; i++) {
            if (recent.instance(i) == instance) {
                LineParts parts = parts(i);
                if (parts != null) {
                    out.add(parts);
                }
            }
        }
        return out;
    }

    /**
     * The newest lines, in their order; none where taking them apart would leave too little for stories.
     *
     * @param most among so many of the newest
     * @param wanted by their index in {@link #recent}
     */
    List<LineParts> newest(int most, IntPredicate wanted) {
        int[] indexes = IntStream.range(Math.max(0, recent.count() - most), recent.count()).filter(wanted).toArray();
        int cost = 0;
        for (int i : indexes) {
            cost += parsed.containsKey(recent.number(i)) ? 0 : 1;
        }
        List<LineParts> out = new ArrayList<>();
        if (cost > budget - KEPT_FOR_STORIES) {
            return out;
        }
        for (int i : indexes) {
            LineParts parts = parts(i);
            if (parts != null) {
                out.add(parts);
            }
        }
        return out;
    }

    private @Nullable LineParts parts(int index) {
        long number = recent.number(index);
        LineParts known = parsed.get(number);
        if (known != null || budget < 1) {
            return known;
        }
        budget--;
        byte[] text = recent.text(index);
        LineHeader header = switch (recent.form(index)) {
            case HEADED -> headers.apply(text);
            case OBJECT -> RecordReader.object(text);
            case PARTS -> LineParts.split(text);
        };
        if (header == null) {
            return null;
        }
        LineParts parts = LineParts.of(number, recent.instance(index), header, zone);
        parsed.put(number, parts);
        return parts;
    }

    private static List<Long> lines(Link link) {
        List<Long> out = new ArrayList<>();
        long[] lines = link.lines();
        for (int i = Math.max(0, lines.length - MAX_LINES); i < lines.length; i++) {
            out.add(lines[i]);
        }
        return List.copyOf(out);
    }

    private static List<Stitch.Line> texts(Link link) {
        List<Stitch.Line> out = new ArrayList<>();
        List<LineParts> parts = link.parts();
        for (LineParts line : parts.subList(Math.max(0, parts.size() - MAX_STORY), parts.size())) {
            String text = line.header().message().strip();
            out.add(new Stitch.Line(line.number(), line.time(), line.header().level(),
                    text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text));
        }
        return List.copyOf(out);
    }

    /** Request and trace ids in the lines, with their keys. */
    private static List<String> ids(Link link) {
        Set<String> out = new LinkedHashSet<>();
        for (LineParts line : link.parts()) {
            for (Words.Id id : line.words().ids()) {
                boolean named = id.key().endsWith("id") || id.key().contains("request") || id.key().contains("trace")
                        || id.key().contains("correlation");
                if (named && !id.measure() && out.size() < MAX_IDS) {
                    out.add(id.key() + "=" + id.value());
                }
            }
        }
        return List.copyOf(out);
    }

    /** Writes what is known, for another process to go on with the source; all but {@link #saveTold}. */
    public void save(StateOutput out) throws IOException {
        StitcherState.write(this, out);
    }

    /**
     * Reads what {@link #save} wrote. Only before the first line.
     *
     * @throws IOException if that is something else; this stitcher is of no use then
     */
    public void restore(StateInput in) throws IOException {
        StitcherState.read(this, in);
    }

    /** Whether a standstill was told since the last {@link #saveTold}. */
    public boolean hasUnsavedTold() {
        return rhythms.isUnsaved();
    }

    /** Writes which standstills were told, so that nobody tells them again. */
    public void saveTold(StateOutput out) throws IOException {
        rhythms.save(out);
    }

    /**
     * Reads what {@link #saveTold} wrote.
     *
     * @throws IOException if that is something else
     */
    public void restoreTold(StateInput in) throws IOException {
        rhythms.restore(in);
    }

    private static @Nullable Double late(Event event, Link link) {
        if (event.timestamp() == null || link.parts().isEmpty()) {
            return null;
        }
        Instant last = link.parts().getLast().time();
        if (last == null || last.isAfter(event.timestamp())) {
            return null;
        }
        return Duration.between(last, event.timestamp()).toMillis() / 1000.0;
    }
}
