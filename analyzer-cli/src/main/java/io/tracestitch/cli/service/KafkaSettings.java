package io.tracestitch.cli.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tracestitch.cli.UserError;
import io.tracestitch.cli.config.Configuration;
import io.tracestitch.cli.config.Secret;
import io.tracestitch.cli.config.Setting;
import io.tracestitch.cli.config.Settings;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** How Kafka's clients reach the brokers. */
public final class KafkaSettings {

    /** What a property's name can begin with to be for one client only; the longer ones first. */
    static final List<String> PREFIXES = List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.",
            "admin.", "topic.");

    private KafkaSettings() {
    }

    /** The brokers, as {@code HOST:PORT,...}. */
    public static String servers(Configuration settings) {
        return String.join(",", settings.get(Settings.BOOTSTRAP_SERVERS));
    }

    /**
     * Properties for Kafka Streams: what the settings say about security, and over it what was passed through.
     *
     * @throws UserError if settings contradict each other
     */
    public static Map<String, String> properties(Configuration settings) {
        Map<String, String> out = new TreeMap<>();
        String user = settings.find(Settings.KAFKA_USERNAME);
        Secret password = settings.find(Settings.KAFKA_PASSWORD);
        needBoth(user, Settings.KAFKA_USERNAME, password, Settings.KAFKA_PASSWORD);
        Path ca = settings.find(Settings.KAFKA_CA);
        boolean tls = ca != null || settings.get(Settings.TLS);
        if (ca != null) {
            out.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            out.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, readable(ca, Settings.KAFKA_CA).toString());
        }
        if (user != null && password != null) {
            Settings.Mechanism mechanism = settings.get(Settings.KAFKA_MECHANISM);
            out.put(SaslConfigs.SASL_MECHANISM, mechanism.id());
            out.put(SaslConfigs.SASL_JAAS_CONFIG, "org.apache.kafka.common.security." + (mechanism == Settings.Mechanism.PLAIN
                    ? "plain.PlainLoginModule" : "scram.ScramLoginModule") + " required username=" + quoted(user) + " password="
                    + quoted(password.reveal()) + ";");
        }
        if (tls || user != null) {
            out.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, (user == null ? "" : "SASL_") + (tls ? "SSL" : "PLAINTEXT"));
        }
        out.putAll(settings.properties(Settings.KAFKA_PROPERTIES));
        return out;
    }

    /**
     * Properties for one plain client.
     *
     * @param client {@code consumer}, {@code producer} or {@code admin}
     */
    public static Map<String, Object> client(Configuration settings, String client) {
        Map<String, Object> out = new TreeMap<>();
        Map<String, String> properties = properties(settings);
        properties.forEach((name, value) -> {
            if (PREFIXES.stream().noneMatch(name::startsWith)) {
                out.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith(client + ".")) {
                out.put(name.substring(client.length() + 1), value);
            }
        });
        out.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers(settings));
        return out;
    }

    /**
     * Properties for the publisher's two plain clients, which pick from them what they know: prefixes are resolved. Where both know a name
     * and each was given a value of its own, the consumer's counts.
     */
    static Map<String, String> publisher(Configuration settings) {
        Map<String, Object> all = client(settings, "producer");
        all.putAll(client(settings, "consumer"));
        all.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, String> out = new TreeMap<>();
        all.forEach((name, value) -> out.put(name, value.toString()));
        return out;
    }

    static void needBoth(@Nullable String user, Setting<?> itsSetting, @Nullable Secret secret, Setting<?> secretsSetting) {
        if ((user == null) != (secret == null)) {
            throw new UserError((user == null ? secretsSetting : itsSetting).key() + " needs " + (user == null ? itsSetting : secretsSetting)
                    .key());
        }
    }

    static Path readable(Path file, Setting<?> setting) {
        if (!Files.isReadable(file)) {
            throw new UserError(setting.key() + ": cannot read " + file);
        }
        return file.toAbsolutePath();
    }

    /** A value in a login configuration; a backslash takes its meaning from the next character. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
