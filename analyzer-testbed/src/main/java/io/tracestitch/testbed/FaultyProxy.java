package io.tracestitch.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands in front of a real HTTP server, passes requests and answers on, and fails some of them as told. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

    /** Headers that the JDK's client sets itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

    /** Headers of answers that are passed on. */
    private static final Set<String> PASSED = Set.of("Content-Type", "Content-Encoding", "Warning", "X-Elastic-Product");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI target;
    private final String path;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile Fault fault = (_, _) -> Verdict.PASS;

    /**
     * Starts the proxy.
     *
     * @param target scheme, host and port of the server
     * @param path path under which the server is offered, such as {@code /search}, or nothing; answers other paths with 404
     */
    public FaultyProxy(URI target, String path) {
        this.target = target;
        this.path = path;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What becomes of a request. */
    public sealed interface Verdict {
        /** It goes to the server, and the answer comes back. */
        Verdict PASS = new Pass();
        /** It goes to the server, but the connection is closed in place of an answer. */
        Verdict LOSE_ANSWER = new LoseAnswer();

        /** See {@link #PASS}. */
        record Pass() implements Verdict {
        }

        /** See {@link #LOSE_ANSWER}. */
        record LoseAnswer() implements Verdict {
        }

        /** It does not go to the server, and this is the answer. */
        record Answer(int status, String body) implements Verdict {
        }
    }

    /** Decides about requests. */
    public interface Fault {
        /**
         * What becomes of a request.
         *
         * @param number which request it is, from 1
         * @param bytes length of its body
         */
        Verdict of(int number, int bytes);
    }

    /** Decides about requests from now on. */
    public void set(Fault newFault) {
        fault = newFault;
    }

    /** Every n-th request is answered with a status, as Elasticsearch does when it has too much to do. */
    public static Fault everyNth(int n, int status) {
        return (number, _) -> number % n == 0 ? new Verdict.Answer(status,
                "{\"error\": {\"type\": \"es_rejected_execution_exception\", \"reason\": \"no room\"}, \"status\": " + status + "}")
                : Verdict.PASS;
    }

    /** The answer to every n-th request is lost. */
    public static Fault losing(int n) {
        return (number, _) -> number % n == 0 ? Verdict.LOSE_ANSWER : Verdict.PASS;
    }

    /** Requests that are longer are answered with 413, as proxies do, without JSON. */
    public static Fault limit(int maxBytes) {
        return (_, bytes) -> bytes > maxBytes ? new Verdict.Answer(413, "<html>too large</html>") : Verdict.PASS;
    }

    /** Where the proxy answers, path included. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Requests so far. */
    public int requests() {
        return requests.get();
    }

    /** Requests that were not simply passed on. */
    public int faults() {
        return faults.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String asked = exchange.getRequestURI().toString();
        Verdict verdict = asked.startsWith(path) ? fault.of(requests.incrementAndGet(), body.length)
                : new Verdict.Answer(404, "<html>not here</html>");
        if (!(verdict instanceof Verdict.Pass)) {
            faults.incrementAndGet();
        }
        try (exchange) {
            switch (verdict) {
                case Verdict.Pass() -> {
                    HttpResponse<byte[]> answer = pass(exchange, asked, body);
                    for (String name : PASSED) {
                        answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
                    }
                    send(exchange, answer.statusCode(), answer.body());
                }
                case Verdict.LoseAnswer() -> pass(exchange, asked, body);
                case Verdict.Answer(int status, String text) -> {
                    exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/html");
                    send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, String asked, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(asked.substring(path.length())))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
