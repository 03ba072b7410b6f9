package io.tracestitch.core;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What was read of one source.
 *
 * @param source the source
 * @param lines input lines
 * @param bytes input bytes
 * @param plainLines lines that belong to no event
 * @param format format of the headers, for people; "no header" where there is none
 * @param envelope the transport's layers, for people; empty for plain lines
 * @param firstTimestamp time of the first record that tells one, or null
 * @param lastTimestamp time of the last record that tells one, or null
 */
public record SourceSummary(String source, long lines, long bytes, long plainLines, String format, String envelope,
        @Nullable Instant firstTimestamp, @Nullable Instant lastTimestamp) {
}
