package io.tracestitch.cli.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

import io.tracestitch.cli.input.LogStream;
import io.tracestitch.cli.report.Paint;
import io.tracestitch.cli.run.OutputException;
import io.tracestitch.cli.run.StreamReader;
import io.tracestitch.core.Analyzer;
import io.tracestitch.core.AnalyzerOptions;

/**
 * Explains a log by reading it twice: once for its events, because an event is known only at its end, and once for its lines.
 */
public final class Explanation {

    private final AnalyzerOptions options;
    private final LogStream stream;

    /** An explanation of files, which can be read twice. */
    public Explanation(AnalyzerOptions options, LogStream stream) {
        this.options = options;
        this.stream = stream;
    }

    /**
     * Writes it for people.
     *
     * @return what could not be read, each as a sentence
     */
    public List<String> writeText(Writer out, Paint paint) throws OutputException {
        return write(new LineText(out, paint), out);
    }

    /**
     * Writes it for programs.
     *
     * @return what could not be read, each as a sentence
     */
    public List<String> writeJson(Writer out) throws IOException {
        return write(new LineJson(out), out);
    }

    private List<String> write(LineWriter writer, Writer out) throws OutputException {
        StreamReader reader = new StreamReader(InputStream.nullInputStream(), n -> { });
        List<EventSpan> events = new ArrayList<>();
        Analyzer first = new Analyzer(options, event -> events.add(EventSpan.of(event)));
        List<String> errors = reader.read(stream, first, () -> { });
        EventSpans spans = EventSpans.of(events);
        try {
            writer.begin(first.summary(stream.name()), spans.size());
            Analyzer second = new Analyzer(options, event -> { }, line -> {
                try {
                    writer.line(line, spans.at(line.number(), line.writer()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            reader.read(stream, second, () -> { });
            out.flush();
        } catch (UncheckedIOException e) {
            throw new OutputException(e.getCause());
        } catch (IOException e) {
            throw new OutputException(e);
        }
        return errors;
    }
}
