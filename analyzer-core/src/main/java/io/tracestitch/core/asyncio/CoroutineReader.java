package io.tracestitch.core.asyncio;

import io.tracestitch.core.asyncio.CoroutineRepr.Progress;
import org.jspecify.annotations.Nullable;

/** Reads coroutines: as objects, and as asyncio formats them inside a task's {@code coro=<...>}. */
final class CoroutineReader {

    private static final String RUNNING_AT = " running at ";
    private static final String RUNNING_DEFINED = " running, defined at ";
    private static final String DONE_DEFINED = " done, defined at ";
    private static final String CREATED = ", created at ";

    private final ReprReader in;

    CoroutineReader(ReprReader in) {
        this.in = in;
    }

    /** {@code <coroutine object f at 0x7f>}, from behind the class name on. */
    CoroutineRepr object(int start, String type) {
        int from = in.pos;
        boolean closed = in.closeBehind();
        String name = null;
        if (in.s.startsWith("object ", from) && from + 7 < in.pos) {
            int address = in.s.indexOf(" at 0x", from + 7, in.pos);
            name = address < 0 ? null : in.s.substring(from + 7, address);
        }
        return new CoroutineRepr(in.since(start), type, name, Progress.UNKNOWN, null, null, !closed);
    }

    /** {@code <CoroWrapper f() running at /a.py:3, created at /b.py:5>} of Python 3.6 and 3.7, from behind the class name on. */
    CoroutineRepr wrapper(int start, String type) {
        CoroutineRepr inner = formatted();
        boolean closed = in.close();
        return new CoroutineRepr(in.since(start), type, inner.name(), inner.progress(), inner.place(), inner.createdAt(),
                !closed);
    }

    /** {@code f() running at /a.py:5}, up to the bracket that closes it and without stepping over that. */
    CoroutineRepr formatted() {
        int start = in.pos;
        boolean closed = in.closeBehind();
        int end = closed ? in.pos - 1 : in.limit;
        in.pos = end;
        int mark = end;
        Progress progress = Progress.UNKNOWN;
        int placeAt = -1;
        for (int blank = in.s.indexOf(") ", start, end) + 1; blank > 0; blank = in.s.indexOf(") ", blank, end) + 1) {
            String phrase = phraseAt(blank, end);
            if (phrase != null) {
                mark = blank;
                progress = phrase.equals(DONE_DEFINED) ? Progress.DONE : Progress.RUNNING;
                placeAt = blank + phrase.length();
                break;
            }
        }
        if (placeAt < 0 && closed && end - start > 8 && in.s.startsWith(" running", end - 8)) {
            mark = end - 8;
            progress = Progress.RUNNING;
        }
        String name = closed || mark < end ? name(start, mark) : null;
        Place place = null;
        Place createdAt = null;
        if (placeAt >= 0) {
            in.pos = placeAt;
            place = in.place();
            if (place != null && in.accept(CREATED)) {
                createdAt = in.place();
            }
            in.pos = end;
        }
        return new CoroutineRepr(in.s.substring(start, end), "coroutine", name, progress, place, createdAt, !closed);
    }

    private @Nullable String phraseAt(int at, int end) {
        if (in.s.startsWith(RUNNING_AT, at) && at + RUNNING_AT.length() <= end) {
            return RUNNING_AT;
        }
        if (in.s.startsWith(DONE_DEFINED, at) && at + DONE_DEFINED.length() <= end) {
            return DONE_DEFINED;
        }
        return in.s.startsWith(RUNNING_DEFINED, at) && at + RUNNING_DEFINED.length() <= end ? RUNNING_DEFINED : null;
    }

    /** The name without the parentheses that asyncio appends; null for objects that have none. */
    private @Nullable String name(int start, int end) {
        String name = in.s.substring(start, in.s.startsWith("()", end - 2) && end - 2 >= start ? end - 2 : end);
        if (name.startsWith("<coroutine object ")) {
            int address = name.indexOf(" at 0x");
            return address < 0 ? null : name.substring(18, address);
        }
        return name.isEmpty() || name.endsWith(" without __name__>") ? null : name;
    }
}
