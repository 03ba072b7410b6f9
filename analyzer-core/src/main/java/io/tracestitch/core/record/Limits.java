package io.tracestitch.core.record;

import java.util.Map;
import java.util.TreeMap;

/**
 * The bounds that keep memory small whatever the input, and how often each of them cut something. Not thread-safe.
 */
public final class Limits {

    /** Default of the longest line, in bytes; what is longer loses its end. */
    public static final int DEFAULT_LINE_BYTES = 1 << 20;
    /** Default of the longest record, in bytes; what is longer loses its middle. */
    public static final int DEFAULT_RECORD_BYTES = 1 << 20;
    /** Default of the number of sources that are kept open at a time. */
    public static final int DEFAULT_SOURCES = 10_000;
    /** Default of what all sources together keep for stories beyond the little that each begins with, in bytes. */
    public static final long DEFAULT_STITCH_BYTES = 1L << 28;
    /** Counter of lines that were cut. */
    public static final String LINE_BYTES = "line-bytes";
    /** Counter of records that were cut. */
    public static final String RECORD_BYTES = "record-bytes";
    /** Counter of writers that were closed for others. */
    public static final String WRITERS = "writers";
    /** Counter of sources that were closed for others. */
    public static final String SOURCES = "sources";

    /** Counter of lines that a transport split into parts and that were longer than {@link #lineBytes}, or too many at a time. */
    public static final String PARTIAL_LINES = "partial-lines";
    /** Counter of records that were interrupted and whose rest did not come in time. */
    public static final String INTERRUPTED = "interrupted-records";
    /** Counter of times that a source could not keep more for stories, because all sources together keep too much. */
    public static final String STITCH_MEMORY = "stitch-memory";
    /** Counter of tracebacks with more frames, links or children than are kept. */
    public static final String TRACEBACK = "traceback-size";

    private final int lineBytes;
    private final int recordBytes;
    private final Map<String, Long> hits = new TreeMap<>();

    /** Limits of this many bytes a line and a record. */
    public Limits(int lineBytes, int recordBytes) {
        this.lineBytes = lineBytes;
        this.recordBytes = recordBytes;
    }

    /** Counts that a limit cut something. */
    public void hit(String limit) {
        hits.merge(limit, 1L, Long::sum);
    }

    int lineBytes() {
        return lineBytes;
    }

    int recordBytes() {
        return recordBytes;
    }

    /** How often each limit cut something; limits that never did are absent. */
    public Map<String, Long> hits() {
        return Map.copyOf(hits);
    }
}
