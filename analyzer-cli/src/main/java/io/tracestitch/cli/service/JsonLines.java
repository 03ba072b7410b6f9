package io.tracestitch.cli.service;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** A log line for programs: one JSON object. */
final class JsonLines extends Formatter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final boolean traces;

    JsonLines(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String format(LogRecord record) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("timestamp", TextLines.time(record).toString());
            json.writeStringField("level", TextLines.level(record.getLevel()).toLowerCase(Locale.ROOT));
            json.writeStringField("logger", String.valueOf(record.getLoggerName()));
            json.writeStringField("message", TextLines.message(this, record));
            if (record.getThrown() != null) {
                json.writeStringField("error", TextLines.failure(record.getThrown()));
                if (traces) {
                    json.writeStringField("stack_trace", TextLines.trace(record.getThrown()));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }
}
