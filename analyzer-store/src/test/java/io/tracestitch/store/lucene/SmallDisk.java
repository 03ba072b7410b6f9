package io.tracestitch.store.lucene;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** Files on a disk with so much room, which several folders share. */
final class SmallDisk {
    private final AtomicLong room;

    SmallDisk(long bytes) {
        room = new AtomicLong(bytes);
    }

    /** Makes more room, or less. */
    void add(long bytes) {
        room.addAndGet(bytes);
    }

    Directory of(Directory files) {
        return new FilterDirectory(files) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                return counted(super.createOutput(name, context));
            }

            @Override
            public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
                return counted(super.createTempOutput(prefix, suffix, context));
            }

            @Override
            public void sync(Collection<String> names) {
                // Nobody pulls the plug here, and waiting for a real disk makes the test slow.
            }

            @Override
            public void syncMetaData() {
                // As above.
            }

            @Override
            public void deleteFile(String name) throws IOException {
                long length = fileLength(name);
                super.deleteFile(name);
                room.addAndGet(length);
            }
        };
    }

    private void take(long bytes) throws IOException {
        if (room.addAndGet(-bytes) < 0) {
            room.addAndGet(bytes);
            throw new IOException("No space left on device");
        }
    }

    private IndexOutput counted(IndexOutput file) {
        return new FilterIndexOutput("counted", file.getName(), file) {
            @Override
            public void writeByte(byte b) throws IOException {
                take(1);
                super.writeByte(b);
            }

            @Override
            public void writeBytes(byte[] b, int offset, int length) throws IOException {
                take(length);
                super.writeBytes(b, offset, length);
            }
        };
    }
}
