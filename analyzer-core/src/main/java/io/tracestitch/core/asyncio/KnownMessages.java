package io.tracestitch.core.asyncio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tracestitch.core.asyncio.LoopMessage.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The first lines that asyncio and uvloop write: the texts given to {@code loop.call_exception_handler} in CPython 3.6 to 3.14
 * ({@code Lib/asyncio/*.py}), slow callbacks, and the guards around exception handlers ({@code base_events.py}).
 */
final class KnownMessages {

    static final String NEVER_RETRIEVED = " exception was never retrieved";
    static final String EXECUTING = "Executing ";
    static final String TOOK = " took ";
    static final String NEVER_YIELDED = " was never yielded from";
    static final String ERRORED_OUT = " has errored out but its parent task ";
    private static final String SHIELDED = " exception in shielded future";

    /**
     * @param text how the line begins
     * @param distinctive whether no other program says so; what others may say too counts at the start of a message only
     */
    private record Known(String text, boolean distinctive) {
    }

    private static final Known[] LOOP_ERRORS = {
        new Known("Exception in callback ", true),
        new Known("Unhandled exception in event loop", true),
        new Known("Unhandled exception in client_connected_cb", true),
        new Known("Unhandled error in exception handler", true),
        new Known("Exception in default exception handler", true),
        new Known("unhandled exception during asyncio.run() shutdown", true),
        new Known("an error occurred during closing of asynchronous generator ", true),
        new Known("An open stream was garbage collected prior to establishing network connection", true),
        new Known("An open stream object is being garbage collected", true),
        new Known("Error on transport creation for incoming connection", true),
        new Known("Error on reading from the event loop self pipe", true),
        new Known("Error calling eof_received()", true),
        new Known("Fatal error: protocol.", true),
        new Known("Fatal error on transport", true),
        new Known("Fatal error on pipe transport", true),
        new Known("Fatal error on SSL transport", true),
        new Known("Fatal error on SSL protocol", true),
        new Known("Fatal read error on pipe transport", true),
        new Known("Fatal read error on socket transport", true),
        new Known("Fatal read error on datagram transport", true),
        new Known("Fatal write error on pipe transport", true),
        new Known("Fatal write error on socket transport", true),
        new Known("Fatal write error on datagram transport", true),
        new Known("SSL error in data received", false),
        new Known("SSL handshake failed", false),
        new Known("application protocol failed to receive SSL data", true),
        new Known("protocol.pause_writing() failed", true),
        new Known("protocol.resume_writing() failed", true),
        new Known("socket.accept() out of system resource", true),
        new Known("Accept failed on a socket", false),
        new Known("Pipe accept failed", false),
        new Known("Unknown exception in SIGCHLD handler", true),
        new Known("Cancelling an overlapped future failed", true),
        new Known("Cancelling a future failed", true),
        new Known("Failed to unregister the wait handle", true),
        new Known("GetQueuedCompletionStatus() returned an unexpected event", true),
        new Known("exception in Task.__repr__", true),
        new Known("could not close attached file object ", true),
    };

    /** {@link #LOOP_ERRORS} by their first characters. */
    private static final Known[][] BY_FIRST = new Known[128][];

    static {
        for (char c = 0; c < BY_FIRST.length; c++) {
            BY_FIRST[c] = startingWith(c);
        }
    }

    private KnownMessages() {
    }

    private static Known[] startingWith(char c) {
        return Arrays.stream(LOOP_ERRORS).filter(k -> k.text().charAt(0) == c).toArray(Known[]::new);
    }

    /** Whether a message begins with {@code c}, besides those that begin with the name of a class. */
    static boolean beginsOne(char c) {
        return c == 'T' || c == 'E' || c < BY_FIRST.length && BY_FIRST[c].length > 0;
    }

    /** What the message that begins at {@code from} is, its first line ending at {@code end}; null if it is none of asyncio's. */
    static @Nullable Kind classify(String s, int from, int end, boolean atStart) {
        if (from >= end) {
            return null;
        }
        char first = s.charAt(from);
        if (first == 'T' && starts(s, "Task was destroyed but it is pending!", from, end)) {
            return Kind.TASK_DESTROYED_PENDING;
        }
        if (first == 'E' && starts(s, EXECUTING, from, end)) {
            return tookAt(s, from, end) > 0 ? Kind.SLOW_CALLBACK : null;
        }
        if (first == '<') {
            return starts(s, "<CoroWrapper ", from, end) && s.indexOf(NEVER_YIELDED, from, end) > 0
                    ? Kind.COROUTINE_NEVER_AWAITED : null;
        }
        if (first < BY_FIRST.length) {
            for (Known known : BY_FIRST[first]) {
                if ((atStart || known.distinctive()) && starts(s, known.text(), from, end)) {
                    return Kind.LOOP_ERROR;
                }
            }
        }
        return first == 'T' && starts(s, "Task <", from, end) && s.indexOf(ERRORED_OUT, from, end) > 0
                ? Kind.LOOP_ERROR : ofClass(s, from, end);
    }

    /** Messages that begin with the name of a class: any subclass of Task, Future, or of an exception. */
    private static @Nullable Kind ofClass(String s, int from, int end) {
        int word = Names.wordEnd(s, from, end);
        if (word == from || word >= end || s.charAt(word) != ' ') {
            return null;
        }
        if (starts(s, NEVER_RETRIEVED, word, end)) {
            return s.startsWith("Task", word - 4) && word - 4 >= from
                    ? Kind.TASK_EXCEPTION_NEVER_RETRIEVED : Kind.FUTURE_EXCEPTION_NEVER_RETRIEVED;
        }
        return starts(s, SHIELDED, word, end) ? Kind.LOOP_ERROR : null;
    }

    /** Texts of which each message of asyncio's that is known holds one. */
    static List<String> literals() {
        List<String> texts = new ArrayList<>(List.of("Task was destroyed but it is pending!", EXECUTING, NEVER_YIELDED, ERRORED_OUT,
                NEVER_RETRIEVED, SHIELDED));
        for (Known known : LOOP_ERRORS) {
            texts.add(known.text());
        }
        return texts;
    }

    private static boolean starts(String s, String text, int at, int end) {
        return at + text.length() <= end && s.startsWith(text, at);
    }

    /** Index of the {@code " took "} of a slow callback; -1 where no seconds follow it. */
    static int tookAt(String s, int from, int end) {
        int took = s.lastIndexOf(TOOK, end - 1);
        if (took < from) {
            return -1;
        }
        int digits = took + TOOK.length();
        int i = Names.digitsEnd(s, digits, end);
        return i > digits && s.indexOf(" seconds", i, end) >= 0 ? took : -1;
    }
}
