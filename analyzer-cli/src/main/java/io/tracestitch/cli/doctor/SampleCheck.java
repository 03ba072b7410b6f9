package io.tracestitch.cli.doctor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.tracestitch.stream.StageOptions;
import io.tracestitch.stream.TopicSample;
import io.tracestitch.stream.TopicSample.Reading;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whether a topic's records are keyed by source, and how their lines are read: told from a sample of the newest. */
final class SampleCheck {

    private static final String KEYS = "keys";
    private static final String FORMATS = "formats";
    /** Records of each partition that are looked at. */
    private static final int EACH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** As many names and formats are told. */
    private static final int MOST = 3;
    /** With fewer records for each source, the key is rather an id of each record. */
    private static final int FEW_RECORDS = 2;
    private static final String NO_HEADER = "no header";

    private final Map<String, Object> consumer;
    private final StageOptions options;
    private final Consumer<Finding> findings;

    SampleCheck(Map<String, Object> consumer, StageOptions options, Consumer<Finding> findings) {
        this.consumer = consumer;
        this.options = options;
        this.findings = findings;
    }

    void run(String topic) {
        TopicSample sample;
        try (KafkaConsumer<byte[], byte[]> client = new KafkaConsumer<>(consumer, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            sample = TopicSample.read(client, topic, options, EACH, PATIENCE);
        }
        if (sample.records() == 0) {
            findings.accept(Finding.warn(KEYS, topic + " holds no records, so nothing can be said about keys and formats",
                    "Run doctor again when logs have come"));
            return;
        }
        findings.accept(keys(sample));
        formats(sample);
    }

    private Finding keys(TopicSample sample) {
        String looked = " of the newest " + TopicsCheck.count(sample.records(), "record") + " of " + sample.topic();
        List<String> split = sample.sources().entrySet().stream().filter(source -> source.getValue().size() > 1)
                .map(Map.Entry::getKey).sorted().toList();
        if (!split.isEmpty() && !options.topics().repartition()) {
            return Finding.fail(KEYS, TopicsCheck.count(split.size(), "source") + looked + " stand in several partitions: " + some(split)
                    + "; their lines have no order", "Let the shipper key records by what stream.source names, or set stream.repartition");
        }
        if (sample.nameless() > 0) {
            String text = sample.nameless() + looked + " name no source, so that each partition is taken for one";
            return sample.partitions() == 1
                    ? Finding.warn(KEYS, text, "Name the source by the key, a header or a JSON field (stream.source)")
                    : Finding.fail(KEYS, text + ", and the lines of one writer are spread over " + sample.partitions() + " partitions",
                            "Let the shipper key records by host, container or file, or tell by stream.source where it stands, and set "
                                    + "stream.repartition");
        }
        int named = sample.records() - sample.unusable().values().stream().mapToInt(Integer::intValue).sum();
        if (sample.sources().size() * FEW_RECORDS > named && named > 10) {
            return Finding.warn(KEYS, sample.sources().size() + " sources in " + named + looked.replaceFirst(" of", "") + ": " + some(
                    sample.sources().keySet().stream().sorted().toList()), "If each record has a key of its own, tell by stream.source what "
                            + "else names the source, and set stream.repartition");
        }
        return Finding.ok(KEYS, sample.keyed() + looked + " have a key; " + TopicsCheck.count(sample.sources().size(), "source") + ", "
                + (split.isEmpty() ? "each in one partition" : "repartitioned by the stage"));
    }

    private void formats(TopicSample sample) {
        sample.unusable().forEach((reason, count) -> findings.accept(Finding.warn(FORMATS, TopicsCheck.count(count, "record") + " of "
                + sample.topic() + " would go to the dead letters: " + reason.id(), "Look at what writes them")));
        if (sample.readings().isEmpty()) {
            return;
        }
        String seen = sample.readings().entrySet().stream().sorted(Map.Entry.<Reading, Integer>comparingByValue().reversed()
                .thenComparing(e -> e.getKey().format(), Comparator.naturalOrder())).limit(MOST)
                .map(e -> describe(e.getKey()) + " (" + TopicsCheck.count(e.getValue(), "source") + ")").collect(Collectors.joining("; "))
                + (sample.readings().size() > MOST ? "; and " + (sample.readings().size() - MOST) + " others" : "");
        String text = sample.lines() + " lines of " + sample.topic() + ": " + seen;
        boolean headless = sample.readings().keySet().stream().allMatch(reading -> reading.format().equals(NO_HEADER));
        findings.accept(headless ? Finding.warn(FORMATS, text, "If the records do have headers, declare their format by --log-format, and try"
                + " `tracestitch explain` on some lines") : Finding.ok(FORMATS, text));
    }

    private static String describe(Reading reading) {
        return (reading.envelope().isEmpty() ? "plain lines" : reading.envelope()) + ", " + reading.format();
    }

    private static String some(List<String> names) {
        return names.stream().limit(MOST).collect(Collectors.joining(", ")) + (names.size() > MOST ? ", ..." : "");
    }
}
