package io.tracestitch.core.traceback;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tracebacks as rich draws them (a box, {@code file.py:12 in f}) and as IPython prints them ({@code ----> 1 f()}): at least the type
 * and the message, and the frames that can be told for sure.
 */
final class BoxParser {

    private final TextLines lines;
    private final FrameTable table;

    BoxParser(TextLines lines, FrameTable table) {
        this.lines = lines;
        this.table = table;
    }

    ParsedTraceback parse(int from, int to) {
        List<Frame> frames = new ArrayList<>();
        String opened = openedType(lines.text(from).strip());
        int i = from + 1;
        for (; i < to; i++) {
            String text = lines.text(i);
            if (lines.kind(i) == LineKind.FRAME) {
                if (frames.size() < TracebackParser.MAX_FRAMES) {
                    frames.add(table.frame(lines, i, i + 1));
                }
            } else if (text.startsWith("\u2502") || text.startsWith("|")) {
                Frame frame = boxed(text.substring(1));
                if (frame != null && frames.size() < TracebackParser.MAX_FRAMES) {
                    frames.add(frame);
                }
            } else if (isException(i, opened)) {
                break;
            }
        }
        if (i >= to) {
            return new ParsedTraceback(null, frames, from, to, true);
        }
        String text = lines.slice(lines.content(i), lines.end(to - 1)).strip();
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text.lines().findFirst().orElse("") : text.substring(0, split);
        String message = split < 0 ? "" : ExceptionLine.message(text, split);
        ExceptionTree tree = new ExceptionTree(type, message, List.of(), List.copyOf(frames), null, null, List.of(), 0, null, false);
        return new ParsedTraceback(tree, List.of(), from, to, false);
    }

    /** IPython names the type first; rich does not. */
    private static String openedType(String text) {
        int blank = text.indexOf(' ');
        return blank > 0 && Character.isJavaIdentifierStart(text.charAt(0)) ? text.substring(0, blank) : "";
    }

    private boolean isException(int i, String opened) {
        if (lines.indent(i) > 0 || lines.kind(i) != LineKind.EXCEPTION) {
            return false;
        }
        String text = lines.slice(lines.content(i), lines.end(i));
        int split = ExceptionLine.split(text);
        String type = split < 0 ? text.strip() : text.substring(0, split);
        return opened.isEmpty() || type.equals(opened) || type.endsWith("." + opened);
    }

    /** {@code /srv/app/orders.py:42 in charge}, padded to the box's width; null if the text is something else. */
    private static @Nullable Frame boxed(String text) {
        String inner = text.replace('\u2502', ' ').strip();
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
        String file = inner.substring(0, colon);
        return new Frame(file, line, inner.substring(in + 4), null, Library.isApp(file), 0);
    }
}
