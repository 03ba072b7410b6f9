package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tracebacks as rich draws them (a box, {@code file.py:12 in f}) and as IPython prints them ({@code ----> 1 f()}): the types, the
 * messages and the chain, and the frames that can be told for sure. Values of local variables in a box are left out.
 */
final class BoxParser {

    private static final String SIDE = "\u2502";

    private final TextLines lines;
    private final FrameReader reader;

    BoxParser(TextLines lines, FrameReader reader) {
        this.lines = lines;
        this.reader = reader;
    }

    ParsedTraceback parse(int from, int to) {
        ExceptionTree tree = null;
        LineKind link = LineKind.TEXT;
        List<Frame> frames = new ArrayList<>();
        int start = from;
        for (int n = 0; start < to && n < TracebackParser.MAX_CHAIN; n++) {
            frames = new ArrayList<>();
            int named = frames(start, to, frames);
            if (named == to) {
                return new ParsedTraceback(tree, tree == null ? frames : List.of(), from, to, true, false);
            }
            int behind = messageEnd(named, to);
            tree = exception(named, behind, frames, tree, link);
            int next = behind;
            while (next < to && lines.kind(next) != LineKind.BOX_START) {
                LineKind kind = lines.kind(next);
                link = kind == LineKind.CAUSE_LINK || kind == LineKind.CONTEXT_LINK ? kind : link;
                next++;
            }
            start = next;
        }
        return new ParsedTraceback(tree, List.of(), from, to, false, false);
    }

    /** Collects the frames of the box at index {@code from}; gives the index of the line that names the exception, or {@code to}. */
    private int frames(int from, int to, List<Frame> frames) {
        String opened = openedType(lines.text(from).strip());
        for (int i = from + 1; i < to; i++) {
            String text = lines.text(i).strip();
            Frame frame = lines.kind(i) == LineKind.FRAME ? reader.frame(lines, i, i + 1)
                    : text.startsWith(SIDE) || text.startsWith("|") ? boxed(text.substring(1)) : null;
            if (frame != null && frames.size() < TracebackParser.MAX_FRAMES) {
                frames.add(frame);
            } else if (frame == null && isException(i, lines.indent(from), opened)) {
                return i;
            }
        }
        return to;
    }

    private int messageEnd(int named, int to) {
        int i = named + 1;
        while (i < to && lines.kind(i) != LineKind.CAUSE_LINK && lines.kind(i) != LineKind.CONTEXT_LINK
                && lines.kind(i) != LineKind.BOX_START) {
            i++;
        }
        return i;
    }

    private ExceptionTree exception(int named, int behind, List<Frame> frames, @Nullable ExceptionTree before, LineKind link) {
        String text = lines.slice(lines.content(named), lines.end(behind - 1)).strip();
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text.lines().findFirst().orElse("") : text.substring(0, split);
        String message = split < 0 ? "" : ExceptionLine.message(text, split);
        boolean cause = link == LineKind.CAUSE_LINK;
        return new ExceptionTree(type, message, List.of(), List.copyOf(frames), cause ? before : null, cause ? null : before,
                List.of(), 0, null, false);
    }

    /** IPython names the type first; rich does not. */
    private static String openedType(String text) {
        int blank = text.indexOf(' ');
        return blank > 0 && Character.isJavaIdentifierStart(text.charAt(0)) ? text.substring(0, blank) : "";
    }

    private boolean isException(int i, int indent, String opened) {
        if (lines.indent(i) > indent || lines.kind(i) != LineKind.EXCEPTION) {
            return false;
        }
        String text = lines.slice(lines.content(i), lines.end(i));
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text.strip() : text.substring(0, split);
        return opened.isEmpty() || type.equals(opened) || type.endsWith("." + opened);
    }

    /** {@code /srv/app/orders.py:42 in charge}, padded to the box's width; null if the text is something else. */
    private static @Nullable Frame boxed(String text) {
        String inner = text.replace(SIDE, " ").strip();
        int in = inner.lastIndexOf(" in ");
        int colon = in < 0 ? -1 : inner.lastIndexOf(':', in);
        if (colon <= 0 || colon + 1 >= in || in - colon > 9) {
            return null;
        }
        int line = 0;
        for (int k = colon + 1; k < in; k++) {
            if (!Character.isDigit(inner.charAt(k))) {
                return null;
            }
            line = line * 10 + inner.charAt(k) - '0';
        }
        return Frame.of(inner.substring(0, colon), line, inner.substring(in + 4), null);
    }
}
