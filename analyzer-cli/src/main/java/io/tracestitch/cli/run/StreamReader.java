package io.tracestitch.cli.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

import com.github.luben.zstd.ZstdIOException;
import io.tracestitch.cli.input.LogBytes;
import io.tracestitch.cli.input.LogStream;
import io.tracestitch.cli.input.LogStreams;
import io.tracestitch.core.Analyzer;
import org.jspecify.annotations.Nullable;

/** Feeds a stream to an analyzer through one buffer that is used again and again. Not for several threads. */
public final class StreamReader {

    /** Measured: smaller costs system calls, larger leaves the second-level cache. */
    private static final int BUFFER = 1 << 18;

    private static final byte[] LINE_END = {'\n'};

    private final byte[] buffer = new byte[BUFFER];
    private final InputStream stdin;
    private final LongConsumer progress;
    private byte lastByte = '\n';

    /**
     * A reader.
     *
     * @param stdin standard input
     * @param progress is told how many bytes each read took from its file
     */
    public StreamReader(InputStream stdin, LongConsumer progress) {
        this.stdin = stdin;
        this.progress = progress;
    }

    /**
     * Reads a stream to its end, or as far as it can be read.
     *
     * @param idle called when standard input brought nothing for a while, after the analyzer was told the time
     * @return what could not be read, each as a sentence; empty if all was well
     */
    public List<String> read(LogStream stream, Analyzer analyzer, Runnable idle) {
        List<String> errors = new ArrayList<>();
        if (stream.isStdin()) {
            try {
                readStdin(stream.name(), analyzer, idle);
            } catch (IOException e) {
                errors.add("standard input: " + explain(e));
            }
        }
        lastByte = '\n';
        for (Path part : stream.parts()) {
            try (InputStream in = LogBytes.open(part, progress)) {
                feed(stream.name(), in, analyzer);
            } catch (IOException e) {
                errors.add(part + ": " + explain(e));
            }
        }
        analyzer.finish(stream.name());
        return errors;
    }

    private void feed(String source, InputStream in, Analyzer analyzer) throws IOException {
        // A file of a rotation set may lack its last line end; the next one's first line is still a line of its own.
        if (lastByte != '\n') {
            analyzer.feed(source, LINE_END, 0, 1);
            lastByte = '\n';
        }
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (n > 0) {
                analyzer.feed(source, buffer, 0, n);
                lastByte = buffer[n - 1];
            }
        }
    }

    private void readStdin(String source, Analyzer analyzer, Runnable idle) throws IOException {
        try (LiveInput live = new LiveInput(stdin)) {
            while (true) {
                LiveInput.@Nullable Chunk chunk = live.next();
                if (chunk == null) {
                    analyzer.tick(Instant.now());
                    idle.run();
                } else if (chunk.length() < 0) {
                    return;
                } else {
                    analyzer.feed(source, chunk.bytes(), 0, chunk.length());
                    progress.accept(chunk.length());
                    live.release(chunk);
                }
            }
        }
    }

    private static String explain(IOException e) {
        return switch (e) {
            case EOFException cut -> "the compressed data end in the middle; what came before was read";
            case ZipException broken -> "the gzip data are broken (" + broken.getMessage() + "); what came before was read";
            case ZstdIOException broken ->
                "the zstd data are broken (" + broken.getMessage() + "); what came before was read";
            default -> LogStreams.reason(e);
        };
    }
}
