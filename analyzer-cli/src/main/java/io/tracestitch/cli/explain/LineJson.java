package io.tracestitch.cli.explain;

import java.io.IOException;
import java.io.Writer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.tracestitch.core.LineTrace;
import io.tracestitch.core.SourceSummary;
import org.jspecify.annotations.Nullable;

/** Lines for programs: one JSON object a line. */
final class LineJson implements LineWriter {

    private final JsonGenerator json;

    LineJson(Writer out) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    @Override
    public void begin(SourceSummary summary, int events) {
        // Each object stands for itself; what the source is as a whole goes to no line.
    }

    @Override
    public void line(LineTrace line, @Nullable EventSpan event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line.number());
        json.writeStringField("writer", line.writer());
        json.writeStringField("envelope", line.envelope());
        json.writeStringField("prefix", line.prefix());
        json.writeStringField("header", line.header());
        json.writeStringField("text", line.text());
        json.writeStringField("state", line.state());
        if (event == null) {
            json.writeNullField("event");
        } else {
            json.writeObjectFieldStart("event");
            json.writeNumberField("number", event.number());
            json.writeStringField("kind", event.kind());
            json.writeStringField("pattern", event.pattern());
            json.writeNumberField("first_line", event.firstLine());
            json.writeNumberField("last_line", event.lastLine());
            json.writeStringField("ended_by", event.endedBy().id());
            json.writeNumberField("confidence", event.confidence());
            json.writeEndObject();
        }
        json.writeEndObject();
        if (event == null || event.lastLine() == line.number()) {
            json.flush();
        }
    }
}
