package io.tracestitch.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;

import io.tracestitch.store.UnusableStoreException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NativeFSLockFactory;

/** The folder of a store: that it is one, that this release can read it, and that no other process has it. */
final class StoreFolder implements Closeable {
    /** Version of what lies in the folder; to be raised when an older release must not touch it any more. */
    static final int FORMAT = 1;
    static final String FORMAT_FILE = "format";
    static final String EVENTS = "events";
    static final String INCIDENTS = "incidents";
    private static final String UNFINISHED = "format.tmp";
    private static final String LOCK_FILE = "store.lock";
    private static final String MARK = "tracestitch-store ";
    private static final Set<String> OURS = Set.of(FORMAT_FILE, UNFINISHED, LOCK_FILE, EVENTS, INCIDENTS);

    private final Path folder;
    private final FSDirectory directory;
    private final Lock lock;

    private StoreFolder(Path folder, FSDirectory directory, Lock lock) {
        this.folder = folder;
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, and takes it.
     *
     * @throws UnusableStoreException if it cannot be had
     */
    static StoreFolder take(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            checkOurs(folder);
            FSDirectory directory = FSDirectory.open(folder, NativeFSLockFactory.INSTANCE);
            Lock lock = lock(folder, directory);
            try {
                checkFormat(folder);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
            return new StoreFolder(folder, directory, lock);
        } catch (IOException e) {
            throw new UnusableStoreException("The folder " + folder + " cannot be used for a store: " + Failures.why(e)
                    + ". Give another one, or the rights to read and write it.", e);
        }
    }

    /** A folder with other things in it was named by mistake. */
    private static void checkOurs(Path folder) throws IOException {
        if (Files.exists(folder.resolve(FORMAT_FILE))) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.anyMatch(entry -> !OURS.contains(entry.getFileName().toString()))) {
                throw new UnusableStoreException("The folder " + folder + " holds other things and no store. Give an empty one.",
                        null);
            }
        }
    }

    private static Lock lock(Path folder, FSDirectory directory) throws IOException {
        try {
            return directory.obtainLock(LOCK_FILE);
        } catch (LockObtainFailedException e) {
            throw new UnusableStoreException("The store in " + folder
                    + " is open already, most likely in another process. Stop that"
                    + " one, or give this one another folder.", e);
        }
    }

    private static void checkFormat(Path folder) throws IOException {
        Path file = folder.resolve(FORMAT_FILE);
        if (!Files.exists(file)) {
            writeFormat(folder, file);
            return;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        int format;
        try {
            format = text.startsWith(MARK) ? Integer.parseInt(text.substring(MARK.length())) : 0;
        } catch (NumberFormatException e) {
            format = 0;
        }
        if (format < 1) {
            throw new UnusableStoreException("The file " + file + " is damaged. It should read: " + MARK + FORMAT, null);
        }
        if (format > FORMAT) {
            throw new UnusableStoreException("The store in " + folder + " was written by a newer release (format " + format
                    + "; this one knows " + FORMAT + "). Use that release, or another folder.", null);
        }
    }

    /** The file is there as a whole or not at all, whenever the process dies. */
    private static void writeFormat(Path folder, Path file) throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(StandardCharsets.UTF_8.encode(MARK + FORMAT + '\n'));
            channel.force(true);
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Its path, absolute. */
    Path path() {
        return folder;
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            directory.close();
        }
    }
}
