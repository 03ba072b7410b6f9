package io.tracestitch.cli.service;

import java.util.List;
import java.util.regex.Pattern;

import io.tracestitch.cli.UserError;
import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.core.AnalyzerOptions;
import io.tracestitch.stream.KafkaOptions;
import io.tracestitch.stream.PublisherOptions;
import io.tracestitch.stream.SourceOptions;
import io.tracestitch.stream.StageOptions;
import io.tracestitch.stream.TimingOptions;
import io.tracestitch.stream.TopicOptions;

/** The options of the stage and of the publisher, from the settings. */
public final class StageSettings {

    private StageSettings() {
    }

    /** The options of the stage. */
    public static StageOptions stage(Configuration settings, AnalyzerOptions analyzer) {
        KafkaOptions kafka = new KafkaOptions(KafkaSettings.servers(settings), settings.get(Settings.APPLICATION),
                settings.find(Settings.INSTANCE), settings.get(Settings.THREADS), settings.get(Settings.STANDBYS),
                settings.get(Settings.ACCEPTABLE_LAG), settings.get(Settings.STATE_FOLDER), KafkaSettings.properties(settings));
        SourceOptions sources = new SourceOptions(settings.get(Settings.SOURCE), settings.get(Settings.MAX_SOURCES),
                settings.get(Settings.SOURCE_IDLE), settings.get(Settings.SOURCE_RETENTION), settings.get(Settings.SPLIT_WINDOW));
        TimingOptions timing = new TimingOptions(settings.get(Settings.FLUSH), settings.get(Settings.COMMIT),
                settings.get(Settings.STITCH_SAVE), settings.get(Settings.INCIDENT_UPDATE), settings.get(Settings.INCIDENT_RETENTION));
        return new StageOptions(kafka, topics(settings), sources, timing, analyzer);
    }

    /** The topics that are read and written. */
    public static TopicOptions topics(Configuration settings) {
        Pattern pattern = settings.find(Settings.TOPIC_PATTERN);
        if (pattern != null && settings.isSet(Settings.TOPICS)) {
            throw new UserError("give kafka.topics or kafka.topic-pattern, not both");
        }
        String prefix = settings.get(Settings.TOPIC_PREFIX);
        TopicOptions named = TopicOptions.defaults().withPrefix(prefix);
        return new TopicOptions(pattern == null ? settings.get(Settings.TOPICS) : List.of(), pattern, named.occurrences(),
                named.incidents(), named.deadLetters(), named.sources(), named.keyed(), settings.get(Settings.REPARTITION),
                settings.get(Settings.CREATE_TOPICS), settings.get(Settings.PARTITIONS), settings.get(Settings.REPLICATION).shortValue(),
                bytes(settings.get(Settings.MAX_RECORD)));
    }

    /** The options of the publisher. */
    public static PublisherOptions publisher(Configuration settings) {
        return new PublisherOptions(KafkaSettings.servers(settings), settings.get(Settings.PUBLISHER_GROUP),
                settings.find(Settings.INSTANCE), topics(settings), settings.get(Settings.BATCH_DOCUMENTS),
                bytes(settings.get(Settings.BATCH_BYTES)), settings.get(Settings.BATCH_WAIT), settings.get(Settings.RETRY),
                settings.get(Settings.RETRY_MAX), KafkaSettings.publisher(settings));
    }

    private static int bytes(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
