package io.tracestitch.core;

import java.time.ZoneId;

import io.tracestitch.core.pattern.Taxonomy;
import io.tracestitch.core.record.FormatString;
import io.tracestitch.core.record.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Analyzer} works. Immutable.
 *
 * @param redact whether secrets are taken out of events
 * @param zone zone of timestamps that name none
 * @param logFormat the header's format as Python's {@code logging} has it, or null to learn it
 * @param taxonomy the patterns
 * @param raw whether events carry their lines
 * @param maxLineBytes longest line, in bytes
 * @param maxRecordBytes longest record, in bytes
 * @param maxSources sources open at a time
 * @param stitch whether lost tasks are traced back to what they wrote and to who created them
 * @param stitchBytes what all sources together may keep for that, in bytes, beyond the little that each begins with
 */
public record AnalyzerOptions(boolean redact, ZoneId zone, @Nullable String logFormat, Taxonomy taxonomy, boolean raw,
        int maxLineBytes, int maxRecordBytes, int maxSources, boolean stitch, long stitchBytes) {

    /** Redaction on, the machine's zone, the built-in patterns, formats learnt. */
    public static AnalyzerOptions defaults() {
        return new AnalyzerOptions(true, ZoneId.systemDefault(), null, Taxonomy.builtIn(), false,
                Limits.DEFAULT_LINE_BYTES, Limits.DEFAULT_RECORD_BYTES, Limits.DEFAULT_SOURCES, true, Limits.DEFAULT_STITCH_BYTES);
    }

    /** These options with redaction on or off. */
    public AnalyzerOptions withRedact(boolean value) {
        return new AnalyzerOptions(value, zone, logFormat, taxonomy, raw, maxLineBytes, maxRecordBytes, maxSources, stitch, stitchBytes);
    }

    /** These options with another zone. */
    public AnalyzerOptions withZone(ZoneId value) {
        return new AnalyzerOptions(redact, value, logFormat, taxonomy, raw, maxLineBytes, maxRecordBytes, maxSources, stitch, stitchBytes);
    }

    /**
     * These options with a declared header format.
     *
     * @throws IllegalArgumentException with a sentence for the user if it is no format
     */
    public AnalyzerOptions withLogFormat(String value) {
        FormatString.parse(value);
        return new AnalyzerOptions(redact, zone, value, taxonomy, raw, maxLineBytes, maxRecordBytes, maxSources, stitch, stitchBytes);
    }

    /** These options with other patterns. */
    public AnalyzerOptions withTaxonomy(Taxonomy value) {
        return new AnalyzerOptions(redact, zone, logFormat, value, raw, maxLineBytes, maxRecordBytes, maxSources, stitch, stitchBytes);
    }

    /** These options with or without raw lines in events. */
    public AnalyzerOptions withRaw(boolean value) {
        return new AnalyzerOptions(redact, zone, logFormat, taxonomy, value, maxLineBytes, maxRecordBytes, maxSources, stitch, stitchBytes);
    }

    /** These options with other limits, in bytes. */
    public AnalyzerOptions withLimits(int lineBytes, int recordBytes) {
        return new AnalyzerOptions(redact, zone, logFormat, taxonomy, raw, lineBytes, recordBytes, maxSources, stitch, stitchBytes);
    }

    /** These options with stitching on or off. */
    public AnalyzerOptions withStitch(boolean value) {
        return new AnalyzerOptions(redact, zone, logFormat, taxonomy, raw, maxLineBytes, maxRecordBytes, maxSources, value, stitchBytes);
    }

    /** These options with so many sources open at a time, and so many bytes for the stories of all of them together. */
    public AnalyzerOptions withSources(int sources, long bytes) {
        return new AnalyzerOptions(redact, zone, logFormat, taxonomy, raw, maxLineBytes, maxRecordBytes, sources, stitch, bytes);
    }
}
