package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.tracestitch.core.asyncio.PythonWarning.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PythonWarning}, whose first line is known to be one. Mutable, for one warning. */
final class WarningReader {

    private static final String NEVER_AWAITED = "' was never awaited";
    private static final String CREATED = "Coroutine created at (most recent call last)";
    private static final String ALLOCATED_LAST = "Object allocated at (most recent call last):";
    private static final String ALLOCATED_FIRST = "Object allocated at (most recent call first):";
    private static final String HINT = ": Enable tracemalloc to get the object allocation traceback";

    /** Lines of a warning's own text that are waited for: what has more is followed by something else. */
    private static final int MAX_TEXT_LINES = 20;

    private final String s;
    private final Place place;
    private final String category;
    private final int textFrom;
    private int textTo;
    private @Nullable String source;
    private @Nullable StackReader stack;
    private List<StackFrame> created = List.of();
    private List<StackFrame> allocated = List.of();
    private boolean allocation;
    private boolean newestFirst;
    private int lines = 1;

    WarningReader(String s, int categoryAt, int firstLineEnd) {
        this.s = s;
        int colon = s.indexOf(':', categoryAt);
        int line = s.lastIndexOf(':', categoryAt - 3);
        this.place = new Place(s.substring(0, line), Math.max(0, Names.number(s, line + 1, categoryAt - 2)));
        this.category = s.substring(categoryAt, colon);
        this.textFrom = Math.min(colon + 2, firstLineEnd);
        this.textTo = firstLineEnd;
    }

    PythonWarning read() {
        int bodyFrom = textTo + 1;
        int textEnd = textEnd(bodyFrom);
        textTo = textEnd;
        int at = textEnd + 1;
        while (at < s.length()) {
            int newline = s.indexOf('\n', at);
            int end = newline < 0 ? s.length() : newline;
            if (!line(at, end)) {
                break;
            }
            lines++;
            at = end + 1;
        }
        endStack();
        String text = s.substring(textFrom, textTo);
        String coroutine = coroutine(text);
        Kind kind = coroutine != null ? Kind.COROUTINE_NEVER_AWAITED
                : category.equals("ResourceWarning") ? Kind.RESOURCE_UNCLOSED : Kind.OTHER;
        return new PythonWarning(kind, place, category, text, source, coroutine,
                kind == Kind.RESOURCE_UNCLOSED ? unclosed(text) : null, created, allocated, lines);
    }

    /**
     * End of the warning's own text. It has several lines only if, after them, something follows that ends a warning: the source
     * line or a stack. Otherwise the lines below belong to somebody else.
     */
    private int textEnd(int from) {
        int textEnd = textTo;
        int at = from;
        for (int n = 0; n < MAX_TEXT_LINES && at < s.length(); n++) {
            int newline = s.indexOf('\n', at);
            int end = newline < 0 ? s.length() : newline;
            if (endsText(at, end)) {
                lines += n;
                return n == 0 ? textTo : textEnd;
            }
            if (end == at || s.startsWith("Traceback (", at) || PythonWarning.mayBe(s.substring(at, end))) {
                break;
            }
            textEnd = end;
            at = end + 1;
        }
        return textTo;
    }

    private boolean endsText(int from, int to) {
        return s.startsWith("  ", from) && to > from + 2 && !StackReader.beginsFrame(s, from, to)
                || s.startsWith(CREATED, from) || s.startsWith("Object allocated at (", from)
                || isHint(from, to);
    }

    /** Takes a line below the text; says whether it is the warning's. */
    private boolean line(int from, int to) {
        if (s.startsWith(CREATED, from)) {
            endStack();
            stack = new StackReader();
            return true;
        }
        if (s.startsWith(ALLOCATED_LAST, from) || s.startsWith(ALLOCATED_FIRST, from)) {
            endStack();
            newestFirst = s.startsWith(ALLOCATED_FIRST, from);
            stack = new StackReader();
            allocation = true;
            return true;
        }
        if (isHint(from, to)) {
            return true;
        }
        StackReader open = stack;
        boolean deep = s.startsWith("    ", from);
        if (open != null && (StackReader.beginsFrame(s, from, to) || deep && open.inFrame())) {
            return open.line(s, from, to);
        }
        if (source == null && s.startsWith("  ", from) && to > from + 2) {
            source = s.substring(from, to).strip();
            return true;
        }
        return false;
    }

    private boolean isHint(int from, int to) {
        return s.startsWith(HINT, from + category.length()) && from + category.length() + HINT.length() <= to
                && s.startsWith(category, from);
    }

    private void endStack() {
        StackReader open = stack;
        if (open == null) {
            return;
        }
        List<StackFrame> frames = open.frames();
        if (!allocation) {
            created = frames;
        } else if (newestFirst) {
            List<StackFrame> oldestFirst = new ArrayList<>(frames);
            Collections.reverse(oldestFirst);
            allocated = List.copyOf(oldestFirst);
        } else {
            allocated = frames;
        }
        stack = null;
    }

    private static @Nullable String coroutine(String text) {
        int end = text.startsWith("coroutine '") ? text.indexOf(NEVER_AWAITED, 11) : -1;
        return end < 0 ? null : text.substring(11, end);
    }

    private static @Nullable AsyncRepr unclosed(String text) {
        int at = text.indexOf('<');
        return at < 0 ? null : Reprs.parse(text, at, text.length());
    }
}
