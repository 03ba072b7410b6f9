package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.record.Header.Role;
import org.jspecify.annotations.Nullable;

/**
 * Learns from many lines what the fields of a format are that their looks in one line did not tell, and whether fields stand at the
 * lines' ends. Looks at the first lines, then at fewer and fewer. Not thread-safe.
 */
final class RoleLearner {

    /** All of the first lines are looked at. */
    private static final int FIRST_LINES = 64;
    /** Afterwards one in so many of the lines so far. */
    private static final int SHARE = 32;
    /** So many request ids in a field are no accident. */
    private static final int ENOUGH = 2;

    private final FieldTrace trace = new FieldTrace();
    private final Header parts = new Header();
    private final Header behind = new Header();
    private final int[] requests = new int[FieldTrace.MAX_FIELDS];
    /** Hash of the field's first text, and whether it had others. */
    private final int[] first = new int[FieldTrace.MAX_FIELDS];
    /** Whether the field once held a logger beyond doubt. */
    private final boolean[] modules = new boolean[FieldTrace.MAX_FIELDS];
    private final boolean[] varies = new boolean[FieldTrace.MAX_FIELDS];
    private long lines;
    private long next;
    private int ends;
    private int trailers;

    RoleLearner() {
        parts.trace = trace;
    }

    /** Counts a line of the format; true if it should be learnt from. */
    boolean isDue() {
        if (++lines <= FIRST_LINES) {
            return true;
        }
        if (lines < next) {
            return false;
        }
        next = lines + lines / SHARE;
        return true;
    }

    /** The format after this line, if the line tells more about it; else null. */
    @Nullable HeaderFormat see(HeaderFormat format, byte[] b, int start, int end, TaskNames names) {
        if (!format.match(b, start, end, parts)) {
            return null;
        }
        HeaderFormat better = null;
        if (!format.isTrailed() && lines <= FIRST_LINES) {
            ends++;
            trailers += Trailer.isThere(b, parts.message, end, behind) ? 1 : 0;
            if (trailers >= ENOUGH && trailers * 5 >= ends * 4) {
                better = format.withTrailer();
            }
        }
        List<Role> roles = format.roles();
        List<Role> changed = null;
        int fields = Math.min(roles.size(), FieldTrace.MAX_FIELDS);
        for (int k = 0; k < fields; k++) {
            Role role = roles.get(k);
            if (role != Role.OTHER && role != Role.LOGGER) {
                continue;
            }
            FieldShape shape = trace.shape(k, b);
            modules[k] |= shape == FieldShape.MODULE;
            Role told = modules[k] ? role : told(k, shape, b, role, names);
            if (told != role && !(changed == null ? roles : changed).contains(told)) {
                changed = changed == null ? new ArrayList<>(roles) : changed;
                changed.set(k, told);
            }
        }
        return changed == null ? better : FieldRoles.with(better == null ? format : better, changed);
    }

    private Role told(int k, FieldShape shape, byte[] b, Role role, TaskNames names) {
        if (shape == FieldShape.TASK) {
            return Role.TASK;
        }
        if (shape == FieldShape.ABSENT) {
            return role;
        }
        int hash = Arrays.hashCode(Arrays.copyOfRange(b, trace.start(k), trace.end(k)));
        if (first[k] == 0) {
            first[k] = hash;
        }
        varies[k] |= first[k] != hash;
        if (varies[k] && names.contains(b, trace.start(k), trace.end(k))) {
            return Role.TASK;
        }
        requests[k] += shape == FieldShape.REQUEST ? 1 : 0;
        return requests[k] >= ENOUGH ? Role.REQUEST : role;
    }
}
