package io.tracestitch.stream;

import java.time.Duration;
import java.util.List;

/**
 * How sources are told apart and how long they are known. Immutable.
 *
 * @param rules where the source's name is looked for, in this order; where none finds one, the partition is the source
 * @param inMemory sources of one partition that are held in memory; beyond it, the one that was silent longest is put away
 * @param idle a source that was silent for this long is put away into the state store
 * @param retention a source that was silent for this long is forgotten
 * @param splitWindow a source that was seen in two partitions within this time is told to be split
 */
public record SourceOptions(List<SourceRule> rules, int inMemory, Duration idle, Duration retention, Duration splitWindow) {

    public SourceOptions {
        rules = List.copyOf(rules);
        if (inMemory < 1) {
            throw new IllegalArgumentException("at least one source has to be held in memory");
        }
    }

    /** Key, then the header {@code source}, then JSON; put away after a minute, forgotten after a day. */
    public static SourceOptions defaults() {
        return new SourceOptions(List.of(new SourceRule.Key(), new SourceRule.Header("source"), new SourceRule.Json()), 10_000,
                Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofHours(1));
    }

    /** These options with other rules. */
    public SourceOptions withRules(SourceRule... others) {
        return new SourceOptions(List.of(others), inMemory, idle, retention, splitWindow);
    }

    /** These options with other times of silence. */
    public SourceOptions withSilence(Duration itsIdle, Duration itsRetention) {
        return new SourceOptions(rules, inMemory, itsIdle, itsRetention, splitWindow);
    }

    /** These options with another number of sources in memory. */
    public SourceOptions withInMemory(int sources) {
        return new SourceOptions(rules, sources, idle, retention, splitWindow);
    }
}
