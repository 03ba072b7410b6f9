package io.tracestitch.core.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.record.HeaderFormat.Element;
import io.tracestitch.core.record.HeaderFormat.Strength;
import io.tracestitch.core.state.StateInput;
import io.tracestitch.core.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Header formats in the saved state. Open records refer to the formats that their lines were read with, so each format is written once,
 * where it is met first, and by its number from then on.
 */
final class FormatTable {

    private static final int NONE = 0;
    private static final int DECLARED = 1;
    private static final int FIRST = 2;
    private static final int MAX_ELEMENTS = 256;
    /** Formats of all writers of a source, with those that they had before. */
    private static final int MAX_FORMATS = 1 << 16;
    private static final Role[] ROLES = Role.values();
    private static final Strength[] STRENGTHS = Strength.values();

    private final @Nullable HeaderFormat declared;
    private final Map<HeaderFormat, Integer> numbers = new IdentityHashMap<>();
    private final List<HeaderFormat> formats = new ArrayList<>();

    /** @param declared the format that the user declared: it is not written, and must be the same where it is read; or null */
    FormatTable(@Nullable HeaderFormat declared) {
        this.declared = declared;
    }

    void write(@Nullable HeaderFormat format, StateOutput out) throws IOException {
        if (format == null) {
            out.number(NONE);
            return;
        }
        if (format == declared) {
            out.number(DECLARED);
            return;
        }
        Integer known = numbers.putIfAbsent(format, numbers.size());
        out.number(FIRST + (known == null ? numbers.size() - 1 : known));
        if (known == null) {
            define(format, out);
        }
    }

    @Nullable HeaderFormat read(StateInput in) throws IOException {
        int number = in.number(FIRST + MAX_FORMATS);
        if (number == NONE) {
            return null;
        }
        if (number == DECLARED) {
            if (declared == null) {
                throw new IOException("a state that was saved with a declared log format");
            }
            return declared;
        }
        int index = number - FIRST;
        if (index > formats.size()) {
            throw new IOException("a format that was not written");
        }
        if (index == formats.size()) {
            formats.add(format(in));
        }
        return formats.get(index);
    }

    HeaderFormat required(StateInput in) throws IOException {
        HeaderFormat format = read(in);
        if (format == null) {
            throw new IOException("a format is missing");
        }
        return format;
    }

    private static void define(HeaderFormat format, StateOutput out) throws IOException {
        out.constant(format.strength());
        out.text(format.description());
        out.writeBoolean(format.isTrailed());
        out.number(format.elements().size());
        for (Element element : format.elements()) {
            element(element, out);
        }
    }

    private static HeaderFormat format(StateInput in) throws IOException {
        Strength strength = in.constant(STRENGTHS);
        String description = in.text();
        boolean trailed = in.readBoolean();
        int count = in.count(MAX_ELEMENTS);
        if (count == 0) {
            throw new IOException("a format without elements");
        }
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element(in));
        }
        HeaderFormat format = new HeaderFormat(elements, strength, description);
        return FormatPool.one(trailed ? format.withTrailer() : format);
    }

    private static void element(Element element, StateOutput out) throws IOException {
        switch (element) {
            case Element.Literal(String text) -> {
                out.writeByte('l');
                out.text(text);
            }
            case Element.Blanks() -> out.writeByte('b');
            case Element.Stamp(String sample) -> {
                out.writeByte('s');
                out.text(sample);
            }
            case Element.AnyStamp() -> out.writeByte('a');
            case Element.LevelName(boolean anyCase) -> out.writeByte(anyCase ? 'N' : 'n');
            case Element.LevelLetter() -> out.writeByte('c');
            case Element.Word(Role role, boolean path) -> {
                out.writeByte(path ? 'W' : 'w');
                out.constant(role);
            }
            case Element.Dotted() -> out.writeByte('d');
            case Element.Until(Role role, String next) -> {
                out.writeByte('u');
                out.constant(role);
                out.text(next);
            }
            case Element.Inside(char close, FieldPlan plan) -> {
                out.writeByte('i');
                out.writeChar(close);
                out.number(plan.roles().size());
                for (Role role : plan.roles()) {
                    out.constant(role);
                }
                out.text(plan.separators());
                out.number(plan.elastic());
            }
        }
    }

    private static Element element(StateInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 'l' -> new Element.Literal(in.text());
            case 'b' -> new Element.Blanks();
            case 's' -> new Element.Stamp(in.text());
            case 'a' -> new Element.AnyStamp();
            case 'N', 'n' -> new Element.LevelName(kind == 'N');
            case 'c' -> new Element.LevelLetter();
            case 'W', 'w' -> new Element.Word(in.constant(ROLES), kind == 'W');
            case 'd' -> new Element.Dotted();
            case 'u' -> new Element.Until(in.constant(ROLES), in.text());
            case 'i' -> new Element.Inside(in.readChar(), plan(in));
            default -> throw new IOException("no element of a header: " + kind);
        };
    }

    private static FieldPlan plan(StateInput in) throws IOException {
        int count = in.count(HeaderFormat.MAX_INSIDE + 1);
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            roles.add(in.constant(ROLES));
        }
        String separators = in.text();
        int elastic = in.number(Math.max(0, count - 1));
        if (count == 0 || separators.length() != count - 1) {
            throw new IOException("fields without signs between them");
        }
        return new FieldPlan(List.copyOf(roles), separators, elastic);
    }
}
