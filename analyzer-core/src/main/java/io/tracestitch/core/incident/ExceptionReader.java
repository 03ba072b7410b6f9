package io.tracestitch.core.incident;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracestitch.core.traceback.ExceptionTree;
import io.tracestitch.core.traceback.Frame;
import io.tracestitch.core.traceback.SyntaxLocation;
import org.jspecify.annotations.Nullable;

/** Reads exceptions as {@link EventWriter} writes them. Chains may be long: what is nested is kept on a stack of its own. */
final class ExceptionReader {

    private ExceptionReader() {
    }

    /** What an exception is to the one around it. */
    private enum Link {
        ROOT, CAUSE, CONTEXT, CHILD
    }

    /** An exception that has not been read to its end. */
    private static final class Partial {
        final Link link;
        @Nullable String type;
        String message = "";
        List<String> notes = List.of();
        List<Frame> frames = List.of();
        @Nullable ExceptionTree cause;
        @Nullable ExceptionTree context;
        final List<ExceptionTree> children = new ArrayList<>();
        int hidden;
        @Nullable SyntaxLocation syntax;
        boolean truncated;

        Partial(Link link) {
            this.link = link;
        }

        ExceptionTree tree() throws IOException {
            return new ExceptionTree(JsonInput.present(type, "type"), message, notes, frames, cause, context, List.copyOf(children),
                    hidden, syntax, truncated);
        }

        void take(Partial inner) throws IOException {
            ExceptionTree tree = inner.tree();
            switch (inner.link) {
                case CAUSE -> cause = tree;
                case CONTEXT -> context = tree;
                case CHILD -> children.add(tree);
                case ROOT -> throw new IllegalStateException();
            }
        }
    }

    static ExceptionTree read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw JsonInput.problem(json, "expected an exception");
        }
        Deque<Partial> open = new ArrayDeque<>();
        open.push(new Partial(Link.ROOT));
        while (true) {
            Partial current = open.element();
            switch (json.nextToken()) {
                case FIELD_NAME -> {
                    Link link = field(json.currentName(), json, current);
                    if (link != Link.ROOT) {
                        open.push(new Partial(link));
                    }
                }
                case START_OBJECT -> open.push(new Partial(Link.CHILD));
                case END_ARRAY -> { } // of the children
                case END_OBJECT -> {
                    open.pop();
                    if (open.isEmpty()) {
                        return current.tree();
                    }
                    open.element().take(current);
                }
                case null, default -> throw JsonInput.problem(json, "expected an exception");
            }
        }
    }

    /** Reads a field; {@link Link#CAUSE} or {@link Link#CONTEXT} if an exception begins with it. */
    private static Link field(String name, JsonParser json, Partial to) throws IOException {
        json.nextToken();
        switch (name) {
            case "type" -> to.type = JsonInput.text(json);
            case "message" -> to.message = JsonInput.text(json);
            case "notes" -> to.notes = JsonInput.texts(json);
            case "frames" -> to.frames = frames(json);
            case "cause", "context" -> {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    return name.equals("cause") ? Link.CAUSE : Link.CONTEXT;
                }
                if (!JsonInput.isNull(json)) {
                    throw JsonInput.problem(json, "expected an exception");
                }
            }
            case "exceptions" -> {
                if (json.currentToken() != JsonToken.START_ARRAY) {
                    throw JsonInput.problem(json, "expected an array");
                }
            }
            case "hidden" -> to.hidden = JsonInput.count(json);
            case "syntax" -> to.syntax = JsonInput.isNull(json) ? null : syntax(json);
            case "truncated" -> to.truncated = JsonInput.flag(json);
            default -> json.skipChildren();
        }
        return Link.ROOT;
    }

    static List<Frame> frames(JsonParser json) throws IOException {
        return JsonInput.list(json, ExceptionReader::frame);
    }

    private static Frame frame(JsonParser json) throws IOException {
        var frame = new Object() {
            @Nullable String file;
            int line;
            String function = "";
            @Nullable String code;
            boolean inApp;
            int repeated;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "file" -> frame.file = JsonInput.text(value);
                case "line" -> frame.line = JsonInput.count(value);
                case "function" -> frame.function = JsonInput.text(value);
                case "code" -> frame.code = JsonInput.textOrNull(value);
                case "in_app" -> frame.inApp = JsonInput.flag(value);
                case "repeated" -> frame.repeated = JsonInput.count(value);
                default -> { }
            }
        });
        return new Frame(JsonInput.present(frame.file, "file"), frame.line, frame.function, frame.code, frame.inApp, frame.repeated);
    }

    private static SyntaxLocation syntax(JsonParser json) throws IOException {
        var at = new Object() {
            @Nullable String file;
            int line;
            @Nullable String text;
        };
        JsonInput.object(json, (name, value) -> {
            switch (name) {
                case "file" -> at.file = JsonInput.text(value);
                case "line" -> at.line = JsonInput.count(value);
                case "text" -> at.text = JsonInput.textOrNull(value);
                default -> { }
            }
        });
        return new SyntaxLocation(JsonInput.present(at.file, "file"), at.line, at.text);
    }
}
