package io.tracestitch.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that the stage owns. */
final class StageTopics {

    /** Largest record of topics that hold what was read or made of it, in bytes. */
    private static final String LARGE = Integer.toString(32 << 20);

    private StageTopics() {
    }

    /**
     * Creates those that are missing.
     *
     * @throws ExecutionException if the broker refuses
     */
    static void create(Admin admin, TopicOptions options) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : StageTopology.ownTopics(options)) {
            if (!there.contains(topic)) {
                Optional<Short> replicas = options.replication() < 0 ? Optional.empty() : Optional.of(options.replication());
                missing.add(new NewTopic(topic, Optional.of(options.partitions()), replicas).configs(settings(topic, options)));
            }
        }
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> settings(String topic, TopicOptions options) {
        Map<String, String> settings = new HashMap<>();
        if (topic.equals(options.incidents()) || topic.equals(options.sources())) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (!topic.equals(options.sources())) {
            settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGE);
        }
        return settings;
    }
}
