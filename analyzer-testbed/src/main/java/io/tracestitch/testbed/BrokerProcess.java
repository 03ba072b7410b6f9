package io.tracestitch.testbed;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** The child's side of {@link KafkaBroker}: Kafka's own server, which prints what keeps it from starting. */
final class BrokerProcess {

    /** Printed when the broker accepts connections. */
    static final String READY = "broker is ready";
    private static final String CLUSTER = "dHJhY2VzdGl0Y2gtdGVzdA";

    private BrokerProcess() {
    }

    /** Takes the path of a {@code server.properties}. */
    public static void main(String[] args) {
        JavaProcess.leaveWithParent();
        try {
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(formatted(Path.of(args[0])), false), Time.SYSTEM);
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
            server.startup();
            System.out.println(READY);
            server.awaitShutdown();
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static Properties formatted(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            int status = StorageTool.execute(new String[] {"format", "-t", CLUSTER, "-c", file.toString()}, System.out);
            if (status != 0) {
                throw new IOException("formatting ended with status " + status);
            }
        }
        return properties;
    }
}
