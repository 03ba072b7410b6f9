package io.tracestitch.testbed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ElasticsearchServerTest {

    @Test
    void securedServerWantsItsAuthorityAndAPasswordAndKeepsItsDataWhenItIsKilled() throws Exception {
        ElasticsearchServer server = ElasticsearchServer.secured();
        try (server; HttpClient stranger = HttpClient.newHttpClient();
                HttpClient client = HttpClient.newBuilder().sslContext(TestCertificate.trusting(server.authority())).build()) {
            assertThatThrownBy(() -> send(stranger, server, "GET", "")).isInstanceOf(SSLException.class);
            assertThat(client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(401);
            assertThat(send(client, server, "PUT", "{\"text\": \"kept\"}").statusCode()).isEqualTo(201);

            server.pause();
            assertThatThrownBy(() -> send(client, server, "GET", "")).isInstanceOf(HttpTimeoutException.class);
            server.resume();
            assertThat(send(client, server, "GET", "").body()).contains("kept");

            server.kill();
            assertThatThrownBy(() -> send(client, server, "GET", "")).isInstanceOf(IOException.class);

            server.start();
            assertThat(send(client, server, "GET", "").body()).contains("kept");
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> send(client, server, "GET", "")).isInstanceOf(ConnectException.class);
        }
        assertThat(Files.exists(server.data())).isFalse();
    }

    private HttpResponse<String> send(HttpClient client, ElasticsearchServer server, String method, String body)
            throws Exception {
        String user = ElasticsearchServer.ADMIN + ':' + ElasticsearchServer.PASSWORD;
        return client.send(HttpRequest.newBuilder(server.uri().resolve("/notes/_doc/1"))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
    }
}
