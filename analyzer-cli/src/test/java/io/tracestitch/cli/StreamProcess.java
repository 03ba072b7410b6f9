package io.tracestitch.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.tracestitch.testbed.JavaProcess;

/** The command {@code stream} in a process of its own, with metrics on a free port and its state in a folder of the test. */
final class StreamProcess implements AutoCloseable {

    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED");
    private static final Pattern ADDRESS = Pattern.compile("metrics at (http://\\S+)/metrics");
    private static final Duration START = Duration.ofSeconds(60);

    private final JavaProcess process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    private StreamProcess(JavaProcess process) {
        this.process = process;
        process.await(() -> ADDRESS.matcher(process.output()).find(), START);
        Matcher m = ADDRESS.matcher(process.output());
        m.find();
        base = URI.create(m.group(1));
    }

    /** Starts it and waits until it serves metrics. */
    static StreamProcess start(Path folder, String servers, Object... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("stream", "--kafka-bootstrap-servers", servers, "--metrics-port", "0",
                "--state-folder", folder.resolve("state").toString(), "--timezone", "UTC"));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        Path log = Files.createTempFile(folder, "stream", ".log");
        return new StreamProcess(JavaProcess.start(Main.class, JVM, arguments, log));
    }

    /** What it answers there. */
    HttpResponse<String> ask(String path) {
        try {
            return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + base + path + ":\n" + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until an answer is as wanted, and gives it. */
    HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted, Duration atMost) {
        process.await(() -> wanted.test(ask(path)), atMost);
        return ask(path);
    }

    void awaitReady() {
        await("/health/ready", answer -> answer.statusCode() == 200, START);
    }

    /** The sum of a metric's samples. */
    double metric(String name) {
        return ask("/metrics").body().lines().filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /** Waits until a metric has that value. */
    void await(String metric, double value, Duration atMost) {
        try {
            process.await(() -> metric(metric) == value, atMost);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(metric + " is " + metric(metric) + ", not " + value + ":\n" + ask("/metrics").body().lines()
                    .filter(line -> line.matches("(tracestitch_|kafka_consumer_fetch_manager_records_cons|kafka_stream_thread_process).*"))
                    .filter(line -> !line.contains("_bucket")).collect(Collectors.joining("\n")), e);
        }
    }

    /** All that it has logged. */
    String log() {
        return process.output();
    }

    /** Ends it by SIGTERM; returns its exit code. */
    int stop() {
        return process.stop();
    }

    @Override
    public void close() {
        client.close();
        process.kill();
    }
}
