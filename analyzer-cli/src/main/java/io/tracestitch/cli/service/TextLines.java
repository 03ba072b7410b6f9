package io.tracestitch.cli.service;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.jspecify.annotations.Nullable;

/** A log line for people: time, level, message, and the failure behind it. */
final class TextLines extends Formatter {

    private final boolean traces;

    TextLines(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String format(LogRecord record) {
        Throwable thrown = record.getThrown();
        String line = time(record) + " " + String.format(Locale.ROOT, "%-7s", level(record.getLevel())) + " " + message(this, record)
                + (thrown == null ? "" : ": " + failure(thrown)) + "\n";
        return thrown == null || !traces ? line : line + trace(thrown);
    }

    static Instant time(LogRecord record) {
        return record.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    static String level(Level level) {
        return level == Level.SEVERE ? "ERROR" : level == Level.WARNING ? "WARNING" : level == Level.INFO ? "INFO" : "DEBUG";
    }

    /** The message in one line: a library's may hold several. */
    static String message(Formatter formatter, LogRecord record) {
        return oneLine(formatter.formatMessage(record));
    }

    /** The failure and what it came from, in one line. */
    static String failure(Throwable thrown) {
        StringBuilder out = new StringBuilder(thrown.toString());
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 8; depth++) {
            out.append(", because of ").append(cause);
            cause = cause.getCause();
        }
        return oneLine(out.toString());
    }

    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
