package io.tracestitch.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tracestitch.cli.input.LogBytes;
import org.jspecify.annotations.Nullable;

/**
 * Standard input with a sense of time: a thread of its own reads into a few buffers, so that the analyzer can be told when
 * nothing comes, and a record that is complete is not held back until the next line of a quiet log.
 */
final class LiveInput implements AutoCloseable {

    /** A filled buffer; the length is -1 at the end of the input. */
    record Chunk(byte[] bytes, int length, @Nullable Exception failure) {
    }

    private static final int BUFFER = 1 << 18;
    private static final int BUFFERS = 3;
    private static final long IDLE_MILLIS = 500;

    private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread reader;

    LiveInput(InputStream in) {
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new byte[BUFFER]);
        }
        reader = Thread.ofPlatform().daemon().name("stdin").start(() -> pump(in));
    }

    /** The next bytes, or null when there was nothing to read for a while. */
    @Nullable Chunk next() throws IOException {
        try {
            Chunk chunk = filled.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            switch (chunk == null ? null : chunk.failure()) {
                case null -> {
                    return chunk;
                }
                case IOException e -> throw e;
                case Exception e -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(e);
        }
    }

    /** Gives a chunk's buffer back. */
    void release(Chunk chunk) {
        free.add(chunk.bytes());
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void pump(InputStream raw) {
        byte[] none = new byte[0];
        try {
            try {
                InputStream in = LogBytes.open(raw);
                while (true) {
                    byte[] buffer = free.take();
                    int n = in.read(buffer);
                    filled.put(new Chunk(buffer, n, null));
                    if (n < 0) {
                        return;
                    }
                }
            } catch (IOException | RuntimeException e) {
                filled.put(new Chunk(none, 0, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
