package io.tracestitch.cli.doctor;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Settings;
import io.tracestitch.cli.service.KafkaSettings;
import io.tracestitch.stream.StageOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Runs all checks, in the order in which one makes sense after the other. */
public final class Doctor {

    /** Patience for one question to a broker, unless the user's properties say otherwise. */
    private static final Map<String, Object> PATIENCE = Map.of("default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000);

    private final Configuration settings;
    private final StageOptions options;
    private final Consumer<Finding> findings;

    public Doctor(Configuration settings, StageOptions options, Consumer<Finding> findings) {
        this.settings = settings;
        this.options = options;
        this.findings = findings;
    }

    /** Looks at everything and tells what it finds, each thing as soon as it is known. */
    public void run() throws InterruptedException {
        new SettingsCheck(settings).run(findings);
        kafka();
        new FolderCheck("state", Settings.STATE_FOLDER.key(), settings.get(Settings.STATE_FOLDER)).run(findings);
        switch (settings.get(Settings.STORE)) {
            case NONE -> findings.accept(Finding.ok("store", "none; incidents are kept in Kafka only"));
            case LUCENE -> new FolderCheck("store", Settings.STORE_FOLDER.key(), settings.get(Settings.STORE_FOLDER)).run(findings);
            case ELASTICSEARCH -> new ElasticsearchCheck(settings).run(findings);
        }
        Integer port = settings.find(Settings.METRICS_PORT);
        if (port != null && port > 0) {
            new PortCheck(new InetSocketAddress(settings.get(Settings.METRICS_ADDRESS), port)).run(findings);
        }
    }

    private void kafka() throws InterruptedException {
        String servers = KafkaSettings.servers(settings);
        Map<String, Object> properties = new TreeMap<>(PATIENCE);
        properties.putAll(KafkaSettings.client(settings, "admin"));
        try (Admin admin = Admin.create(properties)) {
            if (!BrokerCheck.run(admin, servers, findings)) {
                return;
            }
            List<String> readable = new TopicsCheck(admin, options, findings).run();
            for (String topic : readable) {
                new SampleCheck(KafkaSettings.client(settings, "consumer"), options, findings).run(topic);
            }
            if (!readable.isEmpty()) {
                new TransactionCheck(admin, KafkaSettings.client(settings, "producer"), KafkaSettings.client(settings, "consumer"), servers,
                        options.kafka().application()).run(new TopicPartition(readable.getFirst(), 0), findings);
            }
        } catch (ExecutionException | KafkaException e) {
            findings.accept(BrokerCheck.failed(e, servers));
        }
    }
}
