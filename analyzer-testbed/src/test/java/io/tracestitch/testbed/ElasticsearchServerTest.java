package io.tracestitch.testbed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ElasticsearchServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void keepsWhatItAcknowledgedWhenItIsKilledAndAnswersNothingWhilePaused() throws Exception {
        ElasticsearchServer server = ElasticsearchServer.open();
        try (server) {
            assertThat(send(server, "PUT", "/notes/_create/1", "{\"text\": \"kept\"}").statusCode()).isEqualTo(201);

            server.pause();
            assertThatThrownBy(() -> send(server, "GET", "/notes/_doc/1", "")).isInstanceOf(HttpTimeoutException.class);
            server.resume();
            assertThat(send(server, "GET", "/notes/_doc/1", "").body()).contains("kept");

            server.kill();
            assertThatThrownBy(() -> send(server, "GET", "/notes/_doc/1", "")).isInstanceOf(IOException.class);

            server.start();
            assertThat(send(server, "GET", "/notes/_doc/1", "").body()).contains("kept");
        }
        assertThatThrownBy(() -> send(server, "GET", "/", "")).isInstanceOf(ConnectException.class);
        assertThat(Files.exists(server.data())).isFalse();
    }

    @Test
    void secureServerWantsTheRightAuthorityAndAPassword() throws Exception {
        try (ElasticsearchServer server = ElasticsearchServer.secured()) {
            URI health = server.uri().resolve("/_cluster/health");
            assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding()))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
            assertThat(new HealthCheck(server.uri(), server.authority()).passes()).isTrue();
        }
    }

    private HttpResponse<String> send(ElasticsearchServer server, String method, String path, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(3)).build(), BodyHandlers.ofString());
    }
}
