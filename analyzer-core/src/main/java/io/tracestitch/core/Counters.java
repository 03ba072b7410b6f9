package io.tracestitch.core;

import java.util.Map;

import io.tracestitch.core.incident.EventKind;

/**
 * What an {@link Analyzer} has read and told since it was made, all sources together. Nothing gets lost: {@code lines + restoredLines =
 * eventLines + plainLines + openLines + movedLines + all of shedLines}. All but {@code openLines} only grow.
 *
 * @param lines lines read
 * @param bytes bytes read
 * @param restoredLines lines of records that were open where their source was {@linkplain Analyzer#restore restored}: another analyzer has
 *     read them
 * @param eventLines lines of which an event consists, each counted once
 * @param plainLines lines that belong to no event
 * @param openLines lines of which it is not known yet to what they belong
 * @param movedLines lines that were open when their source was {@linkplain Analyzer#forget forgotten}
 * @param shedLines lines that belong to an event and are not in it, by the limit that cut them out
 * @param events events by kind; kinds of which there were none are absent
 * @param limits how often each limit cut something, by its name
 */
public record Counters(long lines, long bytes, long restoredLines, long eventLines, long plainLines, long openLines, long movedLines,
        Map<String, Long> shedLines, Map<EventKind, Long> events, Map<String, Long> limits) {
}
