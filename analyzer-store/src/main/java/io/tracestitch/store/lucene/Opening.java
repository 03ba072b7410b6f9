package io.tracestitch.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import io.tracestitch.store.StoreUnavailableException;
import io.tracestitch.store.UnusableStoreException;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/** Opens and closes the parts of a store in the right order. */
final class Opening {
    /** Small new files are held in memory until they are committed: most of them are merged before. */
    private static final double CACHED_FILE_MEGABYTES = 4;
    private static final double CACHE_MEGABYTES = 16;
    /** Files of indices as the operating system has them. */
    static final Files ON_DISK = folder -> new NRTCachingDirectory(FSDirectory.open(folder), CACHED_FILE_MEGABYTES,
            CACHE_MEGABYTES);
    /** Segments of events beyond this size are not merged any more, so that old ones can be dropped as a whole. */
    private static final double MAX_EVENT_SEGMENT_MEGABYTES = 1_024;
    /** Memory in which incidents are gathered: there are few of them. */
    private static final double INCIDENT_BUFFER_MEGABYTES = 16;

    private Opening() {
    }

    /** Where the files of an index are. */
    @FunctionalInterface
    interface Files {
        Directory open(Path folder) throws IOException;
    }

    static LuceneStore open(LuceneOptions options, Files files) {
        StoreFolder folder = StoreFolder.take(options.folder());
        Deque<Closeable> opened = new ArrayDeque<>();
        opened.push(folder);
        try {
            Runnable onReopen = () -> options.listener().retried("reopen");
            EventIndex events = new EventIndex(new LuceneIndex(files.open(folder.path().resolve(StoreFolder.EVENTS)),
                    () -> config(byAge(), options.bufferMegabytes()), onReopen), IndexWriter.MAX_DOCS);
            opened.push(events);
            IncidentIndex incidents = new IncidentIndex(new LuceneIndex(files.open(folder.path().resolve(StoreFolder.INCIDENTS)),
                    () -> config(new TieredMergePolicy(), INCIDENT_BUFFER_MEGABYTES), onReopen), options.clock());
            opened.push(incidents);
            return new LuceneStore(options, folder, events, incidents);
        } catch (IndexFormatTooNewException e) {
            closeAll(opened);
            throw new UnusableStoreException("The store in " + folder.path()
                    + " was written by a newer release. Use that release, or"
                    + " another folder.", e);
        } catch (CorruptIndexException | IndexFormatTooOldException e) {
            closeAll(opened);
            throw new UnusableStoreException("The store in " + folder.path() + " is damaged (" + Failures.why(e)
                    + "). Restore a copy, or"
                    + " give another folder.", e);
        } catch (IOException e) {
            closeAll(opened);
            throw new UnusableStoreException("The store in " + folder.path() + " cannot be opened: " + Failures.why(e) + ".", e);
        }
    }

    /** Merges neighbours only, so that segments stay in the order of time. */
    private static MergePolicy byAge() {
        LogByteSizeMergePolicy merges = new LogByteSizeMergePolicy();
        merges.setMaxMergeMB(MAX_EVENT_SEGMENT_MEGABYTES);
        return merges;
    }

    private static IndexWriterConfig config(MergePolicy merges, double bufferMegabytes) {
        return new IndexWriterConfig().setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_SPEED)).setMergePolicy(merges)
                .setMergeScheduler(new QuietMerges()).setRAMBufferSizeMB(bufferMegabytes)
                .setMaxFullFlushMergeWaitMillis(0);
    }

    /** A merge that fails closes its writer; the next write finds that and opens another one. */
    private static final class QuietMerges extends ConcurrentMergeScheduler {
        @Override
        protected void handleMergeException(Throwable failure) {
            // Said by the write that finds the writer closed.
        }
    }

    private static void closeAll(Deque<Closeable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (IOException e) {
                // What went wrong first is told.
                continue;
            }
        }
    }

    /** Closes all, in this order, and tells what went wrong last. */
    static void close(Path path, AutoCloseable... parts) {
        Exception failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new StoreUnavailableException("The store in " + path + " was not closed in good order: " + Failures.why(failure)
                    + ". What was acknowledged is kept.", failure);
        }
    }
}
