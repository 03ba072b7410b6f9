package io.tracestitch.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** Asks an Elasticsearch whether all its indices can be used. */
final class HealthCheck {

    private final HttpClient client;
    private final HttpRequest request;

    /**
     * @param uri where it answers
     * @param authority certificate to trust, or null for a server without security
     */
    HealthCheck(URI uri, @Nullable Path authority) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        HttpRequest.Builder get = HttpRequest.newBuilder(uri.resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"))
                .timeout(Duration.ofSeconds(5));
        if (authority != null) {
            builder.sslContext(TestCertificate.trusting(authority));
            String user = ElasticsearchServer.ADMIN + ':' + ElasticsearchServer.PASSWORD;
            get.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        client = builder.build();
        request = get.build();
    }

    boolean passes() {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
