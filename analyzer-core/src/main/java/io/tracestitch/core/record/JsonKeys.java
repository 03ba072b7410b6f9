package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.input.Context;
import io.tracestitch.core.input.Envelope;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Finds the task and the process in JSON lines without parsing them. Under which keys they stand, and how these are written, is learnt
 * from lines that were parsed. Not thread-safe.
 */
public final class JsonKeys {

    /** Lines that are parsed although they tell nothing, in the hope of one that names its task. */
    private static final int LESSONS = 64;
    /** One in so many lines is parsed for that. */
    private static final int LESSON_INTERVAL = 16;
    private static final int MAX_VALUE = 200;

    private final Key task = new Key();
    private final Key process = new Key();
    private final Key host = new Key();
    private final Key processStart = new Key();
    private final Key taskId = new Key();
    private long looked;
    private int lessons;

    /** Whether the line should be parsed although it tells nothing, because the keys are not known yet. */
    boolean wantsLesson() {
        if (task.name != null || lessons >= LESSONS) {
            return false;
        }
        boolean now = looked++ % LESSON_INTERVAL == 0;
        lessons += now ? 1 : 0;
        return now;
    }

    /** Learns from a line what was read in it. */
    void learn(byte[] b, int start, int end, Envelope read) {
        task.learn(b, start, end, read.task());
        process.learn(b, start, end, read.process());
        host.learn(b, start, end, read.context().host());
        processStart.learn(b, start, end, read.context().processStart());
        taskId.learn(b, start, end, read.context().taskId());
    }

    /**
     * What of a parsed line would be found in it without parsing. Who wrote a line must not depend on how it was read, or one process
     * looks like two.
     */
    Envelope visible(Envelope e) {
        Context c = e.context();
        Context shown = new Context(c.request(), host.name == null ? null : c.host(), processStart.name == null ? null : c.processStart(),
                taskId.name == null ? null : c.taskId(), c.parentTask(), c.failedTaskId());
        return new Envelope(e.writer(), e.time(), e.level(), e.logger(), process.name == null ? null : e.process(), e.thread(), e.task(),
                shown, e.complete());
    }

    /** Looks for all of them in a line. */
    void find(byte[] b, int start, int end) {
        int behind = process.find(b, start, start, end);
        behind = task.find(b, start, behind, end);
        behind = host.find(b, start, behind, end);
        behind = processStart.find(b, start, behind, end);
        taskId.find(b, start, behind, end);
    }

    /** Offset of the host's name. */
    public int hostStart() {
        return host.valueStart;
    }

    /** Length of the host's name in bytes; 0 if none was found. */
    public int hostLength() {
        return host.valueLength;
    }

    /** Offset of the time at which the process started. */
    public int processStartStart() {
        return processStart.valueStart;
    }

    /** Length of that time in bytes; 0 if none was found. */
    public int processStartLength() {
        return processStart.valueLength;
    }

    /** Offset of the task's id. */
    public int taskIdStart() {
        return taskId.valueStart;
    }

    /** Length of the task's id in bytes; 0 if none was found. */
    public int taskIdLength() {
        return taskId.valueLength;
    }

    /** Offset of the task's name. */
    public int taskStart() {
        return task.valueStart;
    }

    /** Length of the task's name in bytes; 0 if none was found. */
    public int taskLength() {
        return task.valueLength;
    }

    /** Offset of the process. */
    public int processStart() {
        return process.valueStart;
    }

    /** Length of the process in bytes; 0 if none was found. */
    public int processLength() {
        return process.valueLength;
    }

    void save(StateOutput out) throws IOException {
        out.number(looked);
        out.number(lessons);
        for (Key key : List.of(task, process, host, processStart, taskId)) {
            key.save(out);
        }
    }

    void restore(StateInput in) throws IOException {
        looked = in.number();
        lessons = in.number(Integer.MAX_VALUE);
        for (Key key : List.of(task, process, host, processStart, taskId)) {
            key.restore(in);
        }
    }

    private static final class Key {
        /** Where a key stands is a guess: beyond this it is none. */
        private static final int MAX_GUESS = 1 << 24;

        byte @Nullable [] name;
        boolean quoted;
        /** How far the key stands behind the value before it, and the least offset at which it ever stood. */
        int gap;
        int least;
        int valueStart;
        int valueLength;

        /** The value's text tells where its key stands. A value that occurs twice proves nothing. */
        void learn(byte[] b, int start, int end, @Nullable String value) {
            if (name != null || value == null || value.isEmpty()) {
                return;
            }
            String line = new String(b, start, end - start, StandardCharsets.ISO_8859_1);
            String wanted = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            int at = line.indexOf(':' + wanted);
            int gap = 1;
            boolean inQuotes = false;
            for (String opening : new String[] {": " , ": \"", ":\""}) {
                if (at < 0) {
                    at = line.indexOf(opening + wanted);
                    gap = opening.length();
                    inQuotes = opening.endsWith("\"");
                }
            }
            int last = at < 0 ? -1 : line.lastIndexOf('"', at);
            int first = last < 1 ? -1 : line.lastIndexOf('"', last - 1);
            int behind = at + gap + wanted.length();
            boolean whole = at >= 0 && behind < line.length() && (inQuotes ? line.charAt(behind) == '"'
                    : line.charAt(behind) == ',' || line.charAt(behind) == '}');
            if (first < 0 || last != at - 1 || !whole) {
                return;
            }
            name = line.substring(first, at + gap).getBytes(StandardCharsets.ISO_8859_1);
            quoted = inQuotes;
            gap = first;
            least = first;
        }

        /**
         * Looks for the key in a line.
         *
         * @param before offset behind the value of the key that was looked for before; mostly this one follows at the same distance
         * @return offset behind the value, or {@code before} if there is none
         */
        int find(byte[] b, int start, int before, int end) {
            valueLength = 0;
            byte[] key = name;
            if (key == null) {
                return before;
            }
            int at = before + gap;
            if (at < start || !standsAt(b, at, end, key)) {
                at = search(b, start + least, end, key);
                at = at < end ? at : search(b, start, end, key);
                if (at >= end) {
                    return before;
                }
                least = Math.min(least, at - start);
                gap = at - before;
            }
            int from = at + key.length;
            int limit = Math.min(end, from + MAX_VALUE);
            int to = from;
            while (to < limit && b[to] != '"' && b[to] != '\\' && (quoted || b[to] != ',' && b[to] != '}')) {
                to++;
            }
            boolean complete = to < limit && b[to] != '\\';
            valueStart = from;
            valueLength = complete ? to - from : 0;
            return to;
        }

        /** Offset of the first place from {@code from} on where the key stands; {@code end} or more if there is none. */
        private static int search(byte[] b, int from, int end, byte[] key) {
            int at = from >= end ? end : Newlines.find(b, from, end, (byte) '"');
            while (at < end && !standsAt(b, at, end, key)) {
                at = Newlines.find(b, at + 1, end, (byte) '"');
            }
            return at;
        }

        void save(StateOutput out) throws IOException {
            out.bytes(name);
            out.writeBoolean(quoted);
            out.number(Math.clamp(gap, 0, MAX_GUESS));
            out.number(Math.min(least, MAX_GUESS));
        }

        void restore(StateInput in) throws IOException {
            name = in.bytesOrNull();
            quoted = in.readBoolean();
            gap = in.number(MAX_GUESS);
            least = in.number(MAX_GUESS);
        }

        private static boolean standsAt(byte[] b, int at, int end, byte[] key) {
            return at + key.length < end && Arrays.equals(b, at, at + key.length, key, 0, key.length);
        }
    }
}
