package io.tracestitch.store.elastic;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import co.elastic.clients.transport.rest5_client.low_level.Cancellable;
import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the cluster, each to whichever node is alive, and each within a time. Thread-safe.
 *
 * <p>The media types ask for the behaviour of version 8, which versions 8 and 9 both have.
 */
final class Connection implements AutoCloseable {

    private static final String JSON = "application/vnd.elasticsearch+json;compatible-with=8";
    private static final ContentType JSON_BODY = ContentType.parse(JSON);
    private static final ContentType BULK_BODY = ContentType.parse("application/vnd.elasticsearch+x-ndjson;compatible-with=8");

    /** Beyond the time that the client itself is given, so that it is the one to say what went wrong. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Rest5Client client;
    private final Failures failures;
    private final Duration longest;

    Connection(ElasticsearchOptions options) {
        Timeout timeout = Timeout.of(options.requestTimeout());
        // Each node may be tried in turn.
        longest = options.requestTimeout().plus(options.connectTimeout().multipliedBy(options.hosts().size())).plus(GRACE);
        failures = new Failures(options);
        Timeout connect = Timeout.of(options.connectTimeout());
        var builder = Rest5Client.builder(options.hosts().toArray(URI[]::new))
                .setDefaultHeaders(headers(options))
                .setCompressionEnabled(options.compresses())
                .setRequestConfigCallback(config -> config.setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout))
                .setConnectionConfigCallback(config -> config.setConnectTimeout(connect).setSocketTimeout(timeout))
                // Trying again is done in one place, where it is counted and ends; compression by the client of Elastic.
                .setHttpClientConfigCallback(http -> http.disableAutomaticRetries().disableContentCompression().disableRedirectHandling()
                        .disableCookieManagement().setThreadFactory(Thread.ofPlatform().daemon().name("elasticsearch-", 1).factory()));
        if (options.authority() != null) {
            builder.setSSLContext(Authorities.trusting(options.authority()));
        }
        client = builder.build();
    }

    Failures failures() {
        return failures;
    }

    private static Header[] headers(ElasticsearchOptions options) {
        Header accept = new BasicHeader("Accept", JSON);
        String authorization = authorization(options);
        return authorization == null ? new Header[] {accept}
                : new Header[] {accept, new BasicHeader("Authorization", authorization)};
    }

    /** How requests say who asks, or null. */
    static @Nullable String authorization(ElasticsearchOptions options) {
        if (options.apiKey() != null) {
            return "ApiKey " + (options.apiKey().indexOf(':') < 0 ? options.apiKey() : base64(options.apiKey()));
        }
        return options.user() == null ? null : "Basic " + base64(options.user() + ':' + options.password());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a request whose body is a tree, or none. */
    JsonNode send(String method, String path, Map<String, String> parameters, @Nullable Object body) throws RequestFailure {
        Request request = request(method, path, parameters);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(Json.bytes(body), JSON_BODY));
        }
        return send(request, Set.of(), longest);
    }

    /** Gets something; if it is not there, the answer is {@link JsonNode#isMissingNode missing}. */
    JsonNode find(String path, Map<String, String> parameters) throws RequestFailure {
        return find(path, parameters, longest);
    }

    /** The same within a time of its own. */
    JsonNode find(String path, Map<String, String> parameters, Duration within) throws RequestFailure {
        return send(request("GET", path, parameters), Set.of(404), within);
    }

    /** Sends lines of JSON. */
    JsonNode bulk(byte[] lines, int length) throws RequestFailure {
        Request request = request("POST", "/_bulk", Map.of("filter_path",
                "errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason"));
        request.setEntity(new ByteArrayEntity(lines, 0, length, BULK_BODY));
        return send(request, Set.of(), longest);
    }

    private static Request request(String method, String path, Map<String, String> parameters) {
        Request out = new Request(method, path);
        out.addParameters(parameters);
        return out;
    }

    private JsonNode send(Request request, Set<Integer> absent, Duration within) throws RequestFailure {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Cancellable call = client.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return read(answer.get(within.toMillis(), TimeUnit.MILLISECONDS), absent);
        } catch (TimeoutException e) {
            call.cancel();
            throw failures.timeout(within, e);
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw new RequestFailure(RequestFailure.Kind.REFUSED, "interrupted", 0, "The program is ending.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResponseException refused) {
                return read(refused.getResponse(), absent);
            }
            throw failures.connection(e.getCause() == null ? e : e.getCause());
        }
    }

    private JsonNode read(Response response, Set<Integer> absent) throws RequestFailure {
        int status = response.getStatusCode();
        if (absent.contains(status)) {
            return MissingNode.getInstance();
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            if (status < 300) {
                return MissingNode.getInstance();
            }
            throw failures.status(status, MissingNode.getInstance());
        }
        JsonNode body;
        try (InputStream in = entity.getContent()) {
            body = Json.read(in);
        } catch (IOException e) {
            if (status >= 300) {
                throw failures.status(status, MissingNode.getInstance());
            }
            throw failures.notElasticsearch(e);
        }
        if (status >= 300) {
            throw failures.status(status, body);
        }
        return body;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // Nothing is lost with a connection that does not close.
            System.getLogger(Connection.class.getName()).log(System.Logger.Level.DEBUG, "Closing failed", e);
        }
    }
}
