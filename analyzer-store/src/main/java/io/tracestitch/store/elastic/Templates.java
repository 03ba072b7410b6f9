package io.tracestitch.store.elastic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracestitch.store.UnusableStoreException;

/**
 * Installs the index templates, brings older ones and the indices that they made up to date, and makes the index of incidents. A
 * template has a version, and the oldest version whose programs can work with it; a newer template is left alone.
 */
final class Templates {

    private final Connection connection;
    private final ElasticsearchOptions options;
    private final IndexNames names;
    private final List<String> notices = new ArrayList<>();

    Templates(Connection connection, ElasticsearchOptions options, IndexNames names) {
        this.connection = connection;
        this.options = options;
        this.names = names;
    }

    /**
     * Makes the cluster ready for the store.
     *
     * @return what people should know although it works, one line each
     * @throws UnusableStoreException if it will not be ready before somebody does something
     */
    List<String> prepare() throws RequestFailure {
        notices.clear();
        if (options.installsTemplates()) {
            install("occurrences", names.occurrences());
            install("incidents", names.incidents() + "-*");
        }
        if (isIncidentsMissing()) {
            createIncidents();
        }
        return List.copyOf(notices);
    }

    /** The version of each template that this program installs, and of the one that is there: 0 if there is none. */
    List<Inspection.Template> compare() throws RequestFailure {
        List<Inspection.Template> out = new ArrayList<>();
        for (String kind : List.of("occurrences", "incidents")) {
            String name = options.prefix() + '-' + kind;
            out.add(new Inspection.Template(name, own(kind, "*").path("_meta").path("version").asInt(),
                    installed(name).path("version").asInt(0)));
        }
        return out;
    }

    private void install(String kind, String pattern) throws RequestFailure {
        String name = options.prefix() + '-' + kind;
        ObjectNode own = own(kind, pattern);
        int version = own.path("_meta").path("version").asInt();
        JsonNode meta = installed(name);
        int installed = meta.path("version").asInt(0);
        if (!meta.isMissingNode() && !meta.path("managed_by").asText().equals("tracestitch")) {
            throw new UnusableStoreException("Elasticsearch has an index template " + name
                    + " that is not Tracestitch's: remove it, or take another index prefix.", null);
        }
        if (meta.path("compatible_with").asInt(0) > version) {
            throw new UnusableStoreException("The index template " + name + " in Elasticsearch has version " + installed
                    + " of a newer release, which this one (version " + version
                    + ") cannot work with: update this program.", null);
        }
        if (installed > version) {
            notices.add("The index template " + name + " in Elasticsearch has version " + installed
                    + " of a newer release and is left alone; this one has version " + version + ".");
        }
        if (installed >= version) {
            return;
        }
        try {
            connection.send("PUT", "/_index_template/" + name, Map.of(), own);
        } catch (RequestFailure e) {
            throw e.status() == 403 ? withoutRight(e) : e;
        }
        migrate(pattern, own.path("template").path("mappings"));
    }

    private static RequestFailure withoutRight(RequestFailure e) {
        return new RequestFailure(e.kind(), e.label(), e.status(), e.text()
                + " It needs the cluster privilege manage_index_templates, or somebody installs the templates for it.", e);
    }

    private JsonNode installed(String name) throws RequestFailure {
        JsonNode found;
        try {
            found = connection.find("/_index_template/" + name, Map.of());
        } catch (RequestFailure e) {
            throw e.status() == 403 ? withoutRight(e) : e;
        }
        JsonNode template = found.path("index_templates").path(0).path("index_template");
        return template.isMissingNode() ? template : template.path("_meta").isMissingNode() ? template : template.path("_meta");
    }

    /** Adds the new fields to the indices that are there; what they hold already is found by them only when it is saved again. */
    private void migrate(String pattern, JsonNode mappings) throws RequestFailure {
        int version = mappings.path("_meta").path("tracestitch_version").asInt();
        JsonNode indices = connection.find('/' + pattern + "/_mapping", Map.of("filter_path", "*.mappings._meta"));
        for (Map.Entry<String, JsonNode> index : indices.properties()) {
            int has = index.getValue().path("mappings").path("_meta").path("tracestitch_version").asInt(0);
            if (has >= version) {
                continue;
            }
            try {
                connection.send("PUT", '/' + index.getKey() + "/_mapping", Map.of(),
                        Map.of("_meta", mappings.path("_meta"), "properties", mappings.path("properties")));
            } catch (RequestFailure e) {
                if (e.kind() != RequestFailure.Kind.INVALID) {
                    throw e;
                }
                notices.add("The index " + index.getKey() + " keeps its old mapping: " + e.text());
            }
        }
    }

    private boolean isIncidentsMissing() throws RequestFailure {
        return connection.find("/_alias/" + names.incidents(), Map.of()).isMissingNode();
    }

    private void createIncidents() throws RequestFailure {
        try {
            connection.send("PUT", '/' + names.firstOfIncidents(), Map.of(), Map.of("aliases", Map.of(names.incidents(),
                    Map.of("is_write_index", true))));
        } catch (RequestFailure e) {
            // Another process may have made it at the same moment.
            if (e.kind() != RequestFailure.Kind.INVALID || isIncidentsMissing()) {
                throw e;
            }
        }
    }

    /** The template as it stands in {@code deploy/elasticsearch}, for another prefix where one is asked for. */
    private static ObjectNode own(String kind, String pattern) {
        String file = "tracestitch-" + kind + ".json";
        try (InputStream in = Templates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("No resource " + file);
            }
            ObjectNode out = (ObjectNode) Json.read(in);
            out.putArray("index_patterns").add(pattern);
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
