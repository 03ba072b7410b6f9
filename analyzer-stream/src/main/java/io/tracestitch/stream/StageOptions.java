package io.tracestitch.stream;

import java.nio.file.Path;

import io.tracestitch.core.AnalyzerOptions;

/**
 * How a {@link StreamStage} works. Immutable.
 *
 * @param kafka brokers, threads and state
 * @param topics what is read and written
 * @param sources how sources are told apart
 * @param timing when what happens
 * @param analyzer how logs are analysed
 */
public record StageOptions(KafkaOptions kafka, TopicOptions topics, SourceOptions sources, TimingOptions timing, AnalyzerOptions analyzer) {

    /** Defaults for everything that has one. */
    public static StageOptions of(String bootstrapServers, Path stateFolder) {
        return new StageOptions(KafkaOptions.of(bootstrapServers, stateFolder), TopicOptions.defaults(), SourceOptions.defaults(),
                TimingOptions.defaults(), AnalyzerOptions.defaults());
    }

    /** These options with other brokers, threads and state. */
    public StageOptions withKafka(KafkaOptions value) {
        return new StageOptions(value, topics, sources, timing, analyzer);
    }

    /** These options with other topics. */
    public StageOptions withTopics(TopicOptions value) {
        return new StageOptions(kafka, value, sources, timing, analyzer);
    }

    /** These options with sources told apart in another way. */
    public StageOptions withSources(SourceOptions value) {
        return new StageOptions(kafka, topics, value, timing, analyzer);
    }

    /** These options with other intervals. */
    public StageOptions withTiming(TimingOptions value) {
        return new StageOptions(kafka, topics, sources, value, analyzer);
    }

    /** These options with logs analysed in another way. */
    public StageOptions withAnalyzer(AnalyzerOptions value) {
        return new StageOptions(kafka, topics, sources, timing, value);
    }
}
