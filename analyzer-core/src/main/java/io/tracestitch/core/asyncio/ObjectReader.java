package io.tracestitch.core.asyncio;

import org.jspecify.annotations.Nullable;

/** Reads locks, queues, transports, servers and loops from behind their class name on. */
final class ObjectReader {

    private final ReprReader in;

    ObjectReader(ReprReader in) {
        this.in = in;
    }

    /**
     * {@code object at 0x7f [locked, waiters:1]}; null, and the position unchanged, for objects without such brackets. Before
     * Python 3.7 there is no blank behind the comma.
     */
    @Nullable LockRepr lock(int start, String type) {
        int from = in.pos;
        in.accept("object at ");
        in.value();
        if (!in.accept(" [")) {
            in.pos = from;
            return null;
        }
        int end = Names.wordEnd(in.s, in.pos, in.limit);
        String state = end < in.limit ? in.s.substring(in.pos, end) : "";
        if (!isLockState(state) && end < in.limit) {
            in.pos = from;
            return null;
        }
        in.pos = end;
        Integer value = null;
        int waiters = 0;
        while (in.at(',')) {
            in.pos++;
            in.accept(" ");
            if (in.accept("value:")) {
                int n = in.number();
                value = n < 0 ? null : n;
            } else if (in.accept("waiters:")) {
                waiters = Math.max(0, in.number());
            }
        }
        boolean closed = in.closeBehind();
        return new LockRepr(in.since(start), type, state, value, waiters, !closed);
    }

    private static boolean isLockState(String word) {
        return switch (word) {
            case "locked", "unlocked", "set", "unset", "filling", "draining", "resetting", "broken" -> true;
            default -> false;
        };
    }

    QueueRepr queue(int start, String type) {
        int maxsize = 0;
        int getters = 0;
        int putters = 0;
        int unfinished = 0;
        boolean shutdown = false;
        while (in.pos < in.limit && !in.at('>')) {
            if (in.accept("maxsize=")) {
                maxsize = Math.max(0, in.number());
            } else if (in.accept("_getters[")) {
                getters = Math.max(0, in.number());
            } else if (in.accept("_putters[")) {
                putters = Math.max(0, in.number());
            } else if (in.accept("tasks=")) {
                unfinished = Math.max(0, in.number());
            } else if (in.looks("shutdown>") || in.looks("shutdown ")) {
                shutdown = true;
            }
            next();
        }
        boolean closed = in.close();
        return new QueueRepr(in.since(start), type, maxsize, getters, putters, unfinished, shutdown, !closed);
    }

    TransportRepr transport(int start, String type) {
        String state = "open";
        Integer fd = null;
        Integer pid = null;
        while (in.pos < in.limit && !in.at('>')) {
            if (in.accept("fd=")) {
                fd = known(in.number());
            } else if (in.accept("pid=")) {
                pid = known(in.number());
            } else if (in.looks("closing ") || in.looks("closing>")) {
                state = "closing";
            } else if (in.looks("closed ") || in.looks("closed>") || in.looks("closed=True") || in.looks("closed=1")) {
                state = "closed";
            }
            next();
        }
        boolean closed = in.close();
        return new TransportRepr(in.since(start), type, state, fd, pid, !closed);
    }

    ServerRepr server(int start, String type) {
        in.accept("sockets=");
        String sockets = in.value();
        boolean closed = in.closeBehind();
        return new ServerRepr(in.since(start), type, sockets == null ? "" : sockets, !closed);
    }

    LoopRepr loop(int start, String type) {
        in.accept("running=");
        Boolean running = truth(in.value());
        Boolean loopClosed = in.accept(" closed=") ? truth(in.value()) : null;
        Boolean debug = in.accept(" debug=") ? truth(in.value()) : null;
        boolean closed = in.closeBehind();
        return new LoopRepr(in.since(start), type, running, loopClosed, debug, !closed);
    }

    /** Steps over the rest of an item and the blank behind it. */
    private void next() {
        in.value();
        if (in.pos < in.limit && !in.at('>')) {
            in.pos++;
        }
    }

    private static @Nullable Integer known(int number) {
        return number < 0 ? null : number;
    }

    private static @Nullable Boolean truth(@Nullable String word) {
        return word == null ? null : word.equals("True") ? Boolean.TRUE : word.equals("False") ? Boolean.FALSE : null;
    }
}
