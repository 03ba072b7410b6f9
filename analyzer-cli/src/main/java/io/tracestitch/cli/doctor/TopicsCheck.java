package io.tracestitch.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.tracestitch.stream.StageOptions;
import io.tracestitch.stream.TopicOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Whether the topics are there, fit, and may be used. */
final class TopicsCheck {

    private static final String SUBJECT = "topic";

    private final Admin admin;
    private final StageOptions options;
    private final Consumer<Finding> findings;

    TopicsCheck(Admin admin, StageOptions options, Consumer<Finding> findings) {
        this.admin = admin;
        this.options = options;
        this.findings = findings;
    }

    /** Tells about all topics; returns the names of those with logs that can be read. */
    List<String> run() throws InterruptedException, ExecutionException {
        TopicOptions topics = options.topics();
        List<String> readable = new ArrayList<>();
        for (String input : inputs()) {
            TopicDescription topic = describe(input);
            if (topic == null) {
                findings.accept(Finding.fail(SUBJECT, input + " does not exist, or may not be seen",
                        "Create it, grant DESCRIBE on it, or name another by kafka.topics"));
            } else if (may(topic, AclOperation.READ)) {
                readable.add(input);
                input(topic);
            }
        }
        for (String output : List.of(topics.occurrences(), topics.incidents(), topics.deadLetters(), topics.sources())) {
            TopicDescription topic = describe(output);
            if (topic == null) {
                missingOutput(output);
            } else if (may(topic, AclOperation.WRITE)) {
                output(topic, output.equals(topics.incidents()) || output.equals(topics.sources()));
            }
        }
        return readable;
    }

    private Set<String> inputs() throws InterruptedException, ExecutionException {
        TopicOptions topics = options.topics();
        if (topics.pattern() == null) {
            return new TreeSet<>(topics.inputs());
        }
        Set<String> matching = new TreeSet<>(admin.listTopics().names().get());
        matching.removeIf(name -> !topics.pattern().matcher(name).matches());
        if (matching.isEmpty()) {
            findings.accept(Finding.fail(SUBJECT, "no topic matches " + topics.pattern(), "Correct kafka.topic-pattern"));
        }
        return matching;
    }

    private void input(TopicDescription topic) throws InterruptedException, ExecutionException {
        int partitions = topic.partitions().size();
        String text = topic.name() + " has " + count(partitions, "partition");
        if (config(topic.name(), TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            findings.accept(Finding.warn(SUBJECT, text + " and is compacted: of lines with the same key only the last one stays",
                    "Set cleanup.policy=delete on it"));
        } else if (options.kafka().threads() > partitions) {
            findings.accept(Finding.warn(SUBJECT, text + " for " + count(options.kafka().threads(), "thread"),
                    "Give it more partitions, or lower stream.threads: the others are idle"));
        } else {
            findings.accept(Finding.ok(SUBJECT, text));
        }
    }

    private void output(TopicDescription topic, boolean compacted) throws InterruptedException, ExecutionException {
        String text = topic.name() + " has " + count(topic.partitions().size(), "partition");
        boolean compact = config(topic.name(), TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        if (compacted && !compact) {
            findings.accept(Finding.warn(SUBJECT, text + " and is not compacted: it grows with each update",
                    "Set cleanup.policy=compact on it"));
        } else if (!compacted && compact) {
            findings.accept(Finding.fail(SUBJECT, text + " and is compacted: of records with the same key only the last one stays",
                    "Set cleanup.policy=delete on it"));
        } else {
            findings.accept(Finding.ok(SUBJECT, text));
        }
    }

    private void missingOutput(String name) throws InterruptedException {
        if (!options.topics().create()) {
            findings.accept(Finding.fail(SUBJECT, name + " does not exist", "Create it, or set stream.create-topics"));
            return;
        }
        try {
            admin.createTopics(List.of(new NewTopic(name, options.topics().partitions(),
                    options.topics().replication())), new CreateTopicsOptions().validateOnly(true)).all().get();
            findings.accept(Finding.ok(SUBJECT, name + " does not exist yet; the stage may create it, with "
                    + count(options.topics().partitions(), "partition")));
        } catch (ExecutionException e) {
            findings.accept(Finding.fail(SUBJECT, name + " does not exist and cannot be created: " + e.getCause().getMessage(),
                    "Create it, grant CREATE on it, or correct stream.replication and stream.partitions"));
        }
    }

    /** Whether the broker lets this client do it; it tells so itself, and allows all where it has no authorizer. */
    private boolean may(TopicDescription topic, AclOperation operation) {
        if (topic.authorizedOperations() == null || topic.authorizedOperations().contains(operation)) {
            return true;
        }
        findings.accept(Finding.fail(SUBJECT, topic.name() + " exists, and this client may not " + operation + " it",
                "An administrator has to grant " + operation + " on it (ACL)"));
        return false;
    }

    private @Nullable TopicDescription describe(String name) throws InterruptedException, ExecutionException {
        KafkaFuture<TopicDescription> answer = admin.describeTopics(List.of(name),
                new DescribeTopicsOptions().includeAuthorizedOperations(true)).topicNameValues().get(name);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException || e.getCause() instanceof TopicAuthorizationException) {
                return null;
            }
            throw e;
        }
    }

    private String config(String topic, String name) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
            return String.valueOf(configs.get(resource).get(name).value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return ""; // nobody has to let us see it
            }
            throw e;
        }
    }

    static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }
}
