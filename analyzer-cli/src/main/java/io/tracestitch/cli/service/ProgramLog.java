package io.tracestitch.cli.service;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.tracestitch.cli.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The program's own log: one line for each event, on standard error. Libraries log there too, by the JDK's logging; what they say below
 * warnings is left out. Thread-safe.
 */
public final class ProgramLog {

    private static final String OURS = "io.tracestitch";
    private static final String KAFKA = "org.apache.kafka";

    /**
     * Loggers of what operators need not hear: what health tells once in better words and these with each try, several times a second as
     * long as no broker answers; and advice to whoever builds a program.
     */
    private static final List<String> SILENT = List.of("org.apache.kafka.clients.NetworkClient", "org.apache.kafka.clients.ClientUtils",
            "org.apache.kafka.clients.Metadata", "org.apache.kafka.clients.admin.internals.AdminMetadataManager",
            "org.apache.kafka.streams.StreamsConfig", "org.apache.kafka.streams.processor.internals.StateDirectory",
            "org.apache.lucene.internal.vectorization");

    /** Held, because the JDK forgets the levels of loggers that nobody holds. */
    private static final Map<String, Logger> LEVELS = new ConcurrentHashMap<>();

    private final Lines lines;

    private ProgramLog(Lines lines) {
        this.lines = lines;
    }

    /**
     * Sends all logging of the process to a stream.
     *
     * @param kafka whether Kafka's clients are heard below warnings too
     * @param traces whether failures come with their stack traces
     */
    public static ProgramLog open(PrintStream err, Settings.LogLines format, boolean kafka, boolean traces) {
        Lines lines = new Lines(err, format == Settings.LogLines.JSON ? new JsonLines(traces) : new TextLines(traces));
        libraries(lines, Level.WARNING);
        level(OURS, Level.INFO);
        level(KAFKA, kafka ? Level.INFO : Level.WARNING);
        if (!kafka) {
            SILENT.forEach(name -> level(name, Level.OFF));
        }
        return new ProgramLog(lines);
    }

    /**
     * For a command that tells itself what goes wrong: libraries are silent.
     *
     * @param kafka whether Kafka's clients are heard all the same
     */
    public static void quiet(PrintStream err, Settings.LogLines format, boolean kafka) {
        libraries(new Lines(err, format == Settings.LogLines.JSON ? new JsonLines(false) : new TextLines(false)), Level.OFF);
        level(KAFKA, kafka ? Level.INFO : Level.OFF);
    }

    private static void libraries(Lines lines, Level level) {
        LogManager.getLogManager().reset();
        level("", level);
        Logger.getLogger("").addHandler(lines);
    }

    private static void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        LEVELS.put(name, logger);
    }

    /** An event that operators want to know. */
    public void info(String message) {
        write(Level.INFO, message, null);
    }

    /** Something is wrong, and the program goes on. */
    public void warn(String message) {
        write(Level.WARNING, message, null);
    }

    /** Something is wrong for good. */
    public void error(String message, @Nullable Throwable cause) {
        write(Level.SEVERE, message, cause);
    }

    /** Not by a logger: the JDK takes the handlers away as soon as the process is asked to end. */
    private void write(Level level, String message, @Nullable Throwable cause) {
        LogRecord line = new LogRecord(level, message);
        line.setLoggerName(OURS);
        line.setThrown(cause);
        lines.publish(line);
    }

    /** Writes each record as a line, at once. */
    private static final class Lines extends Handler {
        private final PrintStream err;

        Lines(PrintStream err, Formatter formatter) {
            this.err = err;
            setFormatter(formatter);
        }

        @Override
        public void publish(LogRecord record) {
            err.print(getFormatter().format(record));
            err.flush();
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
