package io.tracestitch.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker of one node (KRaft) in a process of its own, on a free port, in a temporary folder. It can be stopped, killed and
 * started again with the same data on the same port. Not thread-safe, except for {@link #shared}.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of("-Xmx768m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    /** The second compiler makes the start longer by half, and pays only under load. */
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final Object LOCK = new Object();
    private static @Nullable KafkaBroker shared;

    private final Path folder;
    private final int port;
    private final List<String> jvm;
    private JavaProcess process;

    private KafkaBroker(Path folder, int port, List<String> jvm) {
        this.folder = folder;
        this.port = port;
        this.jvm = jvm;
        this.process = launch();
    }

    /** The broker of this JVM: started by the first call, and stopped when the JVM ends. Tests share it, each with topics of its own. */
    public static KafkaBroker shared() {
        synchronized (LOCK) {
            KafkaBroker broker = shared;
            if (broker == null) {
                broker = start();
                shared = broker;
                Runtime.getRuntime().addShutdownHook(new Thread(broker::discard));
            }
            return broker;
        }
    }

    /**
     * A new broker, for tests that stop or kill it.
     *
     * @throws IllegalStateException with the end of what it printed if it does not start
     */
    public static KafkaBroker start() {
        return start(Stream.concat(JVM.stream(), Stream.of(FIRST_COMPILER)).toList());
    }

    /** A new broker, for measuring speed. It takes longer to start. */
    public static KafkaBroker startForLoad() {
        return start(JVM);
    }

    private static KafkaBroker start(List<String> jvm) {
        try {
            Path folder = Files.createTempDirectory("tracestitch-kafka-");
            int port = freePort();
            write(folder, port, freePort());
            return new KafkaBroker(folder, port, jvm);
        } catch (IOException e) {
            throw new UncheckedIOException("no place for a broker", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void write(Path folder, int port, int controller) throws IOException {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", folder.resolve("data").toString());
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.setProperty(topic + ".replication.factor", "1");
            p.setProperty(topic + ".num.partitions", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // Typing errors in a test are to be seen, not made into topics.
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        p.setProperty("message.max.bytes", "33554432");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        try (Writer out = Files.newBufferedWriter(folder.resolve("server.properties"), StandardCharsets.UTF_8)) {
            p.store(out, null);
        }
    }

    private JavaProcess launch() {
        Path log = folder.resolve("broker.log");
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JavaProcess started = JavaProcess.start(BrokerProcess.class, jvm, List.of(folder.resolve("server.properties").toString()), log);
        try {
            started.await(() -> started.output().contains(BrokerProcess.READY), START);
        } catch (IllegalStateException e) {
            started.kill();
            throw e;
        }
        return started;
    }

    /** Where clients find it, as {@code host:port}; stays the same after a restart. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its topics, with what tests do to them. */
    public KafkaTopics topics() {
        return new KafkaTopics(bootstrapServers());
    }

    /** Stops it as an administrator would. */
    public void stop() {
        process.stop();
    }

    /** Kills it: nothing is flushed, nobody is told. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after {@link #stop} or {@link #kill}, with the data it had and on the same port. Returns when it is ready. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the broker runs");
        }
        process = launch();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Stops it and removes its data. */
    @Override
    public void close() {
        process.stop();
        remove();
    }

    private void discard() {
        process.kill();
        remove();
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
