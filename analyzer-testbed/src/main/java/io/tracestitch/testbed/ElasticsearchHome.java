package io.tracestitch.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import com.sun.security.auth.module.UnixSystem;

/** The unpacked distribution that Maven fetched, and how one node of it is configured and called. */
final class ElasticsearchHome {

    /** As ids of nobody on Linux; the server refuses to run as root. */
    private static final int NOBODY = 65534;

    private static final String RESOURCES = "elasticsearch/";

    private final Path home;

    private ElasticsearchHome(Path home) {
        this.home = home;
    }

    static ElasticsearchHome find() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = resource("distribution.properties")) {
            properties.load(in);
        }
        Path home = Path.of(properties.getProperty("home"));
        if (!Files.isExecutable(home.resolve("bin/elasticsearch"))) {
            throw new IllegalStateException("No Elasticsearch at " + home
                    + ": build the module analyzer-testbed, which fetches it (mvn -pl analyzer-testbed compile)");
        }
        return new ElasticsearchHome(home);
    }

    /**
     * Writes the configuration of one node into a folder, with folders for its data and logs.
     *
     * @param secured whether it asks for a password and speaks TLS only
     */
    void configure(Path folder, int httpPort, int transportPort, boolean secured) throws IOException {
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.createDirectory(folder.resolve("tmp"));
        for (String file : List.of("jvm.options", "log4j2.properties", "roles.yml", "users", "users_roles")) {
            try (InputStream in = resource(file)) {
                Files.copy(in, config.resolve(file));
            }
        }
        List<String> settings = new ArrayList<>(List.of(
                "cluster.name: testbed",
                "node.name: testbed",
                "discovery.type: single-node",
                "network.host: 127.0.0.1",
                "http.port: " + httpPort,
                "transport.port: " + transportPort,
                "path.data: " + folder.resolve("data"),
                "path.logs: " + folder.resolve("logs"),
                // A developer's disk is often fuller than the server likes.
                "cluster.routing.allocation.disk.threshold_enabled: false",
                "xpack.security.enabled: " + secured));
        if (secured) {
            TestCertificate.create(config, "http");
            settings.add("xpack.security.http.ssl.enabled: true");
            settings.add("xpack.security.http.ssl.certificate: http.crt");
            settings.add("xpack.security.http.ssl.key: http.key");
        }
        Files.write(config.resolve("elasticsearch.yml"), settings);
    }

    /** How to start a node in that folder; as another user when this is root. */
    ProcessBuilder command(Path folder, String jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        if (new UnixSystem().getUid() == 0) {
            // The capability lets it read the distribution and the JDK wherever root keeps them.
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups",
                    "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"));
            giveAway(folder);
        }
        command.add(home.resolve("bin/elasticsearch").toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ES_") || name.contains("JAVA"));
        builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ES_PATH_CONF", folder.resolve("config").toString());
        builder.environment().put("ES_TMPDIR", folder.resolve("tmp").toString());
        builder.environment().put("ES_JAVA_OPTS", jvmOptions);
        return builder;
    }

    private static void giveAway(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.setAttribute(one, "unix:uid", NOBODY);
                Files.setAttribute(one, "unix:gid", NOBODY);
            }
        }
    }

    private static InputStream resource(String name) {
        InputStream in = ElasticsearchHome.class.getResourceAsStream(RESOURCES + name);
        if (in == null) {
            throw new IllegalStateException("No resource " + RESOURCES + name);
        }
        return in;
    }
}
