package io.tracestitch.cli.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes findings, each as a line: for people, or as JSON. */
public final class FindingWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final OutputStream out;
    private final boolean json;
    private Finding.Level worst = Finding.Level.OK;

    public FindingWriter(OutputStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** The worst that was written. */
    public Finding.Level worst() {
        return worst;
    }

    /** Writes one, at once. */
    public void write(Finding finding) {
        if (finding.level().compareTo(worst) > 0) {
            worst = finding.level();
        }
        try {
            out.write((json ? json(finding) : text(finding)).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Finding f) {
        return String.format(Locale.ROOT, "%-4s  %-13s  ", f.level().id(), f.subject()) + clean(f.text())
                + (f.advice().isEmpty() ? "" : ". " + clean(f.advice())) + "\n";
    }

    /** Names of topics and sources are other people's text. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String json(Finding f) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("result", f.level().id());
            json.writeStringField("check", f.subject());
            json.writeStringField("message", f.text());
            if (!f.advice().isEmpty()) {
                json.writeStringField("advice", f.advice());
            }
            json.writeEndObject();
        }
        return text + "\n";
    }
}
