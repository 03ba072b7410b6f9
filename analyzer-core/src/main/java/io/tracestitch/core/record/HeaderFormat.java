package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The format of record headers, compiled to a recogniser on bytes: a sequence of elements that must match from the line's first byte
 * on. Immutable, thread-safe.
 */
final class HeaderFormat {

    /** How sure a line that matches is a header and nothing else. */
    enum Strength {
        /** A level alone: {@code ERROR: ...}. */
        WEAK,
        /** A level with a logger, or a timestamp without a level. */
        MEDIUM,
        /** A timestamp and a level, or what the user declared. */
        STRONG
    }

    /** One part of a header. */
    sealed interface Element {
        /** These very bytes. */
        record Literal(String text) implements Element { }

        /** One blank or more, or exactly none at the end of the line. */
        record Blanks() implements Element { }

        /** A timestamp whose digits stand where the sample's stood. */
        record Stamp(String sample) implements Element { }

        /** A timestamp of any known shape (declared formats, whose date format nobody knows). */
        record AnyStamp() implements Element { }

        /** The name of a level. */
        record LevelName(boolean anyCase) implements Element { }

        /** One letter for the level. */
        record LevelLetter() implements Element { }

        /**
         * A run without blanks and closing signs; {@code path} lets colons in that no blank follows, and its role has only what
         * stands before the first of them: {@code module:function:line}.
         */
        record Word(Header.Role role, boolean path) implements Element { }

        /** A logger's name that is known by its points, followed by a blank; {@code root} and {@code asyncio} count too. */
        record Dotted() implements Element { }

        /** Anything up to the next text, which is a blank or longer; a blank may be the line's end. Blanks around it are padding. */
        record Until(Header.Role role, String next) implements Element { }

        /** Anything up to the closing bracket, the opening one before it being a literal; brackets may nest. */
        record Inside(char close, FieldPlan plan) implements Element { }
    }

    /** The longest text between brackets that is taken for a part of the header. */
    static final int MAX_INSIDE = 120;
    private static final String[] OWN_LOGGERS = {"root", "asyncio", "__main__"};
    /** The longest word. */
    static final int MAX_WORD = 160;

    private final List<Element> elements;
    private final Strength strength;
    private final String description;
    private final Step[] steps;
    /** Each field's role, by number. */
    private final List<Header.Role> roles;
    private final boolean trailed;
    private final int levelStep;
    /** So many steps tell the task and the process, where the header does. */
    private final int telling;
    /** The last of these steps, where it stands behind the level and ends with the task's name; else -1. */
    private final int spotted;
    /** What stands before the level, if all of that is fixed. */
    private final @Nullable FixedPrefix prefix;

    HeaderFormat(List<Element> elements, Strength strength, String description) {
        this(elements, strength, description, false);
    }

    private HeaderFormat(List<Element> elements, Strength strength, String description, boolean trailed) {
        this.elements = List.copyOf(elements);
        this.strength = strength;
        this.description = description;
        this.trailed = trailed;
        this.steps = new Step[elements.size()];
        List<Header.Role> all = new ArrayList<>();
        for (int k = 0; k < steps.length; k++) {
            Element element = this.elements.get(k);
            steps[k] = Step.of(element, all.size());
            all.addAll(rolesOf(element));
        }
        this.roles = List.copyOf(all);
        int found = -1;
        for (int i = 0; i < steps.length && found < 0; i++) {
            found = steps[i].code == Step.LEVEL || steps[i].code == Step.LETTER ? i : -1;
        }
        this.levelStep = found;
        this.prefix = found > 0 ? prefix(found) : null;
        int telling = 0;
        boolean tasked = false;
        for (int i = 0; i < steps.length; i++) {
            List<Header.Role> here = rolesOf(this.elements.get(i));
            tasked |= here.contains(Header.Role.TASK);
            telling = here.contains(Header.Role.TASK) || here.contains(Header.Role.PROCESS) ? i + 1 : telling;
        }
        this.telling = trailed && !tasked ? steps.length : telling;
        this.spotted = tasked && found >= 0 && telling - 1 > found && endsWithTask(this.elements.get(telling - 1)) ? telling - 1 : -1;
    }

    /** Whether the task is the last of what the element tells, and ends where the element does. */
    private static boolean endsWithTask(Element element) {
        return switch (element) {
            case Element.Inside(char close, FieldPlan plan) -> plan.roles().getLast() == Header.Role.TASK;
            case Element.Word(Header.Role role, boolean path) -> role == Header.Role.TASK && !path;
            default -> false;
        };
    }

    /** Roles of the fields in an element. */
    static List<Header.Role> rolesOf(Element element) {
        return switch (element) {
            case Element.Word(Header.Role role, boolean path) -> List.of(role);
            case Element.Until(Header.Role role, String next) -> List.of(role);
            case Element.Dotted() -> List.of(Header.Role.LOGGER);
            case Element.Inside(char close, FieldPlan plan) -> plan.roles();
            case Element.Literal l -> List.of();
            case Element.Blanks b -> List.of();
            case Element.Stamp s -> List.of();
            case Element.AnyStamp s -> List.of();
            case Element.LevelName l -> List.of();
            case Element.LevelLetter l -> List.of();
        };
    }

    private @Nullable FixedPrefix prefix(int length) {
        FixedPrefix.Collector all = new FixedPrefix.Collector();
        for (int k = 0; k < length; k++) {
            if (!steps[k].collect(all)) {
                return null;
            }
        }
        return all.build();
    }

    Strength strength() {
        return strength;
    }

    /** How many elements; of two formats that match a line the longer one tells more. */
    int length() {
        return steps.length;
    }

    /** For people: {@code asctime level [process:thread:task] logger}. */
    String description() {
        return description;
    }

    /** Whether a header of this format may begin with blanks: levels may be aligned to the right. */
    boolean mayBeIndented() {
        return elements.getFirst() instanceof Element.LevelName;
    }

    /** Each field's role, by number. */
    List<Header.Role> roles() {
        return roles;
    }

    List<Element> elements() {
        return elements;
    }

    /** The same format whose elements have other roles. */
    HeaderFormat with(List<Element> others) {
        return new HeaderFormat(others, strength, HeaderDescription.of(others), trailed);
    }

    /** Whether fields stand at the end of the lines too. */
    boolean isTrailed() {
        return trailed;
    }

    /** The same format with fields at the end of the lines. */
    HeaderFormat withTrailer() {
        return new HeaderFormat(elements, strength, description, true);
    }

    boolean sameAs(HeaderFormat other) {
        return elements.equals(other.elements);
    }

    /**
     * The level of the line if it matches up to its level, and the offset behind it: {@code offset << 8 | level}; -1 if it does not, or
     * where the format has no level. Allocates nothing.
     */
    long levelOf(byte[] b, int start, int end) {
        if (levelStep < 0) {
            return -1;
        }
        int i = levelAt(b, start, end);
        if (i < 0) {
            return -1;
        }
        if (steps[levelStep].code == Step.LETTER) {
            return i < end ? i + 1L << 8 | Level.ofLetter(b[i]) : -1;
        }
        int found = Level.at(b, i, end, steps[levelStep].flag);
        return found == 0 ? -1 : (long) (i + (found & 0xFF)) << 8 | found >> 8;
    }

    /** Offset of the level if the header's parts before it are there, else -1. */
    private int levelAt(byte[] b, int start, int end) {
        FixedPrefix fixed = prefix;
        if (fixed != null && fixed.standsAt(b, start, end)) {
            int at = start + fixed.length();
            while (at < end && b[at] == ' ' && b[at - 1] == ' ') {
                at++; // right-aligned names
            }
            return at;
        }
        int i = start;
        for (int k = 0; k < levelStep && i >= 0; k++) {
            i = steps[k].match(b, i, end, null);
        }
        return i;
    }

    /**
     * Where the task and the process stand in a line whose level {@link #levelOf} told is put into {@code out}; false if not all of the
     * header up to them is there. Other parts may or may not be told. Allocates nothing. The bytes are the line's whole text: the format
     * may have fields at its end.
     */
    boolean taskOf(byte[] b, int start, int end, Header out) {
        if (telling == steps.length) {
            return match(b, start, end, out);
        }
        out.clear();
        FixedPrefix fixed = prefix;
        boolean known = fixed != null && fixed.standsAt(b, start, end);
        int i = known ? start + fixed.length() : start;
        for (int k = known ? levelStep : 0; k < telling && i >= 0; k++) {
            i = steps[k].match(b, i, end, out);
        }
        return i >= 0;
    }

    /**
     * The same for a line whose level ends at {@code behindLevel}; most lines are like the one before, which {@code spot} knows.
     */
    boolean taskOf(byte[] b, int start, int behindLevel, int end, TaskSpot spot, Header out) {
        if (spotted < 0) {
            return taskOf(b, start, end, out);
        }
        if (spot.read(b, behindLevel, end, out)) {
            return true;
        }
        boolean found = taskOf(b, start, end, out);
        if (found) {
            Step step = steps[spotted];
            boolean inside = step.code == Step.INSIDE;
            spot.learn(b, behindLevel, end, inside ? step.bytes[0] : (byte) ' ', inside ? step.bytes[1] : (byte) ' ', out);
        }
        return found;
    }

    /**
     * Whether the line begins with this header; where its parts stand is put into {@code out}. Allocates nothing, unless {@code out}
     * traces its fields.
     */
    boolean match(byte[] b, int start, int end, Header out) {
        out.clear();
        int i = start;
        for (Step step : steps) {
            i = step.match(b, i, end, out);
            if (i < 0) {
                return false;
            }
        }
        out.message = i;
        if (trailed) {
            Trailer.read(b, i, end, out);
        }
        return true;
    }

    /** For people: what a field with that role is called; null if it tells nothing. */
    static @Nullable String name(Header.Role role) {
        return switch (role) {
            case LOGGER -> "logger";
            case PROCESS -> "process";
            case THREAD -> "thread";
            case TASK -> "task";
            case REQUEST -> "request";
            case OTHER -> null;
        };
    }

    /** An element made ready for matching. */
    private static final class Step {
        static final int LITERAL = 0;
        static final int BLANKS = 1;
        static final int STAMP = 2;
        static final int ANY_STAMP = 3;
        static final int LEVEL = 4;
        static final int LETTER = 5;
        static final int WORD = 6;
        static final int UNTIL = 7;
        static final int INSIDE = 8;
        static final int DOTTED = 9;

        final int code;
        final byte[] bytes;
        final boolean flag;
        final Header.Role role;
        /** Number of the first field in it. */
        final int field;
        final @Nullable FieldPlan plan;
        final @Nullable FixedPrefix fixed;

        private Step(int code, byte[] bytes, boolean flag, Header.Role role, int field, @Nullable FieldPlan plan) {
            this.code = code;
            this.bytes = bytes;
            this.flag = flag;
            this.role = role;
            this.field = field;
            this.plan = plan;
            FixedPrefix.Collector all = new FixedPrefix.Collector();
            collect(all);
            fixed = code == STAMP ? all.build() : null;
        }

        /** Adds what is the same in all headers; false if what follows does not stand at a fixed place. */
        boolean collect(FixedPrefix.Collector out) {
            switch (code) {
                case LITERAL -> {
                    for (byte c : bytes) {
                        out.add(c, FixedPrefix.Collector.EXACT);
                    }
                }
                case BLANKS -> out.add((byte) ' ', FixedPrefix.Collector.EXACT);
                case STAMP -> {
                    for (int k = 0; k < bytes.length; k++) {
                        int c = bytes[k] & 0xFF;
                        boolean free = Character.isLetter(c) && c != 'T' && c != 'Z' || c == ' ' && paddedDay(k);
                        out.add(bytes[k], c >= '0' && c <= '9' ? FixedPrefix.Collector.DIGIT
                                : free ? FixedPrefix.Collector.ANY : FixedPrefix.Collector.EXACT);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        /** {@code Nov  3}: the day's first place is blank or a digit. */
        private boolean paddedDay(int at) {
            return at > 3 && bytes[at - 1] == ' ' && at + 1 < bytes.length && Character.isDigit(bytes[at + 1]);
        }

        static Step of(Element element, int field) {
            return switch (element) {
                case Element.Literal(String text) -> plain(LITERAL, text, false);
                case Element.Blanks() -> plain(BLANKS, "", false);
                case Element.Stamp(String sample) -> plain(STAMP, sample, false);
                case Element.AnyStamp() -> plain(ANY_STAMP, "", false);
                case Element.LevelName(boolean anyCase) -> plain(LEVEL, "", anyCase);
                case Element.LevelLetter() -> plain(LETTER, "", false);
                case Element.Word(Header.Role role, boolean path) -> new Step(WORD, latin(""), path, role, field, null);
                case Element.Until(Header.Role role, String next) -> new Step(UNTIL, latin(next), false, role, field, null);
                case Element.Dotted() -> new Step(DOTTED, latin(""), false, Header.Role.LOGGER, field, null);
                case Element.Inside(char close, FieldPlan plan) ->
                        new Step(INSIDE, latin("" + open(close) + close), false, Header.Role.OTHER, field, plan);
            };
        }

        private static Step plain(int code, String text, boolean flag) {
            return new Step(code, latin(text), flag, Header.Role.OTHER, 0, null);
        }

        private static byte[] latin(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Offset behind the match at {@code i}, or -1. */
        int match(byte[] b, int i, int end, @Nullable Header out) {
            return switch (code) {
                case LITERAL -> literal(b, i, end);
                case BLANKS -> blanks(b, i, end);
                case STAMP -> stamp(b, i, end, out);
                case ANY_STAMP -> found(i, Timestamps.lengthAt(b, i, end), Timestamps.epochLengthAt(b, i, end), out);
                case LEVEL -> level(b, i, end, out);
                case LETTER -> letter(b, i, end, out);
                case WORD -> word(b, i, end, out);
                case UNTIL -> until(b, i, end, out);
                case DOTTED -> dotted(b, i, end, out);
                default -> inside(b, i, end, out);
            };
        }

        private int literal(byte[] b, int i, int end) {
            if (end - i < bytes.length) {
                // a header with an empty message lost its last blank
                return bytes.length > 1 && end - i == bytes.length - 1 && bytes[bytes.length - 1] == ' '
                        && Arrays.equals(b, i, end, bytes, 0, bytes.length - 1) ? end : -1;
            }
            for (int k = 0; k < bytes.length; k++) {
                if (b[i + k] != bytes[k]) {
                    return -1;
                }
            }
            return i + bytes.length;
        }

        private static int blanks(byte[] b, int i, int end) {
            int k = i;
            while (k < end && (b[k] == ' ' || b[k] == '\t')) {
                k++;
            }
            return k > i || k == end ? k : -1;
        }

        private int stamp(byte[] b, int i, int end, @Nullable Header out) {
            int length = bytes.length;
            if (end - i < length) {
                return -1;
            }
            if (fixed == null) {
                return shortStamp(b, i, out);
            }
            if (!fixed.standsAt(b, i, end)) {
                return -1;
            }
            if (out != null) {
                out.time(i, length);
            }
            return i + length;
        }

        private int shortStamp(byte[] b, int i, @Nullable Header out) {
            for (int k = 0; k < bytes.length; k++) {
                boolean digit = bytes[k] >= '0' && bytes[k] <= '9';
                if (digit ? b[i + k] < '0' || b[i + k] > '9' : b[i + k] != bytes[k]) {
                    return -1;
                }
            }
            if (out != null) {
                out.time(i, bytes.length);
            }
            return i + bytes.length;
        }

        private static int found(int i, int length, int otherLength, @Nullable Header out) {
            int n = Math.max(length, otherLength);
            if (n > 0 && out != null) {
                out.time(i, n);
            }
            return n > 0 ? i + n : -1;
        }

        private int level(byte[] b, int i, int end, @Nullable Header out) {
            int at = i;
            while (at < end && b[at] == ' ') {
                at++; // right-aligned names
            }
            int found = Level.at(b, at, end, flag);
            if (found == 0) {
                return -1;
            }
            if (out != null) {
                out.level = found >> 8;
                out.levelStart = at;
                out.levelLength = found & 0xFF;
            }
            return at + (found & 0xFF);
        }

        private static int letter(byte[] b, int i, int end, @Nullable Header out) {
            int number = i < end ? Level.ofLetter(b[i]) : 0;
            if (number > 0 && out != null) {
                out.level = number;
                out.levelStart = i;
                out.levelLength = 1;
            }
            return number > 0 ? i + 1 : -1;
        }

        private int word(byte[] b, int i, int end, @Nullable Header out) {
            int k = wordEnd(b, i, end, flag);
            if (k == i) {
                return -1;
            }
            if (out != null) {
                out.field(field, role, b, i, flag ? colon(b, i, k) : k);
            }
            return k;
        }

        private static int colon(byte[] b, int from, int to) {
            int k = from;
            while (k < to && b[k] != ':') {
                k++;
            }
            return k;
        }

        private int dotted(byte[] b, int i, int end, @Nullable Header out) {
            int k = wordEnd(b, i, end, false);
            return k < end && b[k] == ' ' && isDotted(b, i, k) ? word(b, i, end, out) : -1;
        }

        private int until(byte[] b, int i, int end, @Nullable Header out) {
            int limit = Math.min(end, i + MAX_WORD);
            for (int k = i; k <= limit; k++) {
                boolean here = bytes.length == 0 ? k == end : startsWith(b, k, end) || k == end && isBlank();
                if (here) {
                    if (out != null) {
                        out.field(field, role, b, i, k);
                    }
                    return k;
                }
            }
            return -1;
        }

        private boolean isBlank() {
            return bytes.length == 1 && bytes[0] == ' ';
        }

        private boolean startsWith(byte[] b, int k, int end) {
            return k + bytes.length <= end && Arrays.equals(b, k, k + bytes.length, bytes, 0, bytes.length);
        }

        private int inside(byte[] b, int i, int end, @Nullable Header out) {
            int k = closing(b, i, end, bytes[0], bytes[1]);
            if (k >= 0 && out != null && plan != null) {
                plan.assign(b, i, k, field, out);
            }
            return k;
        }
    }

    /** Offset of the bracket that closes the one before {@code from}, or -1. One that stays open inside is not counted. */
    static int closing(byte[] b, int from, int end, byte open, byte close) {
        int limit = Math.min(end, from + MAX_INSIDE);
        int depth = 0;
        int first = -1;
        for (int k = from; k < limit; k++) {
            if (b[k] == open) {
                depth++;
            } else if (b[k] == close) {
                if (depth-- == 0) {
                    return k;
                }
                first = first < 0 ? k : first;
            }
        }
        return first;
    }

    private static char open(char close) {
        return switch (close) {
            case ']' -> '[';
            case ')' -> '(';
            case '>' -> '<';
            default -> '{';
        };
    }

    /** Whether the bytes are a logger's name beyond doubt: words joined by points, or one of the names that Python itself uses. */
    static boolean isDotted(byte[] b, int from, int to) {
        int points = 0;
        for (int k = from; k < to; k++) {
            byte c = b[k];
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (c == '.' && k > from && k + 1 < to && b[k - 1] != '.') {
                points++;
            } else if (!letter && !(c >= '0' && c <= '9' && k > from && b[k - 1] != '.')) {
                return false;
            }
        }
        if (points > 0) {
            return true;
        }
        for (String name : OWN_LOGGERS) {
            if (name.length() == to - from && name.equals(new String(b, from, to - from, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }

    /** Offset behind the word at {@code i}: letters, digits and what stands in names of modules, hosts and threads. */
    static int wordEnd(byte[] b, int i, int end, boolean path) {
        int k = i;
        int limit = Math.min(end, i + MAX_WORD);
        while (k < limit) {
            byte c = b[k];
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c < 0
                    || c == '_' || c == '.' || c == '-' || c == '$' || c == '/' || c == '<' || c == '>' || c == '@' || c == '#'
                    || c == '+' || c == '%' || c == '~';
            if (!plain && !(path && c == ':' && k > i && k + 1 < end && b[k + 1] != ' ')) {
                break;
            }
            k++;
        }
        return k;
    }
}
