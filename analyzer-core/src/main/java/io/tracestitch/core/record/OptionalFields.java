package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.record.HeaderFormat.Element;
import org.jspecify.annotations.Nullable;

/**
 * Fields behind the level that may just as well be the message's first words: {@code task=worker pid=7}, a padded column before the
 * logger, {@code app.orders(worker):}. Whether they are fields is seen from other lines.
 *
 * @param elements what to add to the format
 * @param roles roles of the fields in them
 * @param end offset behind them
 * @param clear whether they cannot be words of a message
 */
record OptionalFields(List<Element> elements, List<Role> roles, int end, boolean clear) {

    private static final Set<FieldShape> CLEAR = EnumSet.of(FieldShape.TASK, FieldShape.ABSENT, FieldShape.REQUEST);
    /** Pairs with these keys hold the message of a record that is nothing but pairs. */
    private static final Set<String> MESSAGES = Set.of("msg", "message", "event");

    /** The fields at the offset {@code i} behind the elements {@code before}; null if there are none. */
    static @Nullable OptionalFields at(byte[] b, int i, int end, List<Element> before, boolean logger, Set<Role> known) {
        Element last = lastOf(before);
        if (last instanceof Element.Literal(String text) && text.equals(":")) {
            return null;
        }
        OptionalFields pair = pair(b, i, end);
        if (pair != null || logger) {
            return pair;
        }
        int stop = HeaderFormat.wordEnd(b, i, end, false);
        OptionalFields behind = stop > i && stop < end && b[stop] == ' ' && !HeaderFormat.isDotted(b, i, stop)
                ? pair(b, stop + 1, end) : null;
        if (behind != null) {
            return behind.withLogger();
        }
        OptionalFields glued = glued(b, i, stop, end, known);
        return glued != null || !(last instanceof Element.LevelName) ? glued : column(b, i, end);
    }

    /** These fields with a logger before them: {@code app task=worker}. */
    private OptionalFields withLogger() {
        List<Element> all = new ArrayList<>(List.of(new Element.Word(Role.LOGGER, false), new Element.Blanks()));
        all.addAll(elements);
        List<Role> both = new ArrayList<>(roles);
        both.add(Role.LOGGER);
        return new OptionalFields(all, both, end, clear);
    }

    private static @Nullable Element lastOf(List<Element> elements) {
        for (int k = elements.size() - 1; k >= 0; k--) {
            if (!(elements.get(k) instanceof Element.Blanks)) {
                return elements.get(k);
            }
        }
        return null;
    }

    /** {@code task=worker}. */
    private static @Nullable OptionalFields pair(byte[] b, int i, int end) {
        Role role = FieldKeys.roleAt(b, i, end);
        if (role == null) {
            return null;
        }
        int from = FieldKeys.equalsAt(b, i, end) + 1;
        int stop = blank(b, from, end);
        if (stop == from || b[from] == '"' || b[from] == '\'') {
            return null;
        }
        String next = " ";
        int behind = stop + 1;
        int equals = FieldKeys.equalsAt(b, behind, end);
        if (equals > 0) {
            String key = text(b, behind, equals);
            if (MESSAGES.contains(key)) {
                return null;
            }
            next = FieldKeys.roleOf(key) == null ? next : " " + key + "=";
        }
        List<Element> elements = List.of(new Element.Literal(text(b, i, from)), new Element.Until(role, next));
        return new OptionalFields(elements, List.of(role), stop, CLEAR.contains(FieldShape.of(b, from, stop)));
    }

    /** {@code app.orders(worker):}. */
    private static @Nullable OptionalFields glued(byte[] b, int i, int open, int end, Set<Role> known) {
        if (open == i || open >= end || b[open] != '(') {
            return null;
        }
        int shut = HeaderFormat.closing(b, open + 1, end, (byte) '(', (byte) ')');
        if (shut < 0 || shut + 1 >= end || b[shut + 1] != ':' || shut + 2 < end && b[shut + 2] != ' ') {
            return null;
        }
        boolean clear = CLEAR.contains(FieldShape.of(b, open + 1, shut));
        if (shut == open + 1 || !clear && !HeaderFormat.isDotted(b, i, open)) {
            return null;
        }
        Set<Role> all = EnumSet.of(Role.LOGGER);
        all.addAll(known);
        FieldPlan plan = FieldPlan.learn(b, open + 1, shut, all);
        List<Element> elements = List.of(new Element.Word(Role.LOGGER, false), new Element.Literal("("),
                new Element.Inside(')', plan), new Element.Literal(")"));
        List<Role> roles = new ArrayList<>(plan.roles());
        roles.add(Role.LOGGER);
        return new OptionalFields(elements, roles, shut + 1, clear);
    }

    /** {@code worker           app.orders:}. */
    private static @Nullable OptionalFields column(byte[] b, int i, int end) {
        int stop = blank(b, i, end);
        int from = stop;
        while (from < end && b[from] == ' ') {
            from++;
        }
        int to = HeaderFormat.wordEnd(b, from, end, false);
        boolean clear = CLEAR.contains(FieldShape.of(b, i, stop));
        if (!clear && from - stop < 2 || to >= end || b[to] != ':' || to + 1 < end && b[to + 1] != ' '
                || !HeaderFormat.isDotted(b, from, to)) {
            return null;
        }
        List<Element> elements = List.of(new Element.Until(Role.OTHER, " "), new Element.Blanks(),
                new Element.Word(Role.LOGGER, false));
        return new OptionalFields(elements, List.of(Role.OTHER, Role.LOGGER), to, clear);
    }

    private static int blank(byte[] b, int from, int end) {
        int i = from;
        int limit = Math.min(end, from + HeaderFormat.MAX_WORD);
        while (i < limit && b[i] != ' ') {
            i++;
        }
        return i;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
