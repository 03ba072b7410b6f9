package io.tracestitch.core;

/**
 * A part of what an {@link Analyzer} knows of a source. Parts are saved by themselves, because they change at different times and differ in
 * size. The state is that of one version of this program: another version may refuse it, and says so.
 */
public enum StatePart {

    /**
     * How far the source was read, the newest line, records that are not complete, the formats of headers, and the reports with which the
     * next one may share an occurrence. With it the next events are the right ones. Some 100 bytes to some kilobytes; as large as the open
     * records, which {@link AnalyzerOptions#maxRecordBytes} bounds each.
     */
    READING,
    /**
     * Who waits for whom and who fails again and again, as far as the events told, and which standstills were told. Changes with events
     * only. Without it a standstill may be told twice, or not at all.
     */
    STALLS,
    /**
     * The newest lines, who wrote them, where tasks are created, and what the fields of headers held. Up to some 100 kilobytes; changes with
     * every line. Without it, or with an older one, stories lack what it lacks; events and their ids are the same.
     */
    STITCHING
}
