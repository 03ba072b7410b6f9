package io.tracestitch.core.asyncio;

import java.util.List;

import io.tracestitch.core.asyncio.ReprScanner.Stop;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks and futures from behind their class name on: a state, then items whose order differs between Python's versions and
 * implementations (CPython {@code asyncio/base_futures.py}, {@code _future_repr_info}).
 */
final class FutureReader {

    private static final State[] STATES = State.values();
    private static final String CREATED_AT = " created at ";

    private final ReprReader in;
    private final int nesting;

    private @Nullable State state;
    private @Nullable String name;
    private @Nullable CoroutineRepr coroutine;
    private @Nullable AsyncRepr waitFor;
    private @Nullable String exception;
    private @Nullable String result;
    private List<Callback> callbacks = List.of();
    private int more;
    private @Nullable Place createdAt;
    private boolean task;
    private boolean shortened;

    FutureReader(ReprReader in, int nesting) {
        this.in = in;
        this.nesting = nesting;
    }

    /** End of the state word at {@code from}; -1 where none stands there, or it may be incomplete. */
    static int stateEnd(String s, int from, int limit) {
        int end = Names.wordEnd(s, from, limit);
        if (end >= limit || s.charAt(end) != ' ' && s.charAt(end) != '>') {
            return -1;
        }
        return stateAt(s, from, end) == null ? -1 : end;
    }

    private static @Nullable State stateAt(String s, int from, int end) {
        for (State candidate : STATES) {
            String id = candidate.id();
            if (id.length() == end - from && s.startsWith(id, from)) {
                return candidate;
            }
        }
        return null;
    }

    AsyncRepr read(int start, String type) {
        task = type.endsWith("Task");
        int end = stateEnd(in.s, in.pos, in.limit);
        if (end > 0) {
            state = stateAt(in.s, in.pos, end);
            in.pos = end;
        } else if (in.looks("at 0x")) {
            concurrent();
        }
        while (in.pos < in.limit && !in.at('>')) {
            if (in.at(' ')) {
                in.pos++;
            } else {
                item();
            }
        }
        boolean closed = in.close();
        String text = in.since(start);
        boolean truncated = !closed || shortened;
        if (state == null && coroutine == null && !truncated) {
            return new UnknownRepr(text, type, false);
        }
        return task
                ? new TaskRepr(
                        text, type, state, name, coroutine, waitFor, exception, result, callbacks, more, createdAt, truncated)
                : new FutureRepr(text, type, state, exception, result, callbacks, more, createdAt, truncated);
    }

    private void item() {
        switch (in.s.charAt(in.pos)) {
            case 'n' -> {
                if (in.accept("name=")) {
                    name = in.string();
                    task = true;
                    return;
                }
            }
            case 'c' -> {
                if (in.accept("coro=<")) {
                    coroutine = new CoroutineReader(in).formatted();
                    task = true;
                    in.accept(">");
                    return;
                }
                if (in.accept("cb=[")) {
                    CallbackReader reader = new CallbackReader(in);
                    callbacks = reader.list();
                    more = reader.more();
                    return;
                }
                if (in.accept("created at ")) {
                    createdAt = in.place();
                    skipUnless(createdAt != null);
                    return;
                }
            }
            case 'w' -> {
                if (in.accept("wait_for=")) {
                    waitFor = in.read(nesting + 1);
                    return;
                }
            }
            case 'e' -> {
                if (in.accept("exception=")) {
                    exception = free();
                    return;
                }
            }
            case 'r' -> {
                if (in.accept("result=")) {
                    result = free();
                    return;
                }
            }
            default -> {
            }
        }
        skip();
    }

    private void skipUnless(boolean read) {
        if (!read) {
            skip();
        }
    }

    private void skip() {
        int from = in.pos;
        in.pos = in.scanner.valueEnd(from, Stop.BLANK);
        if (in.s.indexOf("...", from, in.pos) >= 0) {
            shortened = true;
        }
        if (in.pos == from && from < in.limit) {
            in.pos++;
        }
    }

    /**
     * The repr of an object of the user's, which may be anything: it reaches to the next item that asyncio prints. Null where it
     * may be incomplete.
     */
    private @Nullable String free() {
        int from = in.pos;
        int end = in.scanner.valueEnd(from, Stop.FUTURE_ITEM);
        int cut = in.s.indexOf("...", from);
        while (cut >= 0 && cut < end && surplus(end)) {
            end = in.scanner.valueEnd(end + 1, Stop.FUTURE_ITEM);
        }
        if (end < in.limit) {
            in.pos = end;
            return in.since(from);
        }
        in.pos = end;
        return nesting == 0 && in.scanner.unbalanced() ? repair(from) : null;
    }

    /**
     * Whether the bracket at {@code end} of a shortened value belongs to the value still: {@code reprlib} cuts the repr of a
     * bound method to {@code <bound method...7f40>>}, which closes more than it opens.
     */
    private boolean surplus(int end) {
        return end + 1 < in.limit && in.s.charAt(end) == '>'
                && (nesting == 0 && in.s.charAt(end + 1) == '>' || in.s.startsWith(CREATED_AT, end + 1));
    }

    /**
     * The value swallowed the rest of the text, because its quotes or brackets do not balance. Where the text ends as a repr
     * in debug mode does, and holds only one such end, what stands before it is the value.
     */
    private @Nullable String repair(int from) {
        shortened = true;
        int tail = in.s.indexOf(CREATED_AT, from);
        if (tail < 0 || tail >= in.limit || in.s.indexOf("coro=<", from, in.limit) >= 0) {
            return null;
        }
        in.pos = tail + CREATED_AT.length();
        Place place = in.place();
        if (place != null && in.pos == in.limit - 1 && in.at('>')) {
            createdAt = place;
            shortened = false;
            return in.s.substring(from, tail);
        }
        in.pos = in.limit;
        return null;
    }

    /** {@code at 0x7f state=finished raised ValueError} of CPython {@code concurrent/futures/_base.py}. */
    private void concurrent() {
        in.accept("at ");
        in.value();
        in.accept(" ");
        if (in.accept("state=")) {
            int end = stateEnd(in.s, in.pos, in.limit);
            if (end > 0) {
                state = stateAt(in.s, in.pos, end);
                in.pos = end;
            }
        }
        if (in.accept(" raised ")) {
            exception = in.value();
        } else if (in.accept(" returned ")) {
            result = in.value();
        }
    }
}
