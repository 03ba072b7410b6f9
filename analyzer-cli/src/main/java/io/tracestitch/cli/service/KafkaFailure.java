package io.tracestitch.cli.service;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Why Kafka could not be talked to, in a sentence for the operator.
 *
 * @param why the sentence; holds no secret
 * @param passing whether trying again may help
 */
public record KafkaFailure(String why, boolean passing) {

    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    /** Reads what a client threw. */
    public static KafkaFailure of(Throwable thrown, String servers) {
        Throwable e = thrown;
        while ((e instanceof ExecutionException || e instanceof CompletionException || isWrapper(e)) && e.getCause() != null) {
            e = e.getCause();
        }
        return switch (e) {
            case SslAuthenticationException tls -> new KafkaFailure("TLS with " + servers + " fails: " + innermost(tls)
                    + "; look at kafka.tls and kafka.ca-file", false);
            case AuthenticationException login -> new KafkaFailure("the broker at " + servers + " refuses the login: "
                    + text(login) + "; look at kafka.username, kafka.password and kafka.sasl-mechanism", false);
            case AuthorizationException denied -> new KafkaFailure("the broker does not allow it: " + text(denied)
                    + "; an administrator has to grant it (ACL)", false);
            case UnsupportedVersionException old -> new KafkaFailure("the broker is too old: " + text(old), false);
            case ConfigException unresolved when text(unresolved).contains(UNRESOLVED) ->
                    new KafkaFailure("no host of " + servers + " can be resolved; look at kafka.bootstrap-servers", true);
            case ConfigException wrong -> new KafkaFailure("Kafka's client refuses its configuration: " + text(wrong), false);
            case TimeoutException slow -> new KafkaFailure("no broker answers at " + servers
                    + "; look at kafka.bootstrap-servers, and kafka.tls if the port speaks TLS", true);
            default -> new KafkaFailure("Kafka at " + servers + " cannot be used: " + innermost(e), true);
        };
    }

    /** "Failed to create new KafkaAdminClient" tells nothing; what it came from does. */
    private static boolean isWrapper(Throwable e) {
        return e.getClass() == KafkaException.class;
    }

    private static String innermost(Throwable e) {
        Throwable deepest = e;
        for (int i = 0; i < 16 && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return text(deepest);
    }

    private static String text(Throwable e) {
        @Nullable String message = e.getMessage();
        String text = message == null ? e.getClass().getSimpleName() : message.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
