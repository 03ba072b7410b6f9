package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.SyntaxLocation;
import org.jspecify.annotations.Nullable;

/** Reads exceptions and frames. Their JSON does not tell which exception of a tree a limit cut. */
final class ExceptionReader {

    /** Links and groups from the outermost exception on; tells also how deep the stack may get. */
    static final int MAX_DEPTH = 500;

    private ExceptionReader() {
    }

    static @Nullable ExceptionTree exception(@Nullable JsonNode n, int depth) throws IOException {
        if (n == null || n.isNull() || depth > MAX_DEPTH) {
            return null;
        }
        List<ExceptionTree> children = new ArrayList<>();
        for (JsonNode child : n.path("exceptions")) {
            ExceptionTree tree = exception(child, depth + 1);
            if (tree != null) {
                children.add(tree);
            }
        }
        JsonNode syntax = n.get("syntax");
        return new ExceptionTree(EventReader.required(n, "type"), EventReader.required(n, "message"), EventReader.texts(n, "notes"),
                frames(n.path("frames")), exception(n.get("cause"), depth + 1), exception(n.get("context"), depth + 1),
                List.copyOf(children), n.path("hidden").asInt(), syntax == null ? null : new SyntaxLocation(
                        EventReader.required(syntax, "file"), syntax.path("line").asInt(), EventReader.required(syntax, "text")),
                false);
    }

    static List<Frame> frames(JsonNode array) throws IOException {
        List<Frame> out = new ArrayList<>();
        for (JsonNode f : array) {
            out.add(new Frame(EventReader.required(f, "file"), f.path("line").asInt(), EventReader.required(f, "function"),
                    EventReader.text(f, "code"), f.path("in_app").asBoolean(), f.path("repeated").asInt()));
        }
        return List.copyOf(out);
    }
}
