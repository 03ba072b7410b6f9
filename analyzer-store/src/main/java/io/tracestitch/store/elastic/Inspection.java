package io.tracestitch.store.elastic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.UnusableStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is like, asked without changing anything. Immutable.
 *
 * @param version version of a node, or null if the cluster does not tell
 * @param status {@code green}, {@code yellow} or {@code red}, or null if the cluster does not tell
 * @param nodes nodes with data
 * @param templates the index templates
 * @param missing rights that the store needs and these credentials lack; empty if all are there, or if nobody is kept out
 */
public record Inspection(@Nullable String version, @Nullable String status, int nodes, List<Template> templates, List<String> missing) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> CLUSTER_RIGHTS = List.of("manage_index_templates");
    private static final List<String> INDEX_RIGHTS = List.of("create_index", "index", "read", "view_index_metadata", "maintenance", "delete",
            "delete_index", "manage");

    /**
     * An index template.
     *
     * @param name its name
     * @param own version that this program installs
     * @param installed version that is there; 0 if there is none
     */
    public record Template(String name, int own, int installed) {
    }

    /**
     * Asks.
     *
     * @throws UnusableStoreException if somebody has to do something first, such as correct the credentials
     * @throws StoreUnavailableException if the cluster does not answer
     */
    public static Inspection of(ElasticsearchOptions options) {
        try (Connection connection = new Connection(options)) {
            JsonNode health = optional(connection, "/_cluster/health", Map.of("filter_path", "status,number_of_data_nodes"));
            JsonNode nodes = optional(connection, "/_nodes/_all/none", Map.of("filter_path", "nodes.*.version"));
            String version = null;
            for (JsonNode node : nodes.path("nodes")) {
                version = node.path("version").textValue();
            }
            List<Template> templates = new Templates(connection, options, new IndexNames(options)).compare();
            return new Inspection(version, health.path("status").textValue(), health.path("number_of_data_nodes").asInt(), templates,
                    missing(connection, options));
        } catch (RequestFailure e) {
            if (e.kind() == RequestFailure.Kind.TEMPORARY) {
                throw new StoreUnavailableException(e.text(), e);
            }
            throw new UnusableStoreException(e.text(), e);
        }
    }

    /** What only those may see who watch the cluster. */
    private static JsonNode optional(Connection connection, String path, Map<String, String> parameters) throws RequestFailure {
        try {
            return connection.find(path, parameters, PATIENCE);
        } catch (RequestFailure e) {
            if (e.status() == 403 || e.kind() == RequestFailure.Kind.INVALID) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    private static List<String> missing(Connection connection, ElasticsearchOptions options) throws RequestFailure {
        JsonNode answer;
        try {
            answer = connection.send("POST", "/_security/user/_has_privileges", Map.of(), Map.of("cluster", CLUSTER_RIGHTS, "index",
                    List.of(Map.of("names", List.of(options.prefix() + "-*"), "privileges", INDEX_RIGHTS))));
        } catch (RequestFailure e) {
            if (e.kind() == RequestFailure.Kind.INVALID) {
                return List.of(); // a cluster without security does not know the question
            }
            throw e;
        }
        TreeSet<String> out = new TreeSet<>();
        answer.path("cluster").properties().forEach(right -> note(right, "cluster ", out));
        answer.path("index").forEach(index -> index.properties().forEach(right -> note(right, options.prefix() + "-* ", out)));
        return List.copyOf(out);
    }

    private static void note(Map.Entry<String, JsonNode> right, String where, TreeSet<String> missing) {
        if (!right.getValue().asBoolean()) {
            missing.add(where + right.getKey());
        }
    }
}
