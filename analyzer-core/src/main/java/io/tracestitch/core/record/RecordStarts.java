package io.tracestitch.core.record;

import io.tracestitch.core.input.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the first line of each record, also of those that tell nothing else; continuation lines are left out. Called on the hot
 * path: the arrays belong to the caller, who leaves them as they are until he {@link #release says} that he will not.
 */
public interface RecordStarts {

    /**
     * A line of text with a header.
     *
     * @param number number of the input line
     * @param header the header's parts, as offsets into {@code b}; valid only during the call
     * @param envelope what a transport tells of the line, or null
     */
    void headed(long number, byte[] b, int start, int end, Header header, @Nullable Envelope envelope);

    /** A structured record, taken apart. */
    void structured(long number, String message, Envelope envelope);

    /**
     * A structured record that nobody had to take apart.
     *
     * @param keys where its task and its process stand
     */
    void object(long number, byte[] b, int start, int end, JsonKeys keys);

    /** The arrays of all calls so far may change from now on. */
    void release();
}
