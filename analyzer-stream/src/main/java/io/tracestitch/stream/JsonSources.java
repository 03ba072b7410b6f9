package io.tracestitch.stream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Looks for the name of a source in a record that is JSON. Stateless. */
final class JsonSources {

    /** Fields by which shippers name whose log it is, most specific first; each tells processes apart as well as it can. */
    private static final List<String> FIELDS = List.of("kubernetes.pod_name", "kubernetes.pod.name", "kubernetes.pod_id",
            "resource.k8s.pod.name", "container_id", "container.id", "container_name", "container.name", "_SYSTEMD_UNIT",
            "log.file.path", "file", "path", "service.instance.id", "service.name", "service", "app", "tag", "host.name", "hostname",
            "host", "_HOSTNAME");
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_DEPTH = 8;

    private JsonSources() {
    }

    /** The name in the first of the known fields; null if the value is no JSON object or has none of them. */
    static @Nullable String find(byte[] value) {
        return find(value, FIELDS);
    }

    /** The value of that field; null if the value is no JSON object or has no such text or number. */
    static @Nullable String find(byte[] value, String field) {
        return find(value, List.of(field));
    }

    private static @Nullable String find(byte[] value, List<String> fields) {
        if (value.length == 0 || value[0] != '{') {
            return null;
        }
        String found = null;
        int rank = fields.size();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser json = FACTORY.createParser(value)) {
            json.nextToken();
            String prefix = "";
            while (rank > 0) {
                JsonToken token = json.nextToken();
                if (token == null || token == JsonToken.END_OBJECT && path.isEmpty()) {
                    return found;
                }
                if (token == JsonToken.END_OBJECT) {
                    prefix = path.pop();
                    continue;
                }
                String name = prefix + json.currentName();
                JsonToken inner = json.nextToken();
                if (inner == JsonToken.START_OBJECT && path.size() < MAX_DEPTH) {
                    path.push(prefix);
                    prefix = name + '.';
                } else if (inner == JsonToken.START_OBJECT || inner == JsonToken.START_ARRAY) {
                    json.skipChildren();
                } else if (inner.isScalarValue() && inner != JsonToken.VALUE_NULL) {
                    int at = fields.indexOf(name);
                    if (at >= 0 && at < rank && !json.getText().isBlank()) {
                        rank = at;
                        found = json.getText();
                    }
                }
            }
            return found;
        } catch (IOException e) {
            return found; // no JSON behind what was found, or none at all
        }
    }
}
