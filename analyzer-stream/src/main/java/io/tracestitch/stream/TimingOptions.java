package io.tracestitch.stream;

import java.time.Duration;

/**
 * When the stage does what. Immutable.
 *
 * @param flush a record whose source was silent for this long ends
 * @param commit how often transactions are committed: what was found is seen by others this much later at most
 * @param stitchSave how often the memory of tasks is saved, for each source that wrote; what a crash may take from stories
 * @param incidentUpdate an incident is published at most this often
 * @param incidentRetention an incident that was not seen for this long is forgotten by the stage
 */
public record TimingOptions(Duration flush, Duration commit, Duration stitchSave, Duration incidentUpdate, Duration incidentRetention) {

    public TimingOptions {
        if (flush.toMillis() < 1 || commit.toMillis() < 1) {
            throw new IllegalArgumentException("intervals are at least a millisecond");
        }
    }

    /** 2 s, 500 ms, 10 s, 1 s and 90 days. */
    public static TimingOptions defaults() {
        return new TimingOptions(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(1),
                Duration.ofDays(90));
    }

    /** These options with another flush interval. */
    public TimingOptions withFlush(Duration value) {
        return new TimingOptions(value, commit, stitchSave, incidentUpdate, incidentRetention);
    }

    /** These options with another commit interval. */
    public TimingOptions withCommit(Duration value) {
        return new TimingOptions(flush, value, stitchSave, incidentUpdate, incidentRetention);
    }
}
