package io.tracestitch.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Learns from many lines what the fields of a format are that their looks in one line did not tell, and whether fields stand at the
 * lines' ends. Looks at the first lines, and then at some as long as a field may still turn out to be something. Not thread-safe.
 */
final class RoleLearner {

    /** All of the first lines are looked at. */
    private static final int FIRST_LINES = 64;
    /** Afterwards one in so many. */
    private static final int EVERY = 16;
    /** What did not show in so many lines will not. */
    private static final int MAX_LINES = 1 << 20;
    /** So many request ids in a field are no accident, nor so many fields at lines' ends. */
    private static final int ENOUGH = 2;
    /** Texts of a field that are remembered; a power of two. */
    private static final int TEXTS = 1024;
    private static final int FIRST_TEXTS = 4;

    private final FieldTrace trace = new FieldTrace();
    private final Header parts = new Header();
    private final Header behind = new Header();
    private final List<Field> fields = new ArrayList<>();
    private int lines;
    private int next = 1;
    private int ends;
    private int trailers;

    RoleLearner() {
        parts.trace = trace;
    }

    /** What is known of one field. */
    private static final class Field {
        /** Whether it once held a logger beyond doubt. */
        boolean module;
        boolean varies;
        int requests;
        private int first;
        /** Hashes of the texts seen lately, by their lowest bits. */
        private int @Nullable [] texts;

        void text(int hash) {
            if (texts == null) {
                texts = new int[FIRST_TEXTS];
                first = hash;
            }
            texts = with(texts, hash);
            varies |= first != hash;
        }

        boolean had(int hash) {
            return texts != null && texts[hash & texts.length - 1] == hash;
        }

        /** A table of texts that grows where two would share a place: most fields hold few. */
        private static int[] with(int[] texts, int hash) {
            int[] table = texts;
            while (table.length < TEXTS && table[hash & table.length - 1] != 0 && table[hash & table.length - 1] != hash) {
                int[] larger = new int[table.length * 2];
                for (int text : table) {
                    larger[text & larger.length - 1] = text;
                }
                table = larger;
            }
            table[hash & table.length - 1] = hash;
            return table;
        }
    }

    /** Counts a line of the format; true if it should be learnt from. */
    boolean isDue() {
        return ++lines >= next;
    }

    /** The format after this line, if the line tells more about it; else null. */
    @Nullable HeaderFormat see(HeaderFormat format, byte[] b, int start, int end, TaskNames names) {
        next = lines < FIRST_LINES ? lines + 1 : lines < MAX_LINES && isOpen(format) ? lines + EVERY : Integer.MAX_VALUE;
        if (!format.match(b, start, end, parts)) {
            return null;
        }
        HeaderFormat better = format;
        if (!format.isTrailed() && lines <= FIRST_LINES) {
            ends++;
            trailers += Trailer.isThere(b, parts.message, end, behind) ? 1 : 0;
            better = trailers >= ENOUGH && trailers * 5 >= ends * 4 ? format.withTrailer() : format;
        }
        List<Role> roles = new ArrayList<>(format.roles());
        for (int k = 0; k < Math.min(roles.size(), FieldTrace.MAX_FIELDS); k++) {
            Role told = isOpen(roles.get(k)) ? told(k, b, roles.get(k), names) : roles.get(k);
            if (!roles.contains(told)) {
                roles.set(k, told);
            }
        }
        better = FieldRoles.with(better, roles);
        return better == format ? null : better;
    }

    /** The format after asyncio printed the name of a task, if that tells more about it; else null. */
    @Nullable HeaderFormat named(HeaderFormat format, String name) {
        List<Role> roles = new ArrayList<>(format.roles());
        if (roles.contains(Role.TASK)) {
            return null;
        }
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int hash = hash(text, 0, text.length);
        for (int k = 0; k < Math.min(roles.size(), fields.size()); k++) {
            Field field = fields.get(k);
            if (isOpen(roles.get(k)) && !field.module && field.varies && field.had(hash)) {
                roles.set(k, Role.TASK);
                return FieldRoles.with(format, roles);
            }
        }
        return null;
    }

    private Role told(int k, byte[] b, Role role, TaskNames names) {
        while (fields.size() <= k) {
            fields.add(new Field());
        }
        Field field = fields.get(k);
        FieldShape shape = trace.shape(k, b);
        field.module |= shape == FieldShape.MODULE;
        if (field.module || shape == FieldShape.ABSENT) {
            return role;
        }
        if (shape == FieldShape.TASK) {
            return Role.TASK;
        }
        field.text(hash(b, trace.start(k), trace.end(k)));
        if (field.varies && names.contains(b, trace.start(k), trace.end(k))) {
            return Role.TASK;
        }
        field.requests += shape == FieldShape.REQUEST ? 1 : 0;
        return field.requests >= ENOUGH ? Role.REQUEST : role;
    }

    void save(StateOutput out) throws IOException {
        out.number(lines);
        out.number(next);
        out.number(ends);
        out.number(trailers);
        out.number(fields.size());
        for (Field field : fields) {
            out.writeBoolean(field.module);
            out.writeBoolean(field.varies);
            out.number(field.requests);
            out.writeInt(field.first);
        }
    }

    void restore(StateInput in) throws IOException {
        lines = in.number(Integer.MAX_VALUE);
        next = in.number(Integer.MAX_VALUE);
        ends = in.number(Integer.MAX_VALUE);
        trailers = in.number(Integer.MAX_VALUE);
        int count = in.count(FieldTrace.MAX_FIELDS);
        for (int i = 0; i < count; i++) {
            Field field = new Field();
            field.module = in.readBoolean();
            field.varies = in.readBoolean();
            field.requests = in.number(Integer.MAX_VALUE);
            field.first = in.readInt();
            fields.add(field);
        }
    }

    /** Writes the texts of the fields, which are by far the most of what is known. */
    void saveTexts(StateOutput out) throws IOException {
        out.number(fields.size());
        for (Field field : fields) {
            int[] texts = field.texts == null ? new int[0] : Arrays.stream(field.texts).filter(text -> text != 0).toArray();
            out.writeBoolean(field.texts != null);
            out.number(texts.length);
            for (int text : texts) {
                out.writeInt(text);
            }
        }
    }

    void restoreTexts(StateInput in) throws IOException {
        int count = in.count(FieldTrace.MAX_FIELDS);
        for (int i = 0; i < count; i++) {
            boolean seen = in.readBoolean();
            int size = in.count(TEXTS);
            int[] texts = new int[FIRST_TEXTS];
            for (int k = 0; k < size; k++) {
                texts = Field.with(texts, in.readInt());
            }
            if (seen && i < fields.size()) {
                fields.get(i).texts = texts;
            }
        }
    }

    private boolean isOpen(HeaderFormat format) {
        List<Role> roles = format.roles();
        for (int k = 0; k < roles.size(); k++) {
            if (isOpen(roles.get(k)) && (k >= fields.size() || !fields.get(k).module)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a field with that role may be something else. */
    private static boolean isOpen(Role role) {
        return role == Role.OTHER || role == Role.LOGGER;
    }

    private static int hash(byte[] b, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + b[i];
        }
        return hash;
    }
}
