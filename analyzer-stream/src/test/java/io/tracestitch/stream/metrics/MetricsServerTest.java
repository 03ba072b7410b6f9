package io.tracestitch.stream.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.tracestitch.stream.StageHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The endpoint, asked over HTTP. */
class MetricsServerTest {

    private final AtomicReference<StageHealth> health = new AtomicReference<>(StageHealth.READY);
    private final HttpClient client = HttpClient.newHttpClient();
    private Metrics metrics;
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        metrics = Metrics.create();
        server = MetricsServer.start(new InetSocketAddress("127.0.0.1", 0), metrics::scrape, health::get);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    @Test
    void metricsAreInPrometheusFormat() throws Exception {
        metrics.stage().read(1, 5, 90);
        HttpResponse<String> answer = ask("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        Exposition scrape = new Exposition(answer.body());
        scrape.check();
        assertThat(scrape.value("tracestitch_lines_total")).isEqualTo(5);
    }

    @Test
    void healthTellsWhyNot() throws Exception {
        assertThat(ask("GET", "/health/ready").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}\n");
        health.set(StageHealth.notReady("no broker answers at \"kafka:9092\""));
        HttpResponse<String> ready = ask("GET", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ready.body()).isEqualTo("{\"ready\":false,\"reasons\":[\"no broker answers at \\\"kafka:9092\\\"\"]}\n");
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
        health.set(StageHealth.dead("a thread died"));
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health/live").body()).isEqualTo("{\"live\":false,\"reasons\":[\"a thread died\"]}\n");
    }

    @Test
    void anythingElseIsRefused() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/metrics/x").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
        HttpResponse<String> head = ask("HEAD", "/metrics");
        assertThat(List.of(head.statusCode(), head.body().length())).containsExactly(200, 0);
    }

    @Test
    void aBusyPortIsToldInOneLine() {
        assertThatThrownBy(() -> MetricsServer.start(new InetSocketAddress("127.0.0.1", server.port()), metrics::scrape, health::get))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot serve metrics on 127.0.0.1:" + server.port() + ": Address already in use");
    }
}
