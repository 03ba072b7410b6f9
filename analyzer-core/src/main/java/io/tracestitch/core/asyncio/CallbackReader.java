package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.List;

import io.tracestitch.core.asyncio.ReprScanner.Stop;
import org.jspecify.annotations.Nullable;

/** Reads callbacks: the one of a handle, and the list that a future prints. */
final class CallbackReader {

    private final ReprReader in;
    private int more;

    CallbackReader(ReprReader in) {
        this.in = in;
    }

    /** Number of callbacks that Python counted instead of printing them, in the list read last. */
    int more() {
        return more;
    }

    /** Reads a list from behind its {@code [} to behind its {@code ]}, or to the end of the text. */
    List<Callback> list() {
        List<Callback> callbacks = new ArrayList<>(3);
        while (in.pos < in.limit && !in.at(']')) {
            int before = in.pos;
            if (!counted()) {
                Callback callback = callback();
                // What is not followed by a comma or bracket may be incomplete.
                if (callback != null && (in.at(',') || in.at(']'))) {
                    callbacks.add(callback);
                }
            }
            if (in.accept(",")) {
                in.accept(" ");
            } else if (!in.at(']') && in.pos == before) {
                in.pos++;
            }
        }
        in.accept("]");
        return List.copyOf(callbacks);
    }

    /** {@code <3 more>} between the first and the last callback. */
    private boolean counted() {
        if (!in.at('<')) {
            return false;
        }
        int end = Names.digitsEnd(in.s, in.pos + 1, in.limit);
        if (end == in.pos + 1 || !in.s.startsWith(" more>", end) || end + 6 > in.limit) {
            return false;
        }
        more = Math.max(0, Names.number(in.s, in.pos + 1, end));
        in.pos = end + 6;
        return true;
    }

    /** Reads one callback; null where its end is missing. */
    @Nullable Callback callback() {
        int start = in.pos;
        int end = in.scanner.valueEnd(start, Stop.ARGUMENTS);
        while (end < in.limit && in.s.charAt(end) == ' ' && !endsName(end)) {
            end = in.scanner.valueEnd(end + 1, Stop.ARGUMENTS);
        }
        in.pos = end;
        if (end >= in.limit || end == start) {
            return null;
        }
        String name = in.s.substring(start, end);
        String arguments = arguments();
        if (arguments == null || in.pos >= in.limit) {
            return null;
        }
        int before = in.pos;
        Place place = null;
        if (in.accept(" at ")) {
            place = in.place();
            if (place == null) {
                in.pos = before;
            }
        }
        return new Callback(name, arguments, place);
    }

    private boolean endsName(int blank) {
        return in.s.startsWith(" at ", blank) || in.s.startsWith(" created at ", blank);
    }

    /** All the groups of arguments, or null where the text ends inside of one. */
    private @Nullable String arguments() {
        int start = in.pos;
        while (in.at('(')) {
            int end = in.scanner.groupEnd(in.pos);
            if (end < 0) {
                in.pos = in.limit;
                return null;
            }
            in.pos = end;
        }
        return in.pos == start ? "" : in.since(start);
    }
}
