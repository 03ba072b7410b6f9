package io.tracestitch.cli.report;

import java.time.Duration;

import io.tracestitch.core.SourceSummary;

/**
 * What was read of one source.
 *
 * @param summary its lines, bytes, times and format
 * @param elapsed how long reading and analysing took
 */
public record SourceView(SourceSummary summary, Duration elapsed) {
}
