package io.tracestitch.cli.input;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

/** Opens a log for reading, decompressed if its first bytes say that it is gzip or zstd, whatever its name says. */
public final class LogBytes {

    private static final int DECOMPRESSION_BUFFER = 1 << 16;

    private LogBytes() {
    }

    /**
     * The plain bytes of a file.
     *
     * @param progress is told how many bytes each read took from the file, before decompression
     */
    public static InputStream open(Path file, LongConsumer progress) throws IOException {
        FileBytes raw = new FileBytes(file, progress);
        try {
            return decompress(raw, Compression.of(raw.peek()));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** The plain bytes of standard input or another stream. */
    public static InputStream open(InputStream in) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(in, Compression.MAGIC_LENGTH);
        byte[] magic = pushback.readNBytes(Compression.MAGIC_LENGTH);
        pushback.unread(magic);
        return decompress(pushback, Compression.of(magic));
    }

    /** Standard input without the lock and the buffer of {@link System#in}. */
    public static InputStream stdin() {
        return new FileInputStream(FileDescriptor.in);
    }

    private static InputStream decompress(InputStream in, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, DECOMPRESSION_BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
        };
    }
}
