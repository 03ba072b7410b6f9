package io.tracestitch.stream;

import io.tracestitch.core.incident.Event;
import io.tracestitch.core.incident.Incident;

/**
 * Hears what the stage and the publisher do, for metrics. Several threads call at the same time; a call must be quick and must not throw.
 * What was counted before a crash is counted again where its transaction had not been committed.
 */
public interface StageListener {

    /** Hears nothing. */
    StageListener NONE = new StageListener() {
    };

    /**
     * Records were read since the last call. Called some times a second for each partition that brings any.
     *
     * @param records records of Kafka
     * @param lines log lines in them
     * @param bytes bytes of these lines
     */
    default void read(long records, long lines, long bytes) {
    }

    /**
     * Where lines went, since the last call: into events, or nowhere because they tell nothing. Lines that wait for their record's end are
     * in neither number yet.
     *
     * @param inEvents lines that events hold
     * @param plain lines that no event holds
     */
    default void settled(long inEvents, long plain) {
    }

    /**
     * Lines were not analysed.
     *
     * @param reason one of {@link Shed}
     * @param lines how many; 1 where nobody can tell
     */
    default void shed(Shed reason, long lines) {
    }

    /**
     * A report of a failure leaves the stage.
     *
     * @param event the report
     * @param first whether it is the first report of its occurrence, so that it counts as an occurrence
     */
    default void event(Event event, boolean first) {
    }

    /** A fingerprint was seen for the first time. */
    default void newIncident(Incident incident) {
    }

    /**
     * A limit cut something.
     *
     * @param limit name of the limit, as the core calls it
     * @param times how often since the last call
     */
    default void limitHit(String limit, long times) {
    }

    /** A source was seen in a second partition; called once for each source and further partition. */
    default void partitionSplit(String source) {
    }

    /** A record went to the dead letters. */
    default void deadLetter(DeadLetterReason reason) {
    }

    /** How many sources are held in memory by one partition. */
    default void openSources(String topic, int partition, int sources) {
    }

    /**
     * Publishing to the store is tried again.
     *
     * @param why one line, for people
     */
    default void storeRetried(String why) {
    }
}
