package io.tracestitch.core.asyncio;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What the text of a log record says in asyncio's terms. Immutable.
 *
 * @param kind what it is
 * @param text its first line
 * @param known whether asyncio or uvloop write such a first line; false for texts of others in front of asyncio's context block
 * @param seconds how long a slow callback took, else null
 * @param task the task that the message is about, or null
 * @param future the future that it is about, if that is no task; or null
 * @param handle the handle or timer that it is about, or null
 * @param coroutine the coroutine that was never awaited, or null
 * @param context the lines of the context block in their order
 * @param creationStack where the object was created ({@code source_traceback}, debug mode), oldest call first; else empty
 * @param handleStack where the running handle was created ({@code handle_traceback}, debug mode), oldest call first; else empty
 * @param createdAt the line of the program that created the object: the last frame of the creation stack, or else the place in
 *     the object's repr, that is not asyncio's own; or null
 */
public record LoopMessage(
        Kind kind,
        String text,
        boolean known,
        @Nullable Double seconds,
        @Nullable TaskRepr task,
        @Nullable FutureRepr future,
        @Nullable ScheduledRepr handle,
        @Nullable CoroutineRepr coroutine,
        List<ContextEntry> context,
        List<StackFrame> creationStack,
        List<StackFrame> handleStack,
        @Nullable Place createdAt) {

    /** Key of the stack of the object's creation. */
    static final String SOURCE_TRACEBACK = "source_traceback";

    /** Key of the stack of the running handle's creation. */
    static final String HANDLE_TRACEBACK = "handle_traceback";

    /** What a message of asyncio is. */
    public enum Kind {
        /** {@code Task exception was never retrieved}. */
        TASK_EXCEPTION_NEVER_RETRIEVED,
        /** {@code Future exception was never retrieved}, {@code _GatheringFuture exception was never retrieved}. */
        FUTURE_EXCEPTION_NEVER_RETRIEVED,
        /** {@code Task was destroyed but it is pending!}. */
        TASK_DESTROYED_PENDING,
        /** {@code Executing <Handle ...> took 0.120 seconds}. */
        SLOW_CALLBACK,
        /** {@code <CoroWrapper f() ...> was never yielded from}: debug mode of Python 3.6 and 3.7. */
        COROUTINE_NEVER_AWAITED,
        /** Any other text of the loop's exception handler. */
        LOOP_ERROR
    }

    /**
     * Reads a record's message.
     *
     * @param message first line and continuation lines; a traceback that follows is left alone
     * @return empty if the message is none of asyncio's
     */
    public static Optional<LoopMessage> parse(String message) {
        int newline = message.indexOf('\n');
        int end = newline < 0 ? message.length() : newline;
        Kind kind = KnownMessages.classify(message, 0, end, true);
        if (kind == null && !hasContext(message, newline)) {
            return Optional.empty();
        }
        return Optional.of(new LoopMessageReader(message, end, kind).read());
    }

    /**
     * Whether a record's first line is one of asyncio's. Cheap. A message with an unknown first line may still have asyncio's
     * context below: see {@link #isContextLine}.
     */
    public static boolean mayBe(String firstLine) {
        return KnownMessages.classify(firstLine, 0, firstLine.length(), true) != null;
    }

    /** Texts of which the first line of each known message holds one, for those who look for them in many lines. */
    public static List<String> literals() {
        return KnownMessages.literals();
    }

    /** Whether a line below a record's first line is of asyncio's context block, such as {@code future: <Task ...>}. */
    public static boolean isContextLine(String line) {
        return ContextBlock.isAsyncioLine(line, 0, line.length());
    }

    /**
     * Finds one of asyncio's messages behind something else, such as a header that nobody understood. Only texts that no other
     * program is likely to write are found, and only where a word begins.
     *
     * @return offset at which the message begins, or -1
     */
    public static int find(String firstLine) {
        int end = firstLine.length();
        // These checks look at the whole line, so they are made once.
        boolean classes = firstLine.contains(" exception ");
        boolean slow = firstLine.contains(KnownMessages.EXECUTING) && KnownMessages.tookAt(firstLine, 0, end) > 0;
        boolean errored = firstLine.contains(KnownMessages.ERRORED_OUT);
        for (int i = 0; i < end; i++) {
            char c = firstLine.charAt(i);
            if (c == '<') {
                // Only one repr is of interest, and that check looks at the whole line.
                if (firstLine.startsWith("<CoroWrapper ", i)) {
                    return KnownMessages.classify(firstLine, i, end, false) != null ? i : -1;
                }
            } else if (Names.isWord(c)) {
                boolean futile = !classes && !KnownMessages.beginsOne(c)
                        || !slow && c == 'E' && firstLine.startsWith(KnownMessages.EXECUTING, i)
                        || !errored && c == 'T' && firstLine.startsWith("Task <", i);
                if (!futile && KnownMessages.classify(firstLine, i, end, i == 0) != null) {
                    return i;
                }
                i = Names.wordEnd(firstLine, i, end) - 1;
            }
        }
        return -1;
    }

    /** The value of a key of the context block, or null. */
    public @Nullable String contextValue(String key) {
        for (ContextEntry entry : context) {
            if (entry.key().equals(key)) {
                return entry.value();
            }
        }
        return null;
    }

    private static boolean hasContext(String message, int newline) {
        int at = newline < 0 ? message.length() : newline + 1;
        while (at < message.length()) {
            int next = message.indexOf('\n', at);
            int end = next < 0 ? message.length() : next;
            if (ContextBlock.isAsyncioLine(message, at, end)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }
}
