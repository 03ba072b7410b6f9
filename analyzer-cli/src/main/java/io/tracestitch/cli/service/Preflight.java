package io.tracestitch.cli.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.tracestitch.cli.UserError;
import io.tracestitch.stream.StageHealth;
import io.tracestitch.stream.TopicOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a broker answers and the topics with logs are there. Brokers and topics come and go on
 * their own, and a process that gave up would only be started again. What no waiting can help, such as
 * a refused login, ends the process.
 */
final class Preflight {

    /** Patience for one question, unless the user's properties say otherwise. */
    static final Map<String, Object> PATIENCE = Map.of("default.api.timeout.ms", 5_000, "request.timeout.ms", 4_000);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<String, Object> admin;
    private final String servers;
    private final TopicOptions topics;
    private final Consumer<StageHealth> health;

    /**
     * @param admin properties of the administrator's client
     * @param health is told what is missing
     */
    Preflight(Map<String, Object> admin, String servers, TopicOptions topics, Consumer<StageHealth> health) {
        this.admin = admin;
        this.servers = servers;
        this.topics = topics;
        this.health = health;
    }

    /**
     * Returns when the stage can be started.
     *
     * @throws UserError if that needs a change of settings or rights
     */
    void await() throws InterruptedException {
        String missing = missing();
        while (missing != null) {
            health.accept(StageHealth.notReady(missing));
            Thread.sleep(PAUSE);
            missing = missing();
        }
    }

    private @Nullable String missing() throws InterruptedException {
        try (Admin client = Admin.create(admin)) {
            client.describeCluster().nodes().get();
            return topics.pattern() == null ? missingTopic(client) : missingMatch(client);
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException | KafkaException e) {
            KafkaFailure failure = KafkaFailure.of(e, servers);
            if (failure.passing()) {
                return failure.why();
            }
            throw new UserError(failure.why());
        }
    }

    private @Nullable String missingTopic(Admin client) throws InterruptedException, ExecutionException {
        var answers = client.describeTopics(topics.inputs()).topicNameValues();
        List<String> missing = new ArrayList<>();
        for (String topic : topics.inputs()) {
            try {
                answers.get(topic).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topic);
            }
        }
        return missing.isEmpty() ? null : "the topic " + String.join(", ", missing) + " does not exist at " + servers
                + "; create it, or name another (kafka.topics)";
    }

    private @Nullable String missingMatch(Admin client) throws InterruptedException, ExecutionException {
        return client.listTopics().names().get().stream().anyMatch(name -> topics.pattern().matcher(name).matches()) ? null
                : "no topic at " + servers + " matches " + topics.pattern() + " (kafka.topic-pattern)";
    }
}
