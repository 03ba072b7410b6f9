package io.tracestitch.core.stitch;

import io.tracestitch.core.traceback.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What a task or thread waits for, as its stack tells.
 *
 * @param kind what it is
 * @param at the application's line that waits, or null
 * @param subject the expression that is waited for as the source has it, such as {@code self.stock}; or null
 * @param certain whether a frame or a repr shows it, not the source line alone
 */
record Wait(Kind kind, @Nullable Frame at, @Nullable String subject, boolean certain) {

    /** Kinds of waits, by who can end them. */
    enum Kind {
        /** A lock, semaphore or condition: its holder ends it. */
        LOCK("a lock"),
        /** A connection or worker of a pool: who holds one ends it. */
        POOL("a place in a pool"),
        /** An item of a queue; what a worker does that has nothing to do. */
        QUEUE_GET("an item of a queue"),
        /** Room in a queue: who takes items ends it. */
        QUEUE_PUT("room in a queue"),
        /** The end of a queue's work. */
        QUEUE_JOIN("the end of a queue's work"),
        /** An event or barrier; also the way to wait for the end of a service. */
        EVENT("an event"),
        /** Other tasks. */
        TASKS("other tasks"),
        /** A future of which nothing more is known. */
        FUTURE("a future"),
        /** The result of a thread or of another loop, waited for without giving way. */
        RESULT("the result of another thread"),
        /** The end of a thread. */
        THREAD_JOIN("the end of a thread"),
        /** Time. */
        SLEEP("time to pass"),
        /** A socket, file or process. */
        IO("input or output"),
        /** A job of a thread or process pool. */
        EXECUTOR("a job of an executor"),
        /** Nothing in particular: a loop without work, a worker of a pool without work. */
        IDLE("work"),
        /** A call whose inside the stack does not show. */
        CALL("a call"),
        /** It does not wait, or nothing tells what for. */
        RUNNING("nothing");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Only another part of the same program can end the wait. */
        boolean isBlocked() {
            return this == LOCK || this == POOL || this == QUEUE_PUT || this == QUEUE_JOIN;
        }

        /** It may go on by itself, and release what others wait for. */
        boolean isLive() {
            return this == SLEEP || this == IO || this == EXECUTOR || this == RUNNING || this == CALL || this == FUTURE
                    || this == RESULT || this == THREAD_JOIN;
        }

        /** Something was taken, and is held until it is given back. */
        boolean isAcquire() {
            return this == LOCK || this == POOL;
        }
    }

    static final Wait NONE = new Wait(Kind.RUNNING, null, null, false);

    /** {@code self.stock at yard.py:41 in load()}, as far as it is known. */
    String words() {
        String what = subject == null ? kind.words : subject;
        return at == null ? what : what + " at " + place(at);
    }

    /** {@code yard.py:41 in load()}. */
    static String place(Frame f) {
        String file = f.file().substring(Math.max(f.file().lastIndexOf('/'), f.file().lastIndexOf('\\')) + 1);
        return (f.line() > 0 ? file + ":" + f.line() + " in " : "") + simple(f.function()) + "()";
    }

    /** The last part of a qualified name. */
    static String simple(String function) {
        int dot = function.lastIndexOf('.');
        return dot < 0 || dot == function.length() - 1 ? function : function.substring(dot + 1);
    }
}
