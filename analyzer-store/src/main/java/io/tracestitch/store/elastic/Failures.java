package io.tracestitch.store.elastic;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

import javax.net.ssl.SSLException;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.store.elastic.RequestFailure.Kind;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentTooLongException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in one line for people: where, what, and what to do. */
final class Failures {

    /** Characters of what the server says that are passed on. */
    private static final int MAX_REASON = 300;

    private final ElasticsearchOptions options;
    private final String where;

    Failures(ElasticsearchOptions options) {
        this.options = options;
        where = "Elasticsearch at " + String.join(", ", options.hosts().stream().map(URI::toString).toList());
    }

    RequestFailure timeout(Duration within, Throwable cause) {
        return new RequestFailure(Kind.TEMPORARY, "timeout", 0, where + " did not answer within " + within.toMillis() + " ms.",
                cause);
    }

    /** There was no answer. */
    RequestFailure connection(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause() == e ? null : e.getCause()) {
            switch (e) {
                case ContentTooLongException _ -> {
                    return new RequestFailure(Kind.TOO_LARGE, "too large", 0, "The answer of " + where + " is too large.", cause);
                }
                case SSLException tls -> {
                    return tls(tls, cause);
                }
                case UnknownHostException _ -> {
                    return unreachable("its name is not known", cause);
                }
                case java.net.SocketTimeoutException _ -> {
                    return new RequestFailure(Kind.TEMPORARY, "timeout", 0,
                            where + " did not answer within " + options.requestTimeout().toMillis() + " ms.", cause);
                }
                case ConnectionClosedException _ -> {
                    return unreachable("it closed the connection" + (isPlain() ? "; if it speaks TLS, use https://" : ""), cause);
                }
                default -> {
                    // Perhaps its cause tells more.
                }
            }
        }
        return unreachable(oneLine(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()), cause);
    }

    private RequestFailure unreachable(String why, Throwable cause) {
        return new RequestFailure(Kind.TEMPORARY, "connection", 0, where + " cannot be reached: " + why + ".", cause);
    }

    private RequestFailure tls(SSLException e, Throwable cause) {
        String text = String.valueOf(e.getMessage());
        String why;
        if (text.contains("Unsupported or unrecognized SSL message") || text.contains("plaintext")) {
            why = where + " does not speak TLS: use http://.";
        } else if (text.contains("PKIX") || text.contains("certificate") || text.contains("path")) {
            why = where + " shows a certificate that " + (options.authority() == null ? "Java does not trust: give its CA file."
                    : "was not issued by an authority in the CA file " + options.authority() + ".");
        } else {
            why = where + " and this program do not agree on TLS: " + oneLine(text) + ".";
        }
        return new RequestFailure(Kind.REFUSED, "tls", 0, why, cause);
    }

    /** The server answered with an error. */
    RequestFailure status(int status, JsonNode body) {
        String type = body.path("error").path("type").asText("");
        String reason = reason(body.path("error"));
        String label = Integer.toString(status);
        return switch (status) {
            case 401 -> refused(label, status, where + " refuses " + credentials() + ".");
            case 403 -> type.equals("cluster_block_exception") ? blocked(label, status, reason)
                    : refused(label, status, where + " gives " + who() + " no right to do this: " + reason);
            case 404 -> type.isEmpty() ? refused(label, status, where + " answers 404 and no more: is the path of the address right?")
                    : new RequestFailure(Kind.INVALID, label, status, where + " does not find it: " + reason, null);
            case 413 -> new RequestFailure(Kind.TOO_LARGE, label, status, where + " finds the request too large.", null);
            case 429 -> type.equals("cluster_block_exception") ? blocked(label, status, reason)
                    : temporary(label, status, " is busy: " + (reason.isEmpty() ? "it answers 429." : reason));
            default -> status >= 500 ? temporary(label, status, " answers " + status + (reason.isEmpty() ? "." : ": " + reason))
                    : new RequestFailure(Kind.INVALID, label, status, where + " answers " + status + ": "
                            + (reason.isEmpty() ? "is it Elasticsearch 8 or 9?" : reason), null);
        };
    }

    /** The server answered with an error for one document of a bulk request. */
    RequestFailure item(int status, JsonNode item) {
        String type = item.path("error").path("type").asText("");
        String reason = reason(item.path("error"));
        return switch (type) {
            case "validation_exception" -> refused(Integer.toString(status), status, where + " makes no further index: " + reason);
            case "index_closed_exception" -> refused(Integer.toString(status), status, where + " has a closed index: " + reason);
            case "index_not_found_exception" -> refused("404", 404, where
                    + " does not make the index by itself: allow it with action.auto_create_index (" + reason + ")");
            default -> status(status, item);
        };
    }

    RequestFailure notElasticsearch(@Nullable Throwable cause) {
        return refused("protocol", 0, where + " does not answer like Elasticsearch: is the address right?", cause);
    }

    /** A full disk makes indices read-only, and nothing has to be done here once it is not full any more. */
    RequestFailure blocked(String label, int status, String reason) {
        return new RequestFailure(Kind.TEMPORARY, label, status, where + " does not allow to write: " + reason, null);
    }

    private RequestFailure temporary(String label, int status, String what) {
        return new RequestFailure(Kind.TEMPORARY, label, status, where + what, null);
    }

    private static RequestFailure refused(String label, int status, String message) {
        return refused(label, status, message, null);
    }

    private static RequestFailure refused(String label, int status, String message, @Nullable Throwable cause) {
        return new RequestFailure(Kind.REFUSED, label, status, message, cause);
    }

    private String credentials() {
        if (options.apiKey() != null) {
            return "the API key";
        }
        return options.user() != null ? "the password of the user " + options.user()
                : "requests without credentials: give an API key or a user with password";
    }

    private String who() {
        return options.apiKey() != null ? "the API key" : options.user() != null ? "the user " + options.user() : "nobody";
    }

    private boolean isPlain() {
        return options.hosts().stream().anyMatch(host -> "http".equalsIgnoreCase(host.getScheme()));
    }

    /** What an error object says, with what caused it. */
    static String reason(JsonNode error) {
        String reason = error.isTextual() ? error.asText() : error.path("reason").asText("");
        String cause = error.path("caused_by").path("reason").asText("");
        return oneLine(cause.isEmpty() || reason.contains(cause) ? reason : reason + ": " + cause);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
    }
}
