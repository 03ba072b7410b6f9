package io.tracestitch.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A real Elasticsearch of one node, as a child process on free ports of the loopback address, with temporary data. It ends with this JVM
 * at the latest. It can be stopped, killed, paused and started again on the same port with the same data. Not thread-safe.
 *
 * <p>It is the distribution that Elastic publishes for integration tests: the server itself with security, but without scripts, lifecycle
 * management, data streams, API keys and {@code GET /}.
 *
 * <p>{@code -Dtracestitch.elasticsearch.jvm=...} replaces the JVM's options, {@value #JVM} unless told otherwise.
 */
public final class ElasticsearchServer implements AutoCloseable {

    /** The user that may do everything on a secured server. */
    public static final String ADMIN = "admin";

    /** A user that may read, write and manage indices whose names begin with {@code test-} or {@code tracestitch-}, and templates. */
    public static final String WRITER = "writer";

    /** A user that may do the same with indices, but not with templates. */
    public static final String USER = "user";

    /** A user that may only read these indices. */
    public static final String READER = "reader";

    /** The password of all users. */
    public static final String PASSWORD = "admin-of-the-testbed";

    /** The first compiler alone: the server is up sooner, and its throughput is not what tests are about. */
    private static final String JVM = "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1";

    /** Generous: a busy machine with two cores has been seen to need more than a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int LOG_LINES = 10;
    private static final int LOG_COLUMNS = 400;

    private static @Nullable ElasticsearchServer shared;

    private final ElasticsearchHome home;
    private final Path folder;
    private final URI uri;
    private final boolean secured;
    private @Nullable ChildProcess process;

    private ElasticsearchServer(boolean secured) throws IOException {
        this.secured = secured;
        home = ElasticsearchHome.find();
        folder = Files.createTempDirectory("tracestitch-elasticsearch").toRealPath();
        int port;
        try (ServerSocket http = freePort(); ServerSocket transport = freePort()) {
            port = http.getLocalPort();
            home.configure(folder, port, transport.getLocalPort(), secured);
        }
        uri = URI.create((secured ? "https" : "http") + "://127.0.0.1:" + port);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "elasticsearch-stop"));
        start();
    }

    /** The server without security that all tests of this JVM share; started when it is first asked for. */
    public static synchronized ElasticsearchServer shared() {
        if (shared == null) {
            shared = open();
        }
        return shared;
    }

    /** A server of its own, without security. */
    public static ElasticsearchServer open() {
        return create(false);
    }

    /** A server of its own that asks for a password or an API key and speaks TLS with a certificate of its own authority. */
    public static ElasticsearchServer secured() {
        return create(true);
    }

    private static ElasticsearchServer create(boolean secured) {
        try {
            return new ElasticsearchServer(secured);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Elasticsearch: " + e.getMessage(), e);
        }
    }

    /** Where it answers: scheme, host and port, no path. */
    public URI uri() {
        return uri;
    }

    /** The certificate of the authority to trust, in PEM; only of a secured server. */
    public Path authority() {
        if (!secured) {
            throw new IllegalStateException("This server speaks no TLS");
        }
        return folder.resolve("config/http.crt");
    }

    /** Where it keeps its data. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Starts it again after {@link #stop} or {@link #kill}, and returns when it answers. Does nothing when it runs. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        Path log = folder.resolve("elasticsearch.log");
        try {
            process = new ChildProcess(home.command(folder, System.getProperty("tracestitch.elasticsearch.jvm", JVM))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile()), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Elasticsearch: " + e.getMessage(), e);
        }
        awaitHealth(process, log);
    }

    /** Asks it to end, as an operator would, and returns when it has. Data stay. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Kills it without warning. Data stay. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it where it is: it accepts connections and does not answer. */
    public void pause() {
        running().pause();
    }

    /** Undoes {@link #pause}. */
    public void resume() {
        running().resume();
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        kill();
        Folders.delete(folder);
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException("Elasticsearch was not started");
        }
        return process;
    }

    private void awaitHealth(ChildProcess child, Path log) {
        HealthCheck check = new HealthCheck(uri, secured ? authority() : null);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.passes()) {
            if (!child.isAlive()) {
                throw new IllegalStateException("Elasticsearch ended while it started. Its last lines:\n" + tail(log));
            }
            if (System.nanoTime() - end > 0) {
                child.kill();
                throw new IllegalStateException(
                        "Elasticsearch did not answer within " + PATIENCE.toSeconds() + " s. Its last lines:\n" + tail(log));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                child.kill();
                throw new IllegalStateException("Interrupted while Elasticsearch started", e);
            }
        }
    }

    /** The last lines of its log that are not frames, each in its first {@value #LOG_COLUMNS} columns. */
    private static String tail(Path log) {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("\tat "))
                    .map(line -> line.substring(0, Math.min(line.length(), LOG_COLUMNS))).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
