package io.tracestitch.core.record;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.record.HeaderFormat.Element;

/** Decides what the fields of a header are once all of them are known. */
final class FieldRoles {

    private FieldRoles() {
    }

    /** The format with the roles that its fields in this line have by their looks, and one logger. */
    static HeaderFormat settle(HeaderFormat format, byte[] b, int start, int end) {
        Header parts = new Header();
        FieldTrace trace = new FieldTrace();
        parts.trace = trace;
        if (!format.match(b, start, end, parts)) {
            return format;
        }
        List<Role> roles = new ArrayList<>(format.roles());
        int logger = -1;
        for (int k = 0; k < roles.size() && k < FieldTrace.MAX_FIELDS; k++) {
            FieldShape shape = trace.shape(k, b);
            if (roles.get(k) == Role.LOGGER || roles.get(k) == Role.OTHER) {
                roles.set(k, byLooks(roles.get(k), shape, roles));
            }
            if (roles.get(k) == Role.LOGGER && (logger < 0 || trace.shape(logger, b) != FieldShape.MODULE
                    || shape == FieldShape.MODULE)) {
                logger = k;
            }
        }
        for (int k = 0; k < roles.size(); k++) {
            if (roles.get(k) == Role.LOGGER && k != logger) {
                roles.set(k, Role.OTHER);
            }
        }
        return with(format, roles);
    }

    private static Role byLooks(Role role, FieldShape shape, List<Role> all) {
        return switch (shape) {
            case TASK -> all.contains(Role.TASK) ? role : Role.TASK;
            case REQUEST -> all.contains(Role.REQUEST) ? Role.OTHER : Role.REQUEST;
            case ABSENT -> Role.OTHER;
            default -> role;
        };
    }

    /** The format with these roles. A task's name in a column may have blanks: it reaches to the column's sign. */
    static HeaderFormat with(HeaderFormat format, List<Role> roles) {
        if (roles.equals(format.roles())) {
            return format;
        }
        List<Element> elements = new ArrayList<>();
        List<Element> old = format.elements();
        int field = 0;
        for (int k = 0; k < old.size(); k++) {
            switch (old.get(k)) {
                case Element.Word(Role role, boolean path) -> elements.add(word(roles.get(field++), path, old, k));
                case Element.Until(Role role, String next) -> elements.add(new Element.Until(roles.get(field++), next));
                case Element.Dotted dotted -> {
                    elements.add(dotted);
                    field++;
                }
                case Element.Inside(char close, FieldPlan plan) -> {
                    elements.add(new Element.Inside(close, plan.with(roles.subList(field, field + plan.size()))));
                    field += plan.size();
                }
                case Element other -> elements.add(other);
            }
        }
        return format.with(elements);
    }

    private static Element word(Role role, boolean path, List<Element> all, int at) {
        boolean column = role == Role.TASK && at + 3 < all.size() && all.get(at + 1) instanceof Element.Blanks
                && all.get(at + 3) instanceof Element.Blanks;
        return column && all.get(at + 2) instanceof Element.Literal(String sign) && (sign.equals("|") || sign.equals("-"))
                ? new Element.Until(role, " " + sign) : new Element.Word(role, path);
    }
}
