package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.record.Header.Role;

/**
 * What the fields between a header's brackets are, by their position: {@code [4211:MainThread:Task-12]}. Where a line has more
 * separators than that, they belong to the task's name, or to the last field. Immutable, thread-safe.
 *
 * @param roles each field's role
 * @param separators the signs between them
 * @param elastic number of the field that takes the separators that are too many
 */
record FieldPlan(List<Role> roles, String separators, int elastic) {

    /** Learns the plan from one line; {@code known} has the roles of the header's fields so far and gets the new ones. */
    static FieldPlan learn(byte[] b, int start, int end, Set<Role> known) {
        List<Role> roles = new ArrayList<>();
        StringBuilder separators = new StringBuilder();
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i < end && !isSeparator(b, i, end)) {
                continue;
            }
            Role role = roleOf(b, from, i, roles, known);
            boolean named = !roles.isEmpty() && roles.getLast() == Role.TASK && role != Role.THREAD && role != Role.PROCESS
                    && role != Role.LOGGER && role != Role.REQUEST;
            if (named) {
                separators.setLength(separators.length() - 1); // the sign was a part of the task's name
            } else {
                roles.add(role);
                known.add(role);
            }
            if (i < end) {
                separators.append((char) b[i]);
                from = i + 1;
            }
        }
        return of(roles, separators.toString());
    }

    private static Role roleOf(byte[] b, int start, int end, List<Role> before, Set<Role> known) {
        int from = start;
        int to = end;
        while (from < to && b[from] == ' ') {
            from++;
        }
        while (to > from && b[to - 1] == ' ') {
            to--;
        }
        Role named = FieldKeys.roleAt(b, from, to);
        if (named != null) {
            return named;
        }
        boolean behindThread = before.contains(Role.THREAD) && !known.contains(Role.TASK);
        return switch (FieldShape.of(b, from, to)) {
            case TASK -> Role.TASK;
            case NUMBER -> known.contains(Role.PROCESS) ? known.contains(Role.THREAD) ? Role.OTHER : Role.THREAD : Role.PROCESS;
            case THREAD -> Role.THREAD;
            case PROCESS -> known.contains(Role.PROCESS) ? behindThread ? Role.TASK : Role.OTHER : Role.PROCESS;
            case REQUEST -> Role.REQUEST;
            case MODULE -> known.contains(Role.LOGGER) ? behindThread ? Role.TASK : Role.OTHER : Role.LOGGER;
            case ABSENT -> behindThread ? Role.TASK : Role.OTHER;
            case NAME -> behindThread ? Role.TASK : before.isEmpty() && !known.contains(Role.LOGGER) ? Role.LOGGER : Role.OTHER;
            case TEXT, FILE -> behindThread ? Role.TASK : Role.OTHER;
        };
    }

    private static FieldPlan of(List<Role> roles, String separators) {
        int task = roles.indexOf(Role.TASK);
        return new FieldPlan(List.copyOf(roles), separators, task < 0 ? roles.size() - 1 : task);
    }

    int size() {
        return roles.size();
    }

    /** Gives the fields between the offsets to {@code out}, numbered from {@code first} on. Allocates nothing. */
    void assign(byte[] b, int start, int end, int first, Header out) {
        int last = roles.size() - 1;
        int from = start;
        for (int k = 0; k < elastic; k++) {
            int stop = next(b, from, end, separators.charAt(k));
            if (stop < 0) {
                put(b, from, end, k, first, out);
                return;
            }
            put(b, from, stop, k, first, out);
            from = stop + 1;
        }
        int to = end;
        for (int k = last; k > elastic; k--) {
            int stop = previous(b, from, to, separators.charAt(k - 1));
            if (stop >= 0) {
                put(b, stop + 1, to, k, first, out);
                to = stop;
            }
        }
        put(b, from, to, elastic, first, out);
    }

    private void put(byte[] b, int start, int end, int number, int first, Header out) {
        int from = start;
        while (from < end && b[from] == ' ') {
            from++;
        }
        int equals = FieldKeys.equalsAt(b, from, end);
        out.field(first + number, roles.get(number), b, equals < 0 ? from : equals + 1, end);
    }

    private static int next(byte[] b, int from, int end, char sign) {
        for (int i = from; i < end; i++) {
            if (b[i] == sign && isSeparator(b, i, end)) {
                return i;
            }
        }
        return -1;
    }

    private static int previous(byte[] b, int from, int end, char sign) {
        for (int i = end - 1; i >= from; i--) {
            if (b[i] == sign && isSeparator(b, i, end)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSeparator(byte[] b, int i, int end) {
        return b[i] == ':' && !isFileLine(b, i, end) || b[i] == ',' || b[i] == '|' || b[i] == '/';
    }

    /** {@code file.py:12} is one field. */
    private static boolean isFileLine(byte[] b, int colon, int end) {
        return colon > 3 && b[colon - 1] == 'y' && b[colon - 2] == 'p' && b[colon - 3] == '.' && colon + 1 < end
                && b[colon + 1] >= '0' && b[colon + 1] <= '9';
    }

    /** The same plan with other roles. */
    FieldPlan with(List<Role> others) {
        return of(others, separators);
    }

    /** For people. */
    String describe() {
        StringBuilder names = new StringBuilder();
        for (Role role : roles) {
            String name = HeaderFormat.name(role);
            if (name != null) {
                names.append(names.isEmpty() ? "" : ":").append(name);
            }
        }
        return names.isEmpty() ? "[field]" : "[" + names + "]";
    }
}
