package io.tracestitch.core.record;

import io.tracestitch.core.input.Context;
import io.tracestitch.core.traceback.TextLines;
import org.jspecify.annotations.Nullable;

/**
 * A closed record: its lines, and what its header tells. The lines are valid only while the consumer runs.
 *
 * @param lines the lines, without what transports wrapped around them
 * @param traceback index of the line with which the traceback begins, or -1
 * @param messageStart offset in the lines' array at which the message begins behind the header
 * @param headed whether there is a header
 * @param level level as a number, {@link Level#UNKNOWN} where there is none
 * @param levelText level as printed, or null
 * @param time timestamp as printed, or null
 * @param logger logger, or null
 * @param process process, or null
 * @param thread thread, or null
 * @param task task in the header, or null
 * @param context request, host and what else tells whose record it is
 * @param end why it ended
 * @param cut whether a limit cut it
 * @param confidence how sure its lines belong together, 0 to 1
 */
public record LogRecord(TextLines lines, int traceback, int messageStart, boolean headed, int level, @Nullable String levelText,
        @Nullable String time, @Nullable String logger, @Nullable String process, @Nullable String thread, @Nullable String task,
        Context context, End end, boolean cut, double confidence) {

    /** Request, correlation or trace id in the header or the structured record, or null. */
    public @Nullable String request() {
        return context.request();
    }

    /** Whether its header tells a level below WARNING, at which hardly anybody logs an exception. */
    public boolean isQuiet() {
        return headed && level != Level.UNKNOWN && level < Level.WARNING;
    }

    /** What stands from line {@code from} on, as a record without a header of its own. Takes the lines before it away from this one. */
    public LogRecord withoutHead(int from) {
        lines.remove(0, from);
        lines.forgetDropped();
        return new LogRecord(lines, traceback < 0 ? -1 : traceback - from, lines.start(0), false, Level.UNKNOWN, null, null, null,
                null, null, null, Context.NONE, end, cut, confidence);
    }

    /** Why a record ended. */
    public enum End {
        /** Its grammar said so. */
        GRAMMAR,
        /** The next record of the writer began. */
        NEXT_RECORD,
        /** Nothing came for too long. */
        TIMEOUT,
        /** A limit cut it. */
        LIMIT,
        /** The input ended. */
        END_OF_INPUT
    }
}
