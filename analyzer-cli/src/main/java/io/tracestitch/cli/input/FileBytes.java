package io.tracestitch.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/** A file by its channel: large reads, no lock, no buffer of its own. */
final class FileBytes extends InputStream {

    private final FileChannel channel;
    private byte[] peeked = new byte[0];
    private int given;
    private long position;
    private final LongConsumer progress;
    private byte @Nullable [] wrapped;
    private @Nullable ByteBuffer wrapper;

    /**
     * Opens a file.
     *
     * @param progress is told how many bytes each read brought
     */
    FileBytes(Path file, LongConsumer progress) throws IOException {
        this.progress = progress;
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** The first bytes, which stay to be read. */
    byte[] peek() throws IOException {
        byte[] head = new byte[Compression.MAGIC_LENGTH];
        int n = readNBytes(head, 0, head.length);
        peeked = Arrays.copyOf(head, n);
        given = 0;
        return peeked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (given < peeked.length) {
            int n = Math.min(length, peeked.length - given);
            System.arraycopy(peeked, given, buffer, offset, n);
            given += n;
            return n;
        }
        if (wrapper == null || wrapped != buffer) {
            wrapped = buffer;
            wrapper = ByteBuffer.wrap(buffer);
        }
        wrapper.limit(offset + length).position(offset);
        int n = channel.read(wrapper);
        if (n > 0) {
            position += n;
            progress.accept(n);
        }
        return n;
    }

    @Override
    public int available() throws IOException {
        // A pipe has the size 0 and no position: count what was read instead of asking for it.
        return (int) Math.min(Integer.MAX_VALUE, peeked.length - given + Math.max(0, channel.size() - position));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
