package io.tracestitch.core.input;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Takes off, layer by layer, what transports wrapped around the lines of one source: Docker's and journald's JSON, CRI, JSON records,
 * colours, escaped line ends, prefixes on every line. Layers nest. Not thread-safe.
 */
public final class LineDecoder {

    /** What is known of records' headers. */
    public interface Headers {
        /** Whether a header begins at {@code start}. */
        Look at(byte[] b, int start, int end);

        /** A prefix on the lines has been found: what was learnt from lines with it is wrong. */
        void forget();
    }

    /** Which kind of header a text begins with. */
    public enum Look {
        /** None. */
        NONE,
        /** One that tells no level, such as a time alone. */
        PLAIN,
        /** One with a level. */
        LEVELLED,
        /** One that the user declared. */
        DECLARED
    }

    /** A line that waits. */
    record Early(byte[] bytes, @Nullable Envelope envelope, int depth, int line, long number) {
    }

    /** What comes out. */
    public interface Output {
        /** One line of text, without a line end. */
        void line(byte[] b, int start, int end, @Nullable Envelope envelope);

        /** One structured record. */
        void record(String message, @Nullable String exception, Envelope envelope);

        /** Parts of a line that a transport split were too long or too many: something is missing. */
        void cut();
    }

    /** Layers inside of each other beyond this are taken as text. */
    static final int MAX_NESTING = 6;
    /** Parts of one line that a transport split are joined up to this many bytes. */
    private static final int MAX_PARTIAL = 1 << 20;
    /** Writers whose parts are held at a time. */
    static final int MAX_PARTIAL_WRITERS = 64;
    /** Known prefixes are looked for in the first lines of a source, and again where a traceback shows up. */
    private static final int PREFIX_LINES = 200;
    /** So many first lines wait for a prefix, because a short log may begin with its failure. */
    static final int EARLY_LINES = 16;
    /** A prefix is no prefix before it was seen on so many lines. */
    private static final int MIN_REPEATED = 3;
    private static final JsonFields JSON = new JsonFields();
    /** What is read of a structured record beside its level, message and exception. */
    private static final List<String> RECORD_ROLES = List.of("time", "logger", "process", "thread", "task", "request", "host",
            "processStart", "taskId", "parentTask", "failedTaskId");
    /** How records say that no task was running, or no request was served. */
    private static final Set<String> NOBODY = Set.of("-", "None");
    /** The fields of Docker's json-file driver, and those that its options add. */
    private static final Set<String> DOCKER = Set.of("log", "stream", "time");
    private static final String DOCKER_ATTRIBUTES = "attrs.";
    private static final String START = "Traceback (most recent call last):";
    private static final byte[] TRACEBACK = START.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GROUP = "  + Exception Group Traceback (most recent call last):".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARGIN = "  |   File ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FRAME = "  File \"".getBytes(StandardCharsets.US_ASCII);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long ESCAPES = 0x1B * ONES;
    private static final long HIGHEST = 0x80 * ONES;

    final Map<String, StringBuilder> partial = new LinkedHashMap<>();
    final Set<String> layers = new LinkedHashSet<>();
    private final Headers headers;
    @Nullable List<LinePrefix.Known> candidates = LinePrefix.Known.all();
    @Nullable LinePrefix prefix;
    byte @Nullable [] held;
    int heldPrefix;
    @Nullable Envelope heldEnvelope;
    /** The first lines, until a prefix shows or there are enough; null from then on. */
    @Nullable List<Early> early = new ArrayList<>();
    /** Whether one of the first lines is that of a traceback with nothing before it. */
    boolean unprefixed;
    int lines;
    int heldLine;
    private int lag;
    long number;
    long heldNumber;

    /**
     * @param headers tells whether a header begins somewhere
     */
    public LineDecoder(Headers headers) {
        this.headers = headers;
    }

    /** For people: the layers seen, such as {@code docker json, json}. */
    public String describe() {
        return String.join(", ", layers);
    }

    /** Whether a prefix has been found on the lines. */
    public boolean hasPrefix() {
        return prefix != null;
    }

    /** The name of the prefix on the lines; empty if there is none. */
    public String prefix() {
        return prefix == null ? "" : prefix.name();
    }

    /** Whether lines are held back because the next ones tell what they are. */
    public boolean isHolding() {
        return held != null || early != null;
    }

    /** How many lines are held back, parts of longer lines not counted. */
    public int waiting() {
        List<Early> first = early;
        return (first == null ? 0 : first.size()) + (held == null ? 0 : 1);
    }

    /** How many lines ago the line stood that is being given out. */
    public int lag() {
        return lag;
    }

    /** Number of the line that is being given out. */
    public long number() {
        return number;
    }

    /** Decodes one line, the one with that number. */
    public void line(byte[] b, int start, int end, long itsNumber, Output out) {
        lines++;
        number = itsNumber;
        decode(b, start, end, null, 0, out);
    }

    /** Gives out what was held back. */
    public void flush(Output out) {
        releaseHeld(out);
        for (Map.Entry<String, StringBuilder> e : partial.entrySet()) {
            byte[] text = e.getValue().toString().getBytes(StandardCharsets.UTF_8);
            decode(text, 0, text.length, Envelope.of(e.getKey(), null), 1, out);
        }
        partial.clear();
        releaseHeld(out);
    }

    /** Writes what is known, for another process to go on with the source. */
    public void save(StateOutput out) throws IOException {
        DecoderState.write(this, out);
    }

    /**
     * Reads what {@link #save} wrote. Only before the first line.
     *
     * @throws IOException if that is something else
     */
    public void restore(StateInput in) throws IOException {
        DecoderState.read(this, in);
    }

    private void decode(byte[] b, int start, int to, @Nullable Envelope envelope, int depth, Output out) {
        int end = to > start && b[to - 1] == '\r' ? to - 1 : to;
        if (start < end && depth < MAX_NESTING) {
            if (b[start] == '{' && b[end - 1] == '}' && structured(b, start, end, envelope, depth, out)) {
                return;
            }
            if (b[start] >= '0' && b[start] <= '9' && cri(b, start, end, depth, out)) {
                return;
            }
            if (hasControl(b, start, end)) {
                byte[] plain = Escapes.withoutColours(b, start, end);
                decode(plain, 0, plain.length, envelope, depth + 1, out);
                return;
            }
        }
        prefixed(b, start, end, envelope, depth, out);
    }

    private static boolean hasControl(byte[] b, int start, int end) {
        int i = start;
        for (; i + 8 <= end; i += 8) {
            long bytes = (long) LONG.get(b, i);
            long other = bytes ^ ESCAPES;
            // subtracting borrows from the highest bit of a byte that is zero, and of no other if none is
            if (((bytes - ONES & ~bytes | other - ONES & ~other) & HIGHEST) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (b[i] == 0x1B || b[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean folded(byte[] b, int start, int end, @Nullable Envelope envelope, int depth, Output out) {
        if (b[end - 1] == '}' && jsonAtEnd(b, start, end, envelope, depth, out)) {
            return true;
        }
        Map<String, String> pairs = Logfmt.read(b, start, end);
        if (pairs != null && application(pairs, envelope, JSON.get(pairs, "level"), out)) {
            return true;
        }
        String text = b[end - 1] == '\'' || b[end - 1] == '"' ? Escapes.ofRepr(b, start, end) : null;
        String layer = "repr of bytes";
        if (text == null) {
            text = Escapes.unfolded(b, start, end);
            layer = "escaped line ends";
        }
        if (text == null) {
            return false;
        }
        layers.add(layer);
        for (String line : text.split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            decode(bytes, 0, bytes.length, envelope, depth + 1, out);
        }
        return true;
    }

    /** A structured record that holds a traceback and stands behind words of which no prefix is known. */
    private boolean jsonAtEnd(byte[] b, int start, int end, @Nullable Envelope envelope, int depth, Output out) {
        int brace = Escapes.indexOf(b, start, end, '{');
        while (brace >= 0 && brace + 1 < end && b[brace + 1] != '"') {
            brace = Escapes.indexOf(b, brace + 1, end, '{'); // {subprocess.py:93} of a header
        }
        return brace > start && brace + 1 < end && Escapes.holdsTraceback(b, brace, end)
                && structured(b, brace, end, envelope, depth, out);
    }

    /** {@code 2026-11-23T18:00:00.123456789Z stderr F text}: the Container Runtime Interface's log format. */
    private boolean cri(byte[] b, int start, int end, int depth, Output out) {
        int space = Escapes.indexOf(b, start, Math.min(end, start + 40), ' ');
        if (space < 0 || space + 9 > end || b[start + 4] != '-' || b[space + 1] != 's' || b[space + 2] != 't' || b[space + 3] != 'd'
                || b[space + 7] != ' ' || b[space + 8] != 'F' && b[space + 8] != 'P' || space + 9 < end && b[space + 9] != ' ') {
            return false;
        }
        layers.add("cri");
        String stream = new String(b, space + 1, 6, StandardCharsets.US_ASCII);
        String time = new String(b, start, space - start, StandardCharsets.US_ASCII);
        int text = Math.min(end, space + 10);
        inner(b, text, end, b[space + 8] == 'P', Envelope.of(stream, time), depth, out);
        return true;
    }

    /** Hands on what an envelope held, when its last part has come. */
    private void inner(byte[] b, int start, int end, boolean more, Envelope envelope, int depth, Output out) {
        StringBuilder parts = partial.get(envelope.writer());
        if (more || parts != null) {
            if (parts == null) {
                if (partial.size() >= MAX_PARTIAL_WRITERS) {
                    out.cut();
                    flush(out);
                }
                parts = new StringBuilder();
                partial.put(envelope.writer(), parts);
            }
            if (parts.length() + (end - start) > MAX_PARTIAL) {
                out.cut();
            } else {
                parts.append(new String(b, start, end - start, StandardCharsets.UTF_8));
            }
            if (more) {
                return;
            }
            partial.remove(envelope.writer());
            byte[] whole = parts.toString().getBytes(StandardCharsets.UTF_8);
            decode(whole, 0, whole.length, envelope, depth + 1, out);
            return;
        }
        decode(b, start, end, envelope, depth + 1, out);
    }

    private boolean structured(byte[] b, int start, int end, @Nullable Envelope outer, int depth, Output out) {
        Map<String, String> fields = JSON.read(b, start, end);
        if (fields == null) {
            return false;
        }
        String journal = fields.get("MESSAGE");
        if (journal != null) {
            layers.add("journald json");
            String writer = fields.getOrDefault("_PID", fields.getOrDefault("SYSLOG_IDENTIFIER", ""));
            Envelope envelope = new Envelope(fields.getOrDefault("_HOSTNAME", "") + "/" + writer,
                    fields.get("__REALTIME_TIMESTAMP"), null, null, fields.get("_PID"), null, null,
                    Context.ofHost(fields.get("_HOSTNAME")), false);
            lines(journal, envelope, depth, out);
            return true;
        }
        if (!JSON.has(fields, "level")) {
            fields = JSON.record(fields);
        }
        String level = JSON.get(fields, "level");
        if (fields.containsKey("textPayload") || fields.containsKey("short_message") && fields.keySet().stream().anyMatch(k -> k.startsWith("_container"))) {
            return shipped(fields, null, depth, out); // Google Cloud and Docker's GELF give each line the level of its stream
        }
        String line = JSON.has(fields, "line") ? Objects.requireNonNullElse(JSON.get(fields, "line"), "") : null;
        if (line != null && level == null) {
            layers.add(fields.containsKey("stream") && fields.containsKey("time") ? "docker json" : "json line");
            String writer = JSON.get(fields, "writer");
            Envelope envelope = Envelope.of(writer == null ? "" : writer, fields.get("time"));
            boolean docker = fields.containsKey("stream") && fields.containsKey("time") && fields.keySet().stream()
                    .allMatch(k -> DOCKER.contains(k) || k.startsWith(DOCKER_ATTRIBUTES)); // who adds fields has joined its parts
            String tag = JSON.get(fields, "part"); // of CRI: F for a full line, P for a part
            boolean more = tag != null ? tag.equals("P") : docker && !line.endsWith("\n") || "true".equals(fields.get("partial_message"));
            byte[] text = (line.endsWith("\n") ? line.substring(0, line.length() - 1) : line).getBytes(StandardCharsets.UTF_8);
            if (line.indexOf('\n') >= 0 && line.indexOf('\n') < line.length() - 1) {
                lines(line, envelope, depth, out);
            } else {
                inner(text, 0, text.length, more, envelope, depth, out);
            }
            return true;
        }
        if (fields.keySet().stream().anyMatch(k -> k.startsWith("resourceLogs."))) {
            layers.add("otlp json");
            OtlpLogs.records(fields, new OtlpLogs.Consumer() {
                @Override
                public void record(String message, @Nullable String exception, Envelope envelope) {
                    releaseHeld(out);
                    out.record(message, exception, envelope);
                }

                @Override
                public void text(String body, Envelope envelope) {
                    lines(body, envelope, depth, out);
                }
            });
            return true;
        }
        return application(fields, outer, level, out) || shipped(fields, level, depth, out);
    }

    /** The traceback in a text that may begin with a whole record, as loguru's {@code serialize=True} writes it beside its fields. */
    private static String printed(String text) {
        return text.substring(text.lastIndexOf('\n', text.indexOf(START)) + 1).stripTrailing();
    }

    /** What a shipper (Filebeat, Vector, Promtail) wrapped around one line or text: no level, only where it came from. */
    private boolean shipped(Map<String, String> fields, @Nullable String level, int depth, Output out) {
        if (level != null || !JSON.has(fields, "shipped")) {
            return false;
        }
        layers.add("json line");
        String text = JSON.get(fields, "shipped");
        String writer = JSON.get(fields, "writer");
        lines(text == null ? "" : text, Envelope.of(writer == null ? "" : writer, JSON.get(fields, "time")), depth, out);
        return true;
    }

    private void lines(String text, Envelope envelope, int depth, Output out) {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : whole.split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            decode(bytes, 0, bytes.length, envelope, depth + 1, out);
        }
    }

    /** A record of python-json-logger, ECS, structlog, Google Cloud, Datadog, loguru and the like. */
    private boolean application(Map<String, String> fields, @Nullable Envelope outer, @Nullable String level, Output out) {
        String message = JSON.get(fields, "message");
        String exception = JSON.get(fields, "exception");
        if (exception == null) {
            exception = JSON.dictTraceback(fields);
        }
        if (level != null && (exception == null || !exception.contains(START))) {
            String other = JSON.traceback(fields, message);
            exception = other == null ? exception : printed(other);
        }
        if (level == null && exception == null || message == null && exception == null) {
            return false;
        }
        layers.add("json");
        String type = JSON.get(fields, "exceptionType");
        if ((exception == null || exception.indexOf('\n') < 0 && exception.indexOf(':') < 0) && type != null) {
            String text = JSON.get(fields, "exceptionMessage");
            boolean inMessage = message != null && message.contains(START);
            exception = inMessage ? null : text == null ? type : type + ": " + text;
        }
        if (exception != null && type != null && exception.stripLeading().startsWith("File \"")) {
            String text = JSON.get(fields, "exceptionMessage"); // AWS Lambda: the frames alone
            exception = "Traceback (most recent call last):\n" + exception.stripTrailing() + '\n' + type
                    + (text == null ? "" : ": " + text);
        }
        if ("true".equals(exception) || "false".equals(exception)) {
            exception = null;
        }
        Map<String, String> named = new HashMap<>();
        for (String role : RECORD_ROLES) {
            String value = JSON.get(fields, role);
            if (value != null && !NOBODY.contains(value)) {
                named.put(role, value);
            }
        }
        if (level != null) {
            named.put("level", level);
        }
        if (outer != null && outer.time() != null) {
            named.putIfAbsent("time", outer.time());
        }
        releaseHeld(out);
        out.record(message == null ? "" : message, exception,
                Envelope.ofFields(outer == null ? "" : outer.writer(), named));
        return true;
    }

    private void prefixed(byte[] b, int start, int end, @Nullable Envelope envelope, int depth, Output out) {
        List<Early> waiting = early;
        if (waiting == null) {
            settled(b, start, end, envelope, depth, out);
            return;
        }
        if (prefix == null && !waiting.isEmpty()) {
            Early before = waiting.getLast();
            if (endsInTraceback(before.bytes(), 0, before.bytes().length)) {
                held = before.bytes();
                heldPrefix = before.bytes().length - TRACEBACK.length;
                learn(b, start, end);
                held = null;
            }
        }
        waiting.add(new Early(Arrays.copyOfRange(b, start, end), envelope, depth, lines, number));
        if (prefix == null && candidates != null) {
            choose(b, start, end);
        }
        if (prefix != null || waiting.size() >= EARLY_LINES) {
            replay(out);
        }
    }

    /** Gives out the first lines, which waited for the prefix to show. */
    private void replay(Output out) {
        List<Early> waiting = early;
        early = null;
        if (waiting != null) {
            if (prefix == null) {
                beforeHeader(waiting);
            }
            if (prefix == null) {
                repeated(waiting);
            }
            long current = number;
            for (Early line : waiting) {
                lag = lines - line.line();
                number = line.number();
                settled(line.bytes(), 0, line.bytes().length, line.envelope(), line.depth(), out);
            }
            lag = 0;
            number = current;
        }
    }

    private void settled(byte[] b, int start, int end, @Nullable Envelope envelope, int depth, Output out) {
        if (held != null) {
            learn(b, start, end);
            giveHeld(out);
        }
        LinePrefix known = prefix;
        if (known == null && candidates != null && lag == 0) {
            known = choose(b, start, end); // the first lines, which waited, have been looked at
        }
        int length = known == null ? 0 : known.match(b, start, end);
        if (known != null && length > 0) {
            Envelope own = named(known, envelope);
            if (start + length < end && b[start + length] == '{' && depth < MAX_NESTING) {
                decode(b, start + length, end, own, depth + 1, out);
            } else {
                text(b, start + length, end, own, depth, out);
            }
            return;
        }
        if (known == null && end - start > TRACEBACK.length && endsInTraceback(b, start, end)) {
            held = Arrays.copyOfRange(b, start, end);
            heldPrefix = end - start - TRACEBACK.length;
            heldEnvelope = envelope;
            heldLine = lines - lag;
            heldNumber = number;
            return;
        }
        text(b, start, end, envelope, depth, out);
    }

    /** The envelope with what the prefix that was matched last says. */
    private static @Nullable Envelope named(LinePrefix known, @Nullable Envelope envelope) {
        String writer = known.writer();
        if (writer.isEmpty() && known.time() == null) {
            return envelope;
        }
        String time = known.time() != null ? known.time() : envelope == null ? null : envelope.time();
        return Envelope.of(envelope == null ? writer : envelope.writer() + "/" + writer, time);
    }

    private void text(byte[] b, int start, int end, @Nullable Envelope envelope, int depth, Output out) {
        if (start == end || depth >= MAX_NESTING || !folded(b, start, end, envelope, depth, out)) {
            out.line(b, start, end, envelope);
        }
    }

    /** Text that is more than blanks or a group's margin, and then the first line of a traceback. */
    private static boolean endsInTraceback(byte[] b, int start, int end) {
        int at = end - TRACEBACK.length;
        if (at <= start || b[end - 1] != ':' || !Arrays.equals(b, at, end, TRACEBACK, 0, TRACEBACK.length)) {
            return false;
        }
        for (int i = start; i < at; i++) {
            if (b[i] != ' ' && b[i] != '|' && b[i] != '\t') {
                boolean group = at - start >= 2 && b[at - 1] == ' ' && b[at - 2] == 'p';
                return !group || end - start > GROUP.length && startsWith(b, end - GROUP.length, end, GROUP);
            }
        }
        return false;
    }

    private void learn(byte[] b, int start, int end) {
        byte[] first = held;
        if (first == null) {
            return;
        }
        if (choose(b, start, end) != null) {
            return;
        }
        int group = first.length - GROUP.length;
        if (group > 0 && startsWith(first, group, first.length, GROUP)) {
            LinePrefix.Learnt learnt = new LinePrefix.Learnt(Arrays.copyOf(first, group));
            int length = learnt.match(b, start, end);
            if (length > 0 && startsWith(b, start + length, end, MARGIN) && headers.at(b, start, end).compareTo(Look.LEVELLED) < 0) {
                found(learnt);
            }
            return;
        }
        for (int i = start + 1; i + FRAME.length <= end && i - start < 300; i++) {
            if (b[i] == ' ' && Arrays.equals(b, i, i + FRAME.length, FRAME, 0, FRAME.length)) {
                LinePrefix.Learnt learnt = LinePrefix.learn(first, heldPrefix, b, start, i);
                if (learnt != null && headers.at(b, start, end).compareTo(Look.LEVELLED) < 0) {
                    found(learnt);
                }
                return;
            }
        }
    }

    /** A known form before a header is a prefix only if no traceback stands without it: it may be a part of the header. */
    private void beforeHeader(List<Early> first) {
        unprefixed = first.stream().anyMatch(line -> startsTraceback(line.bytes(), 0, line.bytes().length));
        if (candidates == null || unprefixed) {
            return;
        }
        for (Early line : first) {
            if (choose(line.bytes(), 0, line.bytes().length) != null) {
                return;
            }
        }
    }

    /**
     * Words that all of the first lines begin with are a prefix if they hide the header of one of them, while another one has no
     * header, with or without them.
     */
    private void repeated(List<Early> first) {
        byte[] sample = first.isEmpty() ? new byte[0] : first.getFirst().bytes();
        int same = sample.length;
        for (Early line : first) {
            int mismatch = Arrays.mismatch(sample, 0, same, line.bytes(), 0, Math.min(same, line.bytes().length));
            same = mismatch < 0 ? same : mismatch;
        }
        while (same > 0 && sample[same - 1] != ' ') {
            same--;
        }
        if (first.size() < MIN_REPEATED || same < 2) {
            return;
        }
        boolean hides = false;
        boolean continues = false;
        for (Early line : first) {
            boolean whole = headers.at(line.bytes(), 0, line.bytes().length) != Look.NONE;
            boolean rest = headers.at(line.bytes(), same, line.bytes().length) != Look.NONE;
            hides |= !whole && rest;
            continues |= !whole && !rest;
        }
        if (hides && continues) {
            found(new LinePrefix.Learnt(Arrays.copyOf(sample, same)));
        } else {
            headers.forget();
        }
    }

    private void found(LinePrefix one) {
        prefix = one;
        layers.add(one.name());
        headers.forget();
    }

    private void releaseHeld(Output out) {
        replay(out);
        giveHeld(out);
    }

    private void giveHeld(Output out) {
        byte[] first = held;
        if (first == null) {
            return;
        }
        held = null;
        LinePrefix known = prefix;
        int length = known == null ? 0 : known.match(first, 0, first.length);
        int before = lag;
        long current = number;
        lag = lines - heldLine;
        number = heldNumber;
        out.line(first, length, first.length, known == null || length == 0 ? heldEnvelope : named(known, heldEnvelope));
        lag = before;
        number = current;
    }

    private @Nullable LinePrefix choose(byte[] b, int start, int end) {
        List<LinePrefix.Known> all = candidates;
        if (all == null || lines > PREFIX_LINES) {
            candidates = null;
            return null;
        }
        if (headers.at(b, start, end) == Look.DECLARED) {
            return null;
        }
        String line = LinePrefix.Known.beginning(b, start, end);
        for (LinePrefix.Known one : all) {
            int length = one.match(line);
            if (length > 0 && !one.isDoubtful(b, start + length, end) && isProven(one, b, start + length, end)) {
                found(one);
                return one;
            }
        }
        return null;
    }

    private boolean isProven(LinePrefix.Known one, byte[] b, int text, int end) {
        return switch (one.proof()) {
            case NONE -> !levelFirst(one.writer()) || isRecord(b, text, end);
            case RECORD -> early == null && !unprefixed ? isRecord(b, text, end) : text < end && b[text] == '{' || startsTraceback(b, text, end);
            case FRAME -> startsWith(b, text, end, FRAME) || startsWith(b, text, end, MARGIN);
        };
    }

    private boolean isRecord(byte[] b, int text, int end) {
        return headers.at(b, text, end) != Look.NONE || text < end && b[text] == '{' || startsTraceback(b, text, end);
    }

    /** {@code ERROR worker[12]: } after a timestamp is a level, no host. */
    private static boolean levelFirst(String writer) {
        int blank = writer.indexOf(' ');
        String first = blank < 0 ? writer : writer.substring(0, blank);
        return first.equals("ERROR") || first.equals("INFO") || first.equals("WARNING") || first.equals("DEBUG")
                || first.equals("CRITICAL") || first.equals("WARN");
    }

    private static boolean startsTraceback(byte[] b, int start, int end) {
        return startsWith(b, start, end, TRACEBACK) || startsWith(b, start, end, GROUP) || startsWith(b, start, end, FRAME);
    }

    private static boolean startsWith(byte[] b, int start, int end, byte[] wanted) {
        return end - start >= wanted.length && Arrays.equals(b, start, start + wanted.length, wanted, 0, wanted.length);
    }
}
