package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The grammar of what CPython 3.6 to 3.14 prints for an exception ({@code Lib/traceback.py}, {@code Python/pythonrun.c}), as a total
 * function: any lines give a result. Linear in the text; recursion is bounded by {@link #MAX_GROUP_DEPTH}. Not thread-safe.
 */
public final class TracebackParser {

    /** Groups nested deeper than this are counted as hidden. CPython itself stops at 10. */
    public static final int MAX_GROUP_DEPTH = 64;
    /** Of longer chains the ends are kept: what was raised first, and what was raised last. */
    public static final int MAX_CHAIN = 256;
    /** Of longer tracebacks the first and the last half are kept. */
    public static final int MAX_FRAMES = 2000;
    /** Children of one group beyond this are counted as hidden. CPython itself prints 15. */
    public static final int MAX_CHILDREN = 1000;

    private final FrameReader reader = new FrameReader();
    private TextLines lines = new TextLines();
    private int pos;
    private int end;
    private boolean cut;
    private boolean limited;
    /** Index behind the rule that closed a group last. */
    private int closedAt;

    /**
     * Parses the traceback in the lines from index {@code from} to {@code to}, which begin with it.
     *
     * @param from index of its first line: a start, or the line of an exception that has no traceback
     * @param to index behind the last line that may belong to it
     */
    public ParsedTraceback parse(TextLines text, int from, int to) {
        lines = text;
        pos = from;
        end = to;
        cut = false;
        limited = false;
        closedAt = -1;
        if (from < to && lines.kind(from) == LineKind.BOX_START) {
            return new BoxParser(lines, reader).parse(from, to);
        }
        Node last = chain(0, 0);
        ExceptionTree tree = last.exception();
        return new ParsedTraceback(tree, tree == null ? last.frames() : List.of(), from, pos, cut || text.dropped() > 0,
                limited);
    }

    /** One exception while it is read; its type is null where the line that names it is missing. */
    private record Node(@Nullable ExceptionTree exception, List<Frame> frames) {
    }

    private Node chain(int level, int depth) {
        List<ExceptionTree> nodes = new ArrayList<>(2);
        List<LineKind> links = new ArrayList<>(2);
        LineKind link = LineKind.TEXT;
        int dropped = 0;
        Node node;
        while (true) {
            int before = pos;
            node = exception(level, depth);
            if (node.exception() != null) {
                nodes.add(node.exception());
                links.add(link);
                if (nodes.size() > MAX_CHAIN) {
                    int middle = MAX_CHAIN / 2;
                    nodes.remove(middle);
                    links.remove(middle);
                    dropped++;
                }
            }
            int next = afterLink(level);
            if (next < 0 && node.exception() == null && pos < end && pos > before && lines.dropped() > 0 && startsOne(pos)) {
                continue; // a limit cut the middle out, and the next exception of the chain begins
            }
            if (next < 0 || next >= end || pos == before) {
                break;
            }
            link = lines.kind(skipBlank(pos, level));
            pos = next;
        }
        cut |= dropped > 0;
        limited |= dropped > 0;
        if (nodes.isEmpty()) {
            return node;
        }
        ExceptionTree tree = nodes.getFirst();
        for (int i = 1; i < nodes.size(); i++) {
            ExceptionTree later = nodes.get(i);
            boolean cause = links.get(i) == LineKind.CAUSE_LINK;
            tree = new ExceptionTree(later.type(), later.message(), later.notes(), later.frames(), cause ? tree : null,
                    cause ? null : tree, later.exceptions(), later.hidden(), later.syntax(),
                    later.truncated() || tree.truncated() || dropped > 0);
        }
        return new Node(tree, node.frames());
    }

    /** Index of the line behind a link at the cursor and its blank lines, or -1 where no link follows. */
    private int afterLink(int level) {
        int i = skipBlank(pos, level);
        if (i < end && at(i, level) && isLink(lines.kind(i))) {
            return skipBlank(i + 1, level);
        }
        return -1;
    }

    private int skipBlank(int from, int level) {
        int i = from;
        while (i < end && lines.kind(i) == LineKind.BLANK && (level == 0 || lines.margin(i) == level || lines.margin(i) == 0)) {
            i++;
        }
        return i;
    }

    private static boolean isLink(LineKind kind) {
        return kind == LineKind.CAUSE_LINK || kind == LineKind.CONTEXT_LINK;
    }

    /** Whether line {@code i} stands at that level of groups' margins. */
    private boolean at(int i, int level) {
        return level == 0 || lines.margin(i) == level;
    }

    private Node exception(int outer, int depth) {
        int level = outer;
        if (pos < end) {
            LineKind kind = lines.kind(pos);
            if (kind == LineKind.GROUP_START) {
                level = outer == 0 ? groupLevel(pos) : outer;
                pos++;
            } else if (kind == LineKind.START || kind == LineKind.STACK_START) {
                pos++;
            } else if (outer == 0 && lines.margin(pos) == 1) {
                level = 1; // a group that was never raised has no start, only its margin
            }
        }
        Frames frames = new Frames();
        frames(level, frames);
        boolean missing = pos >= end || !at(pos, level) || lines.kind(pos) == LineKind.RULE || level == 0 && startsOne(pos);
        if (missing || isLink(lines.kind(pos)) || lines.kind(pos) == LineKind.BLANK) {
            cut = true;
            return new Node(null, frames.list());
        }
        int first = pos++;
        skipMessage(level, frames.list());
        String text = message(first, pos, level);
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text.strip() : text.substring(0, split).strip();
        String message = split < 0 ? "" : ExceptionLine.message(text, split);
        if (split < 0 && text.indexOf('\n') >= 0) {
            int line = text.indexOf('\n');
            type = text.substring(0, line).strip();
            message = text.substring(line); // notes below an exception without message
        }
        Children children = level > 0 ? children(level, depth) : Children.NONE;
        if (children != Children.NONE || type.endsWith("ExceptionGroup")) {
            String counted = message;
            message = ExceptionLine.withoutCount(counted);
            cut |= children.list().isEmpty() && children.hidden() == 0 && message.length() < counted.length();
        }
        return new Node(new ExceptionTree(type, message, List.of(), frames.list(), null, null, children.list(), children.hidden(),
                frames.syntax(), frames.cut() || children.cut()), List.of());
    }

    private boolean startsOne(int i) {
        return lines.kind(i) == LineKind.START || lines.kind(i) == LineKind.GROUP_START;
    }

    /** The level of a group's margin: one deeper than its start is indented. */
    private int groupLevel(int i) {
        int next = i + 1;
        return next < end && lines.margin(next) > 0 ? lines.margin(next) : 1;
    }

    private void frames(int level, Frames out) {
        while (pos < end && at(pos, level)) {
            LineKind kind = lines.kind(pos);
            if (kind == LineKind.FRAME) {
                int to = frameEnd(pos, level);
                out.add(reader.frame(lines, pos, to));
                pos = to;
            } else if (kind == LineKind.REPEAT) {
                out.repeat(number(lines.text(pos)));
                pos++;
            } else if (kind == LineKind.CARETS) {
                pos++;
            } else if (kind == LineKind.BLANK && gap(level)) {
                pos = skipBlank(pos, level);
            } else {
                return;
            }
        }
    }

    /** Whether the blank line at the cursor stands inside of a traceback (loguru separates frames by blank lines). */
    private boolean gap(int level) {
        int i = skipBlank(pos, level);
        return i < end && at(i, level) && (lines.kind(i) == LineKind.FRAME || lines.kind(i) == LineKind.EXCEPTION
                && i == pos + 1 && !(i + 1 < end && lines.kind(i + 1) == LineKind.START));
    }

    /** Index behind the source lines and carets of the frame at index {@code i}. */
    private int frameEnd(int i, int level) {
        int base = lines.indent(i);
        int k = i + 1;
        while (k < end && at(k, level)) {
            LineKind kind = lines.kind(k);
            if (kind == LineKind.CARETS) {
                k++;
            } else if (kind == LineKind.BLANK || kind == LineKind.FRAME && lines.indent(k) <= base + 1 || kind == LineKind.REPEAT) {
                break;
            } else if (lines.indent(k) > base && !(k > i + 1 && isLateException(k, level))) {
                k++;
            } else if (base == 0 && k == i + 1 && flatSource(k, level)) {
                k++;
            } else {
                break;
            }
        }
        return k;
    }

    /** An exception line that a transport or a printer indented like source: named like one, and nothing of the frames behind it. */
    private boolean isLateException(int k, int level) {
        if (lines.kind(k) != LineKind.EXCEPTION || lines.indent(k) >= 8) {
            return false;
        }
        String text = lines.slice(lines.content(k), lines.end(k));
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text : text.substring(0, split);
        boolean last = k + 1 >= end || !at(k + 1, level) || lines.kind(k + 1) == LineKind.BLANK;
        return last && ExceptionLine.isNamedLikeOne(type);
    }

    /** Where a transport took the indentation away: the line below a frame is source if the traceback goes on behind it. */
    private boolean flatSource(int k, int level) {
        if (lines.indent(k) > 0 || lines.kind(k) == LineKind.START || isLink(lines.kind(k))) {
            return false;
        }
        if (k + 1 >= end || !at(k + 1, level)) {
            return false;
        }
        LineKind next = lines.kind(k + 1);
        return next == LineKind.FRAME || next == LineKind.CARETS || next == LineKind.REPEAT
                || next == LineKind.EXCEPTION && lines.kind(k) != LineKind.EXCEPTION;
    }

    /** Moves the cursor behind the continuation lines of a message whose first line stands before it. */
    private void skipMessage(int level, List<Frame> raisedIn) {
        boolean quoted = false;
        boolean carried = false;
        while (pos < end && (at(pos, level) || bare(level))) {
            LineKind kind = lines.kind(pos);
            if (kind == LineKind.QUOTE) {
                quoted = !quoted;
            } else if (!quoted) {
                if (level > 0 && kind == LineKind.RULE) {
                    return;
                }
                if (kind == LineKind.BLANK) {
                    int next = afterLink(level);
                    if (next >= 0 && mayFollowLink(next) && !(carried && carriesLink(raisedIn))) {
                        return;
                    }
                    pos = skipBlank(pos, level); // never looked at twice: many blank lines must not take long
                    continue;
                }
                if (isLink(kind) && linkAt(pos) && !(carried && carriesLink(raisedIn))) {
                    return;
                }
                carried |= level == 0 && kind == LineKind.START && pos + 1 < end && lines.kind(pos + 1) == LineKind.FRAME;
                if (kind == LineKind.STACK_START && pos + 1 < end && lines.kind(pos + 1) == LineKind.FRAME) {
                    return; // stack_info, or the call stack of a logging error
                }
            }
            pos++;
        }
    }

    /**
     * Whether the line at the cursor is text without a margin inside of a group: the interpreter's own printer of 3.11 and 3.12 leaves
     * the margin out on later lines of a message. Moves the cursor to the last of such lines.
     */
    private boolean bare(int level) {
        if (level == 0 || lines.margin(pos) > 0 || lines.kind(pos).isMark()) {
            return false;
        }
        int next = pos + 1;
        while (next < end && lines.margin(next) == 0 && !lines.kind(next).isMark()) {
            next++;
        }
        if (next == end || lines.margin(next) == 0) {
            return false;
        }
        pos = next - 1;
        return true;
    }

    /**
     * Whether the link that follows belongs to a traceback inside of the message, as of a child process: the exception behind the link
     * went through none of the functions that the message's own exception went through.
     */
    private boolean carriesLink(List<Frame> raisedIn) {
        int i = pos;
        while (i < end && (lines.kind(i) == LineKind.BLANK || isLink(lines.kind(i)))) {
            i++;
        }
        if (raisedIn.isEmpty() || i == end || !startsOne(i)) {
            return false;
        }
        Frame outer = raisedIn.getFirst();
        String from = "File \"" + outer.file() + "\", line ";
        String in = ", in " + outer.function();
        for (i++; i < end && lines.kind(i) != LineKind.BLANK && lines.kind(i) != LineKind.START; i++) {
            if (lines.kind(i) == LineKind.FRAME) {
                String text = lines.slice(lines.content(i), lines.end(i));
                if (text.startsWith(from) && text.endsWith(in)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the line at that index may be the first one of a link's exception, which has no traceback if it was never raised. */
    private boolean mayFollowLink(int i) {
        return i >= end || lines.kind(i) != LineKind.TEXT;
    }

    /** A link without the blank line before it, which some printers leave out; the traceback must go on behind it. */
    private boolean linkAt(int i) {
        int k = i + 1;
        while (k < end && lines.kind(k) == LineKind.BLANK) {
            k++;
        }
        return k < end && (lines.kind(k) == LineKind.START || lines.kind(k) == LineKind.GROUP_START);
    }

    private String message(int from, int to, int level) {
        int last = to;
        while (last > from + 1 && lines.kind(last - 1) == LineKind.BLANK) {
            last--;
        }
        if (level == 0) {
            return lines.slice(lines.content(from), lines.end(last - 1));
        }
        StringBuilder out = new StringBuilder(lines.slice(lines.content(from), lines.end(from)));
        for (int i = from + 1; i < last; i++) {
            int text = Math.min(lines.end(i), lines.content(i) - lines.indent(i));
            out.append('\n').append(lines.slice(text, lines.end(i)));
        }
        return out.toString();
    }

    /** The children of a group. */
    private record Children(List<ExceptionTree> list, int hidden, boolean cut) {
        static final Children NONE = new Children(List.of(), 0, false);
    }

    private Children children(int level, int depth) {
        if (pos >= end || lines.kind(pos) != LineKind.RULE || lines.margin(pos) != level || !isFirstRule(pos)) {
            return Children.NONE;
        }
        List<ExceptionTree> list = new ArrayList<>();
        int hidden = 0;
        boolean lost = false;
        boolean whole = false;
        int inner = level + 1;
        pos++;
        while (pos < end) {
            String text = lines.slice(lines.content(pos), lines.end(pos));
            if (text.startsWith("... (max_group_depth") || text.startsWith("and ") && text.endsWith("more exceptions")
                    || text.startsWith("and ") && text.endsWith("more exception")) {
                hidden += Math.max(1, text.startsWith("and ") ? number(text) : 1);
                pos++;
            } else if (depth + 1 >= MAX_GROUP_DEPTH) {
                skipBelow(inner);
                hidden++;
                lost = true;
                limited = true;
            } else if (lines.margin(pos) == inner && lines.kind(pos) != LineKind.RULE) {
                Node child = chain(inner, depth + 1);
                if (child.exception() == null || list.size() >= MAX_CHILDREN) {
                    hidden++;
                    lost = true;
                    limited |= list.size() >= MAX_CHILDREN;
                } else {
                    list.add(child.exception());
                }
            }
            if (pos >= end || lines.kind(pos) != LineKind.RULE || lines.margin(pos) != inner) {
                whole = pos == closedAt; // groups that end together share the innermost one's rule
                break;
            }
            boolean last = isLastRule(pos++);
            if (last) {
                closedAt = pos;
                whole = true;
                break;
            }
        }
        lost |= !whole;
        cut |= lost;
        return new Children(list, hidden, lost);
    }

    private void skipBelow(int level) {
        while (pos < end && lines.margin(pos) >= level && !(lines.kind(pos) == LineKind.RULE && lines.margin(pos) == level)) {
            pos++;
        }
    }

    /** {@code +-+---------------- 1 ----------------}, which opens a deeper margin; the rules of later children do not. */
    private boolean isFirstRule(int i) {
        int third = lines.content(i) + 2;
        return third < lines.end(i) && lines.data()[third] == '+';
    }

    /** {@code +------------------------------------} without a number or dots in it. */
    private boolean isLastRule(int i) {
        byte[] b = lines.data();
        for (int k = lines.content(i) + 1; k < lines.end(i); k++) {
            if (b[k] != '-' && b[k] != ' ' && b[k] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The first number in a text, capped; 0 if there is none. */
    private static int number(String text) {
        int i = 0;
        while (i < text.length() && !(text.charAt(i) >= '0' && text.charAt(i) <= '9')) {
            i++;
        }
        int n = 0;
        for (; i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9' && n < 100_000_000; i++) {
            n = n * 10 + text.charAt(i) - '0';
        }
        return n;
    }

    /** Collects frames, at most {@link #MAX_FRAMES} of them. */
    private final class Frames {
        private List<Frame> list = List.of();
        private @Nullable SyntaxLocation syntax;
        private boolean over;

        void add(Frame frame) {
            if (list.isEmpty()) {
                list = new ArrayList<>();
            }
            if (frame.function().isEmpty()) {
                syntax = new SyntaxLocation(frame.file(), frame.line(), frame.code());
                return;
            }
            if (list.size() >= MAX_FRAMES) {
                // dropping half of the newer part at a time keeps this linear
                list.subList(MAX_FRAMES / 2, MAX_FRAMES * 3 / 4).clear();
                over = true;
                cut = true;
                limited = true;
            }
            list.add(frame);
        }

        void repeat(int n) {
            if (!list.isEmpty()) {
                list.set(list.size() - 1, list.getLast().withRepeated(n));
            }
        }

        boolean cut() {
            return over;
        }

        @Nullable SyntaxLocation syntax() {
            return syntax;
        }

        List<Frame> list() {
            return list.isEmpty() ? List.of() : List.copyOf(list);
        }
    }
}
