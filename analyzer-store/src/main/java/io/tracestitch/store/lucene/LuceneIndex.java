package io.tracestitch.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;

import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/**
 * One index that is written to and searched at the same time, and that comes back by itself after the disk was full: Lucene
 * closes a writer whose flush or merge failed, so the next write opens another one on the last commit. Thread-safe.
 */
final class LuceneIndex implements Closeable {

    /** Writes something; what it does has to be harmless when it is done again. */
    @FunctionalInterface
    interface Write<T> {
        T to(IndexWriter writer) throws IOException;
    }

    /** Reads something. */
    @FunctionalInterface
    interface Read<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    private final Directory directory;
    private final Supplier<IndexWriterConfig> config;
    private final Runnable onReopen;
    private final QuietThreads threads = new QuietThreads();
    private volatile Session session;
    private volatile boolean closed;

    /**
     * Opens the index, or makes it.
     *
     * @param directory its files; closed with it
     * @param config a new configuration for each writer
     * @param onReopen hears when another writer was opened
     */
    LuceneIndex(Directory directory, Supplier<IndexWriterConfig> config, Runnable onReopen) throws IOException {
        this.directory = directory;
        this.config = config;
        this.onReopen = onReopen;
        this.session = Session.open(directory, config.get());
    }

    /** Writes and commits. When this returns, what was written survives the end of the process. */
    <T> T write(Write<T> write) throws IOException {
        return threads.run(() -> {
            try {
                return tryWrite(write);
            } catch (AlreadyClosedException e) {
                // A merge in the background, or another thread's write, has failed before or meanwhile.
                return tryWrite(write);
            }
        });
    }

    private <T> T tryWrite(Write<T> write) throws IOException {
        Session current = openSession();
        try {
            T result = write.to(current.writer);
            current.commit();
            return result;
        } catch (IOException | RuntimeException e) {
            current.abandon();
            throw current.why(e);
        }
    }

    /** Reads from what could be seen at the last refresh. */
    <T> T read(Read<T> read) throws IOException {
        while (true) {
            Session current = session;
            IndexSearcher searcher;
            try {
                searcher = current.searchers.acquire();
            } catch (AlreadyClosedException e) {
                if (closed) {
                    throw e;
                }
                Thread.onSpinWait();
                continue;
            }
            try {
                return read.from(searcher);
            } finally {
                current.searchers.release(searcher);
            }
        }
    }

    /** Lets reads see what was written. */
    void refresh() throws IOException {
        threads.run(() -> {
            tryRefresh();
            return true;
        });
    }

    private void tryRefresh() throws IOException {
        Session current = openSession();
        try {
            current.searchers.maybeRefreshBlocking();
        } catch (IOException | RuntimeException e) {
            current.abandon();
            throw current.why(e);
        }
    }

    /** Bytes of all files. */
    long bytes() throws IOException {
        long sum = 0;
        for (String file : directory.listAll()) {
            try {
                sum += directory.fileLength(file);
            } catch (IOException e) {
                // It was merged away since it was listed.
                continue;
            }
        }
        return sum;
    }

    private Session openSession() throws IOException {
        Session current = session;
        return current.writer.isOpen() ? current : reopen();
    }

    private synchronized Session reopen() throws IOException {
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        Session old = session;
        if (!old.writer.isOpen()) {
            old.abandon();
            session = Session.open(directory, config.get());
            old.searchers.close();
            onReopen.run();
        }
        return session;
    }

    @Override
    public void close() throws IOException {
        threads.close();
        closeFiles();
    }

    private synchronized void closeFiles() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (Directory _ = directory) {
            session.searchers.close();
            if (session.writer.isOpen()) {
                session.close();
            }
        }
    }

    /** A writer, and what it has written as searches see it. */
    private static final class Session {
        private final IndexWriter writer;
        private final SearcherManager searchers;
        private long committed;

        private Session(IndexWriter writer, SearcherManager searchers) {
            this.writer = writer;
            this.searchers = searchers;
        }

        static Session open(Directory directory, IndexWriterConfig config) throws IOException {
            IndexWriter writer = new IndexWriter(directory, config);
            try {
                return new Session(writer, new SearcherManager(writer, null));
            } catch (IOException | RuntimeException e) {
                writer.rollback();
                throw e;
            }
        }

        /** Threads that wait for a commit that has their documents do not commit again. */
        void commit() throws IOException {
            long mine = writer.getMaxCompletedSequenceNumber();
            synchronized (this) {
                if (committed < mine) {
                    long last = writer.commit();
                    committed = Math.max(last, mine);
                }
            }
        }

        /** What went wrong: if something in the background has closed the writer, that; else the failure itself. */
        IOException why(Exception failure) {
            Throwable background = writer.getTragicException();
            return switch (failure) {
                case IOException e -> e;
                case RuntimeException _ when background != null -> throw new AlreadyClosedException("the writer is closed",
                        background);
                case RuntimeException e -> throw e;
                default -> throw new AssertionError(failure);
            };
        }

        /** Gives up what was not committed. The searchers stay usable. */
        void abandon() {
            try {
                writer.rollback();
            } catch (IOException | RuntimeException e) {
                // The writer is closed either way, and the next one begins at the last commit.
                return;
            }
        }

        void close() throws IOException {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                abandon();
                throw e;
            }
        }
    }
}
