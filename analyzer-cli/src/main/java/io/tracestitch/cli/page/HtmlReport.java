package io.tracestitch.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.tracestitch.cli.report.Report;

/** Writes a report as a page. Templates are compiled by the build and escape by context; scripts and styles run by hash. */
public final class HtmlReport {

    private HtmlReport() {
    }

    /** Writes the page, in UTF-8. */
    public static void write(Report report, OutputStream out) throws IOException {
        String css = resource("report.css");
        String script = resource("report.js");
        String policy = "default-src 'none'; style-src 'sha256-" + hash(css) + "'; script-src 'sha256-" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
        TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null,
                "io.tracestitch.cli.page.template");
        Utf8ByteOutput page = new Utf8ByteOutput();
        engine.render("report.jte", Page.of(report, css, script, policy), new HarmlessOutput(page));
        page.writeTo(out);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
