package io.tracestitch.core.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.tracestitch.core.record.Header.Role;
import io.tracestitch.core.record.HeaderFormat.Element;
import io.tracestitch.core.record.HeaderFormat.Strength;
import org.jspecify.annotations.Nullable;

/**
 * Learns the format of a record's header from one line: finds its timestamp, its level and the fields around them, in any order and
 * with any separators. One use, one line; not thread-safe.
 */
final class HeaderRecogniser {

    /** A header is looked for in the first bytes of a line only. */
    private static final int MAX_HEADER = 240;
    /** More words than this before the timestamp or the level make a sentence, not a header. */
    private static final int MAX_WORDS = 5;
    /** Parts between the level and the message. */
    private static final int MAX_TRAILING = 12;
    private static final int UUID_LENGTH = 36;
    private static final String SEPARATORS = ":|-,;/*=>#";

    private final byte[] b;
    private final boolean daring;
    private final int end;
    private final int limit;
    private final List<Element> elements = new ArrayList<>();
    /** Roles of the fields between brackets so far. */
    private final Set<Role> known = EnumSet.noneOf(Role.class);
    private int i;
    private int words;
    private boolean stamp;
    private boolean date;
    private boolean level;
    private boolean logger;
    /** Whether the logger may be something else: a word between brackets that is no dotted name. */
    private boolean unsure;
    /** Number of fields that may be the message's first words, and whether one of them cannot. */
    private int optional;
    private boolean clear;
    /** Whether the logger is but the first word of the line, which may be anything. */
    private boolean earlyLogger;
    /** Elements and offset up to the last timestamp or level. */
    private int anchor;
    private int anchorOffset;

    private HeaderRecogniser(byte[] b, int start, int end, boolean daring) {
        this.daring = daring;
        this.b = b;
        this.i = start;
        this.end = end;
        this.limit = Math.min(end, start + MAX_HEADER);
    }

    /** The format of the line's header, or null if it has none. */
    static @Nullable Reading recognise(byte[] b, int start, int end) {
        if (start >= end || b[start] == ' ' || b[start] == '\t' || b[start] == '|' || b[start] == '{' && !mayBeField(b, start + 1, end)) {
            return null;
        }
        HeaderRecogniser daring = new HeaderRecogniser(b, start, end, true);
        HeaderFormat whole = daring.run(start);
        if (whole == null) {
            return null;
        }
        HeaderFormat certain = daring.optional == 0 ? null : new HeaderRecogniser(b, start, end, false).run(start);
        return new Reading(FieldRoles.settle(whole, b, start, end),
                certain == null ? null : FieldRoles.settle(certain, b, start, end), daring.clear || daring.optional > 1);
    }

    /**
     * What a line's header may be.
     *
     * @param format its format with all fields
     * @param certain the format without the fields that may just as well be the message's first words; null if there are none
     * @param clear whether these fields look like fields by themselves
     */
    record Reading(HeaderFormat format, @Nullable HeaderFormat certain, boolean clear) {
    }

    /** JSON goes on with a quote or a blank. */
    private static boolean mayBeField(byte[] b, int i, int end) {
        return i < end && b[i] != '"' && b[i] != ' ' && b[i] != '}';
    }

    private @Nullable HeaderFormat run(int start) {
        char close = 0;
        boolean spaced = true;
        while (i < limit && !(stamp && level)) {
            byte c = b[i];
            if (c == ' ' || c == '\t') {
                blanks();
                spaced = true;
                continue;
            }
            if (close != 0 && c == close) {
                boolean padding = onlyBlanks(anchorOffset, i);
                literal(close);
                close = 0;
                if (padding) {
                    anchor();
                }
                continue;
            }
            if (close == 0 && (c == '[' || c == '(' || c == '<' || c == '{')) {
                int shut = closing(i);
                if (shut < 0) {
                    break;
                }
                literal((char) c);
                if (holdsAnchor(i, shut)) {
                    close = (char) b[shut];
                } else {
                    inside(shut);
                    literal((char) b[shut]);
                    words++;
                }
                continue;
            }
            if (!stamp && stamp()) {
                anchor();
                continue;
            }
            if (!level && level(start, close != 0)) {
                anchor();
                continue;
            }
            if (key()) {
                continue;
            }
            if (SEPARATORS.indexOf(c) >= 0 || isQuote(c) && anchor > 0 && anchorOffset == i) {
                literal((char) c);
                spaced = false;
                continue;
            }
            int stop = HeaderFormat.wordEnd(b, i, limit, false);
            if (stop == i || ++words > MAX_WORDS || words > 2 && !stamp && spaced && anchor == 0) {
                break;
            }
            Role role = wordRole(i, stop);
            elements.add(new Element.Word(role, false));
            note(role);
            earlyLogger |= role == Role.LOGGER && !stamp && !level;
            i = stop;
            spaced = false;
        }
        if (anchor == 0) {
            return null;
        }
        rewind();
        if (close != 0 && i < end && b[i] != close) {
            // the bracket holds more behind the level: [... ERROR/MainProcess]
            int shut = closingFrom(i, close);
            if (shut < 0) {
                return null;
            }
            inside(shut);
            literal(close);
        } else if (close != 0 && i < end && b[i] == close) {
            literal(close);
        }
        return finish(start);
    }

    /** Back to behind the last timestamp or level: what was read beyond it may be the message. */
    private void rewind() {
        while (elements.size() > anchor) {
            elements.removeLast();
        }
        known.clear();
        for (Element element : elements) {
            known.addAll(HeaderFormat.rolesOf(element));
        }
        logger = known.contains(Role.LOGGER);
        unsure &= logger;
        i = anchorOffset;
    }

    private @Nullable HeaderFormat finish(int start) {
        boolean first = i > start && elements.getFirst() instanceof Element.LevelName;
        int before = elements.size();
        if (stamp && level && i + 1 < end && b[i] == ':' && b[i + 1] != ' ') {
            int stop = HeaderFormat.wordEnd(b, i + 1, limit, false);
            if (stop > i + 1 && stop < end && b[stop] == ':') {
                literal(':');
                word(Role.LOGGER, stop, false);
                literal(':');
                return done(Strength.STRONG);
            }
        }
        if (first && !stamp && i < end && b[i] == '/') {
            int stop = HeaderFormat.wordEnd(b, i + 1, limit, false);
            if (stop > i + 1 && followedBy(stop, ": ")) {
                literal('/'); // ERROR/logger: message
                word(Role.LOGGER, stop, false);
                literal(':');
                blanks();
                return done(Strength.MEDIUM);
            }
        }
        boolean colon = i < end && b[i] == ':' && i + 1 < end && b[i + 1] != ' ' && level && !stamp;
        if (colon && first) {
            // ERROR:logger:message
            int stop = HeaderFormat.wordEnd(b, i + 1, limit, false);
            if (stop <= i + 1 || stop >= end || b[stop] != ':') {
                return null;
            }
            literal(':');
            word(Role.LOGGER, stop, false);
            literal(':');
            return done(Strength.MEDIUM);
        }
        if (colon && before >= 3 && elements.getFirst() instanceof Element.Word) {
            literal(':');
            return done(Strength.MEDIUM);
        }
        trailing();
        if (stamp && (level || date)) {
            return done(level ? Strength.STRONG : Strength.MEDIUM);
        }
        if (stamp) {
            return before == 1 && i > start && b[i - 1] == ' ' ? done(Strength.WEAK) : null; // a time of day alone
        }
        boolean bracketed = elements.size() > 2 && elements.get(before - 1) instanceof Element.Literal(String text)
                && (text.equals("]") || text.equals(")")) ;
        if (bracketed && startsWithPlace()) {
            return done(Strength.MEDIUM);
        }
        if (first || bracketed && elements.getFirst() instanceof Element.Literal || hasSeparator()) {
            return done(elements.size() > before + 2 && logger ? Strength.MEDIUM : Strength.WEAK);
        }
        return null;
    }

    /** {@code base_events.py:1707 [ERROR]}. */
    private boolean startsWithPlace() {
        return elements.size() > 3 && elements.get(0) instanceof Element.Word && elements.get(1).equals(new Element.Literal(":"))
                && elements.get(2) instanceof Element.Word(Role role, boolean path) && role == Role.PROCESS;
    }

    /** Words before a level count only with signs between them: {@code name - ERROR - message}. */
    private boolean hasSeparator() {
        return elements.stream().anyMatch(e -> e instanceof Element.Literal(String t) && (t.equals(":") || t.equals("-")
                || t.equals("|") || t.equals("=")));
    }

    private HeaderFormat done(Strength strength) {
        return new HeaderFormat(elements, strength, HeaderDescription.of(elements));
    }

    /** What stands between the last of timestamp and level, and the message. */
    private void trailing() {
        for (int n = 0; n < MAX_TRAILING; n++) {
            int save = elements.size();
            int at = i;
            if (i < end && (b[i] == ' ' || b[i] == '\t')) {
                blanks();
            }
            if (i >= limit) {
                return;
            }
            byte c = b[i];
            if (separator()) {
                continue;
            }
            if (c == '[' || c == '(' || c == '{') {
                int shut = closing(i);
                if (shut > i + 1 && fieldLike(i + 1, shut) && (shut + 1 == end || " :]-|[({<".indexOf(b[shut + 1]) >= 0)) {
                    literal((char) c);
                    inside(shut);
                    literal((char) b[shut]);
                    continue;
                }
            } else if (word()) {
                continue;
            }
            // blanks before the message belong to the header, unless they may be the message's indentation
            if (elements.size() > save && at + 1 < i && save > 0 && !(elements.get(save - 1) instanceof Element.LevelName)
                    && !(elements.get(save - 1) instanceof Element.Literal(String t) && t.equals(":"))) {
                elements.removeLast();
                elements.add(new Element.Literal(" "));
                i = at + 1;
            }
            return;
        }
    }

    /** Takes fields that may be the message's first words. */
    private boolean optional(int stop) {
        boolean dotted = unsure && stop < end && HeaderFormat.isDotted(b, i, stop) && !pythonFile(i, stop);
        if (dotted && b[stop] == ':' && (stop + 1 == end || b[stop + 1] == ' ')) {
            word(Role.LOGGER, stop, false); // what stood between brackets was another field
            optional++;
            return true;
        }
        if (dotted && b[stop] == ' ' && !looksLikeType(i, stop)) {
            elements.add(new Element.Dotted());
            note(Role.LOGGER);
            i = stop;
            optional++;
            return true;
        }
        OptionalFields found = OptionalFields.at(b, i, end, elements, logger, known);
        if (found == null) {
            return false;
        }
        elements.addAll(found.elements());
        found.roles().forEach(this::note);
        optional++;
        clear |= found.clear();
        i = found.end();
        return true;
    }

    /** Whether a blank and a logger's name with a colon follow. */
    private boolean loggerAt(int blank) {
        int from = blank + 1;
        int stop = blank < end && b[blank] == ' ' ? HeaderFormat.wordEnd(b, from, limit, false) : from;
        return stop > from && stop < end && b[stop] == ':' && (stop + 1 == end || b[stop + 1] == ' ') && !looksLikeType(from, stop);
    }

    /** {@code - }, {@code | }, {@code : } between fields. */
    private boolean separator() {
        byte c = b[i];
        if (c == ':' && i + 1 < end && b[i + 1] == ':' && i > 0 && b[i - 1] == ' ' && (i + 2 == end || b[i + 2] == ' ')) {
            literal(':');
            literal(':');
            return true;
        }
        boolean sign = c == '-' || c == '|' || c == ':' || c == '>' || c == ',' || c == ']';
        if (!sign || i + 1 < end && b[i + 1] != ' ') {
            return false;
        }
        literal((char) c);
        return true;
    }

    private boolean word() {
        int stop = HeaderFormat.wordEnd(b, i, limit, false);
        int path = HeaderFormat.wordEnd(b, i, limit, true);
        if (path > stop && (followedBy(path, " - ") || followedBy(path, " | ")) && Character.isDigit(b[path - 1])) {
            word(pythonFile(i, stop) ? Role.OTHER : Role.LOGGER, path, true); // loguru's module:function:line
            return true;
        }
        if (path > stop && path < end && (b[path] == ':' || b[path] == ']') && Character.isDigit(b[path - 1])
                && pythonFile(i, stop) && !warningAt(path + 1)) {
            word(Role.OTHER, path, true); // file.py:42:
            return true;
        }
        if (stop == i) {
            return false;
        }
        if (stop == i + 2 && b[i] == 'i' && b[i + 1] == 'n' && stamp && level && !logger && loggerAt(stop)) {
            elements.add(new Element.Literal("in")); // Flask's "ERROR in app.orders: "
            i = stop;
            blanks();
            word(Role.LOGGER, HeaderFormat.wordEnd(b, i, limit, false), false);
            return true;
        }
        if (daring && level && optional(stop)) {
            return true;
        }
        boolean number = digits(i, stop);
        if (level && (!logger || earlyLogger) && stop < end && b[stop] == ' ' && HeaderFormat.isDotted(b, i, stop) && !pythonFile(i, stop)
                && !looksLikeType(i, stop)) {
            elements.add(new Element.Dotted());
            earlyLogger = false;
            note(Role.LOGGER);
            i = stop;
            return true;
        }
        if (stop - i == UUID_LENGTH && stop < end && (b[stop] == '\t' || b[stop] == ' ') && b[i + 8] == '-' && b[i + 13] == '-') {
            word(Role.REQUEST, stop, false); // AWS Lambda's
            return true;
        }
        if (number && stop < end && b[stop] == ' ' && sourceAt(stop + 1)) {
            word(Role.PROCESS, stop, false); // glog's thread: 4211 worker.py:12]
            return true;
        }
        boolean name = !looksLikeType(i, stop);
        if (name && (stop < end && b[stop] == ':' && (stop + 1 == end || b[stop + 1] == ' ') || followedBy(stop, " - ")
                || followedBy(stop, " | "))) {
            if (logger && !number && !followedBy(stop, " - ") && !followedBy(stop, " | ")) {
                return false;
            }
            word(number ? Role.PROCESS : logger ? Role.OTHER : Role.LOGGER, stop, false);
            return true;
        }
        if (name && !number && level && !logger && fieldBehind(stop)) {
            word(Role.LOGGER, stop, false);
            return true;
        }
        if (name && !number && threeFields(stop)) {
            word(Role.LOGGER, stop, false);
            for (int n = 0; n < 2; n++) {
                blanks();
                word(n == 0 ? Role.PROCESS : Role.THREAD, HeaderFormat.wordEnd(b, i, limit, false), false);
            }
            return true;
        }
        return false;
    }

    /** Whether a field in brackets follows: {@code app [4211] message}. */
    private boolean fieldBehind(int stop) {
        if (stop + 1 >= end || b[stop] != ' ' || b[stop + 1] != '[') {
            return false;
        }
        int shut = closing(stop + 1);
        return shut > stop + 2 && fieldLike(stop + 2, shut) && shut + 1 < end && b[shut + 1] == ' ';
    }

    /** Django's {@code module process thread message}: a word and two numbers. */
    private boolean threeFields(int stop) {
        int k = stop;
        for (int n = 0; n < 2; n++) {
            int from = k + 1;
            int to = k < end && b[k] == ' ' ? HeaderFormat.wordEnd(b, from, limit, false) : from;
            if (to == from || !digits(from, to) || n == 1 && to - from < 6) {
                return false;
            }
            k = to;
        }
        return true;
    }

    /** {@code  RuntimeWarning: } at that offset: what stands before it is the place that a warning is about. */
    private boolean warningAt(int from) {
        int word = from < end && b[from] == ' ' ? from + 1 : from;
        int stop = HeaderFormat.wordEnd(b, word, limit, false);
        return stop - word > 7 && stop < end && b[stop] == ':' && b[stop - 7] == 'W' && b[stop - 1] == 'g';
    }

    /** {@code worker.py:12]} at that offset. */
    private boolean sourceAt(int from) {
        int colon = HeaderFormat.wordEnd(b, from, limit, false);
        int stop = HeaderFormat.wordEnd(b, from, limit, true);
        return pythonFile(from, colon) && stop > colon + 1 && stop < end && b[stop] == ']' && digits(colon + 1, stop);
    }

    private boolean pythonFile(int from, int to) {
        return to - from > 3 && b[to - 3] == '.' && b[to - 2] == 'p' && b[to - 1] == 'y';
    }

    private boolean followedBy(int at, String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int k = 0; k < text.length(); k++) {
            if (b[at + k] != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private boolean digits(int from, int to) {
        for (int k = from; k < to; k++) {
            if (b[k] < '0' || b[k] > '9') {
                return false;
            }
        }
        return to > from;
    }

    /** A class's name is the beginning of a message such as {@code ValueError: ...}, not a logger. */
    private boolean looksLikeType(int from, int to) {
        int simple = from;
        for (int k = from; k < to; k++) {
            simple = b[k] == '.' ? k + 1 : simple;
        }
        String name = new String(b, simple, to - simple, StandardCharsets.UTF_8);
        boolean capital = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
        return capital && (simple == from && !logger || name.endsWith("Error") || name.endsWith("Exception")
                || name.endsWith("Warning")) && !(followedBy(to, " - ") || followedBy(to, " | "));
    }

    private boolean onlyBlanks(int from, int to) {
        int k = from;
        while (k < to && b[k] == ' ') {
            k++;
        }
        return k == to;
    }

    private boolean fieldLike(int from, int stop) {
        int blanks = 0;
        int to = stop;
        while (to > from && b[to - 1] == ' ') {
            to--; // padding
        }
        for (int k = from; k < to; k++) {
            if (b[k] == ' ') {
                blanks++;
            } else if (b[k] == '\'' || b[k] == '"' || b[k] == '{' || b[k] == '[' || b[k] == '(') {
                return false;
            }
        }
        return blanks <= 3;
    }

    private boolean holdsAnchor(int from, int to) {
        for (int k = from; k < to; k++) {
            boolean begins = k == from || b[k - 1] == ' ' || SEPARATORS.indexOf(b[k - 1]) >= 0;
            if (begins && !stamp && (Timestamps.lengthAt(b, k, to) > 0 || Timestamps.epochLengthAt(b, k, to) > 0)) {
                return true;
            }
            if (begins && !level && Level.at(b, k, to, true) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean stamp() {
        int length = Timestamps.lengthAt(b, i, end);
        boolean epoch = length == 0;
        if (epoch) {
            length = Timestamps.epochLengthAt(b, i, end);
        }
        if (length == 0) {
            return false;
        }
        stamp = true;
        date = !epoch && Timestamps.hasDate(b, i, length) || epoch && elements.isEmpty();
        elements.add(new Element.Stamp(new String(b, i, length, StandardCharsets.ISO_8859_1)));
        i += length;
        return true;
    }

    private boolean level(int start, boolean bracketed) {
        boolean anyCase = bracketed || stamp || i > start && (b[i - 1] == '=' || isQuote(b[i - 1])) || beforeLogger(start);
        int found = Level.at(b, i, end, anyCase);
        if (found != 0) {
            int after = i + (found & 0xFF);
            boolean ends = after == end || " :]|-/),>;#}\"'\t".indexOf(b[after]) >= 0;
            boolean sentence = bracketed && !isUpper(i, after) && after + 1 < end && b[after] == ' ' && b[after + 1] != ' ';
            if (ends && !sentence && (!anyCase || bracketed || i == start || isUpper(i, after) || b[i - 1] == '='
                    || isQuote(b[i - 1]) || padded(after))) {
                elements.add(new Element.LevelName(anyCase));
                level = true;
                i = after;
                return true;
            }
            return false;
        }
        if (Level.ofLetter(b[i]) > 0 && !stamp) {
            int next = i + 1 < end && b[i + 1] == ' ' ? i + 2 : i + 1;
            if (Timestamps.lengthAt(b, next, end) > 0) {
                elements.add(new Element.LevelLetter());
                level = true;
                i++;
                return true;
            }
        }
        return false;
    }

    /** {@code error: app.orders: } at the line's beginning. */
    private boolean beforeLogger(int start) {
        int colon = i == start ? HeaderFormat.wordEnd(b, i, limit, false) : end;
        if (!followedBy(colon, ": ")) {
            return false;
        }
        int stop = HeaderFormat.wordEnd(b, colon + 2, limit, false);
        return followedBy(stop, ": ") && HeaderFormat.isDotted(b, colon + 2, stop);
    }

    private static boolean isQuote(byte c) {
        return c == '"' || c == '\'';
    }

    /** A level in small letters without brackets must look like a column. */
    private boolean padded(int after) {
        return after < end && (b[after] == ':' || b[after] == '|' || after + 1 < end && b[after] == ' ' && b[after + 1] == ' ');
    }

    private boolean isUpper(int from, int to) {
        for (int k = from; k < to; k++) {
            if (b[k] >= 'a' && b[k] <= 'z') {
                return false;
            }
        }
        return true;
    }

    /** {@code level=}, {@code ts="} of logfmt. */
    private boolean key() {
        int stop = HeaderFormat.wordEnd(b, i, limit, false);
        if (stop == i || stop >= end || b[stop] != '=' || stop - i > 24) {
            return false;
        }
        int value = stop + 1 < end && isQuote(b[stop + 1]) ? stop + 2 : stop + 1;
        elements.add(new Element.Literal(new String(b, i, value - i, StandardCharsets.ISO_8859_1)));
        i = value;
        return true;
    }

    private Role wordRole(int from, int to) {
        if (digits(from, to)) {
            return Role.PROCESS;
        }
        return stamp || words == 1 ? Role.LOGGER : Role.OTHER;
    }

    private void word(Role role, int stop, boolean path) {
        elements.add(new Element.Word(role, path));
        note(role);
        i = stop;
    }

    private void note(Role role) {
        if (role == Role.LOGGER) {
            logger = true;
            unsure = false;
        }
        known.add(role);
    }

    private void anchor() {
        anchor = elements.size();
        anchorOffset = i;
    }

    private void blanks() {
        elements.add(new Element.Blanks());
        while (i < end && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
    }

    private void literal(char c) {
        elements.add(new Element.Literal(String.valueOf(c)));
        i++;
    }

    private void inside(int shut) {
        FieldPlan plan = FieldPlan.learn(b, i, shut, known);
        elements.add(new Element.Inside((char) b[shut], plan));
        if (plan.roles().contains(Role.LOGGER)) {
            unsure = !logger && FieldShape.of(b, i, shut) == FieldShape.NAME;
            logger = true;
        }
        i = shut;
    }

    private int closing(int open) {
        char shut = b[open] == '[' ? ']' : b[open] == '(' ? ')' : b[open] == '<' ? '>' : '}';
        return HeaderFormat.closing(b, open + 1, end, b[open], (byte) shut);
    }

    private int closingFrom(int from, char shut) {
        int stop = Math.min(end, from + HeaderFormat.MAX_INSIDE);
        for (int k = from; k < stop; k++) {
            if (b[k] == shut) {
                return k;
            }
        }
        return -1;
    }
}
