package io.tracestitch.stream.metrics;

import java.io.IOException;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracestitch.stream.StageHealth;

/**
 * The HTTP endpoint for Prometheus and for whoever watches the process: {@code /metrics}, {@code /health/live}, {@code /health/ready}.
 * Thread-safe.
 */
public final class MetricsServer implements AutoCloseable {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int BACKLOG = 50;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<String> scrape;
    private final Supplier<StageHealth> health;

    private MetricsServer(HttpServer server, Supplier<String> scrape, Supplier<StageHealth> health) {
        this.server = server;
        this.scrape = scrape;
        this.health = health;
    }

    /**
     * Starts to serve.
     *
     * @param address where to listen; port 0 takes a free one
     * @param scrape gives the metrics in Prometheus' text format
     * @param health tells how the process is
     * @throws IOException with a sentence for the operator if the address cannot be had
     */
    public static MetricsServer start(InetSocketAddress address, Supplier<String> scrape, Supplier<StageHealth> health) throws IOException {
        HttpServer http;
        String place = address.getHostString() + ":" + address.getPort();
        if (address.isUnresolved()) {
            throw new IOException("cannot serve metrics on " + place + ": unknown host");
        }
        try {
            http = HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException("cannot serve metrics on " + place + ": " + e.getMessage(), e);
        }
        MetricsServer server = new MetricsServer(http, scrape, health);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops to serve. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, TEXT, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> answer(exchange, 200, PROMETHEUS, scrape.get());
                case "/health/live" -> state(exchange, "live", StageHealth::live);
                case "/health/ready" -> state(exchange, "ready", StageHealth::ready);
                default -> answer(exchange, 404, TEXT, "here are /metrics, /health/live and /health/ready\n");
            }
        }
    }

    private void state(HttpExchange exchange, String word, Predicate<StageHealth> question) throws IOException {
        StageHealth now = health.get();
        boolean well = question.test(now);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField(word, well);
            json.writeArrayFieldStart("reasons");
            for (String reason : well ? List.<String>of() : now.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        answer(exchange, well ? 200 : 503, JSON, text + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
