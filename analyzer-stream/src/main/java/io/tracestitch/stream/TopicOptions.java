package io.tracestitch.stream;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Which topics are read and written. Immutable.
 *
 * @param inputs names of the topics with logs; empty if {@code pattern} is given
 * @param pattern the whole names of the topics with logs; null if {@code inputs} are given
 * @param occurrences gets events
 * @param incidents gets incidents; compacted
 * @param deadLetters gets what cannot be processed
 * @param sources gets which source was seen in which partition; compacted
 * @param keyed topic through which records go, keyed by source, if {@code repartition}
 * @param repartition whether the records' keys are not to be trusted
 * @param create whether missing topics other than the inputs are created
 * @param partitions partitions of created topics
 * @param replication replicas of created topics; -1 for the broker's default
 * @param maxRecordBytes larger records go to the dead letters
 */
public record TopicOptions(List<String> inputs, @Nullable Pattern pattern, String occurrences, String incidents, String deadLetters,
        String sources, String keyed, boolean repartition, boolean create, int partitions, short replication, int maxRecordBytes) {

    /** Default of the input. */
    public static final String INPUT = "python-logs";
    /** Default of the largest record, in bytes. */
    public static final int MAX_RECORD_BYTES = 8 << 20;

    public TopicOptions {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() == (pattern == null)) {
            throw new IllegalArgumentException("name either input topics or a pattern for them");
        }
        if (partitions < 1 || maxRecordBytes < 1) {
            throw new IllegalArgumentException("partitions and the largest record are positive numbers");
        }
    }

    /** The topics that the documentation names: {@value #INPUT} in, {@code tracestitch.*} out. */
    public static TopicOptions defaults() {
        return new TopicOptions(List.of(INPUT), null, "tracestitch.occurrences", "tracestitch.incidents", "tracestitch.dead-letters",
                "tracestitch.sources", "tracestitch.keyed", false, true, 6, (short) -1, MAX_RECORD_BYTES);
    }

    /** These options with other inputs, by their names. */
    public TopicOptions withInputs(List<String> names) {
        return new TopicOptions(names, null, occurrences, incidents, deadLetters, sources, keyed, repartition, create, partitions,
                replication, maxRecordBytes);
    }

    /**
     * These options with all topics as inputs whose whole name matches.
     *
     * @throws IllegalArgumentException with a sentence for the user if it is no regular expression
     */
    public TopicOptions withPattern(String regex) {
        try {
            return new TopicOptions(List.of(), Pattern.compile(regex), occurrences, incidents, deadLetters, sources, keyed, repartition,
                    create, partitions, replication, maxRecordBytes);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern of input topics is no regular expression: " + e.getDescription() + " at "
                    + e.getIndex(), e);
        }
    }

    /** These options with a prefix other than {@code tracestitch.} of all topics but the inputs. */
    public TopicOptions withPrefix(String prefix) {
        return new TopicOptions(inputs, pattern, prefix + "occurrences", prefix + "incidents", prefix + "dead-letters",
                prefix + "sources", prefix + "keyed", repartition, create, partitions, replication, maxRecordBytes);
    }

    /** These options with or without the detour through the keyed topic. */
    public TopicOptions withRepartition(boolean value) {
        return new TopicOptions(inputs, pattern, occurrences, incidents, deadLetters, sources, keyed, value, create, partitions,
                replication, maxRecordBytes);
    }

    /** These options with that many partitions and replicas of topics that are created. */
    public TopicOptions withCreated(int itsPartitions, int itsReplication) {
        return new TopicOptions(inputs, pattern, occurrences, incidents, deadLetters, sources, keyed, repartition, true, itsPartitions,
                (short) itsReplication, maxRecordBytes);
    }

    /** These options with another limit of records. */
    public TopicOptions withMaxRecordBytes(int bytes) {
        return new TopicOptions(inputs, pattern, occurrences, incidents, deadLetters, sources, keyed, repartition, create, partitions,
                replication, bytes);
    }
}
