package io.tracestitch.store.lucene;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

import io.tracestitch.store.StoreListener;

/**
 * How an embedded store is opened.
 *
 * @param folder where it lives; made if it does not exist
 * @param refresh how often searches begin to see what was saved; more than nothing, at most an hour
 * @param bufferMegabytes memory in which events are gathered before they are written, 1 to 2,047; a batch that takes more is
 *        written in parts
 * @param clock tells when a time of being muted is over
 * @param listener hears of what is saved
 */
public record LuceneOptions(Path folder, Duration refresh, int bufferMegabytes, InstantSource clock, StoreListener listener) {

    /** How often searches begin to see what was saved. */
    public static final Duration REFRESH = Duration.ofMillis(500);
    /** Megabytes in which events are gathered. */
    public static final int BUFFER_MEGABYTES = 48;
    /** More than Lucene can use. */
    private static final int MAX_BUFFER_MEGABYTES = 2_047;

    public LuceneOptions {
        if (!refresh.isPositive() || refresh.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("Searches are refreshed within an hour, not every " + refresh + ".");
        }
        if (bufferMegabytes < 1 || bufferMegabytes > MAX_BUFFER_MEGABYTES) {
            throw new IllegalArgumentException("The buffer takes 1 to " + MAX_BUFFER_MEGABYTES + " megabytes, not "
                    + bufferMegabytes
                    + ".");
        }
    }

    /** A store in that folder; everything else as it usually is. */
    public static LuceneOptions in(Path folder) {
        return new LuceneOptions(folder, REFRESH, BUFFER_MEGABYTES, Clock.systemUTC(), StoreListener.NONE);
    }

    /** The same with another interval of refreshing. */
    public LuceneOptions withRefresh(Duration interval) {
        return new LuceneOptions(folder, interval, bufferMegabytes, clock, listener);
    }

    /** The same with another clock. */
    public LuceneOptions withClock(InstantSource newClock) {
        return new LuceneOptions(folder, refresh, bufferMegabytes, newClock, listener);
    }

    /** The same with a listener. */
    public LuceneOptions withListener(StoreListener newListener) {
        return new LuceneOptions(folder, refresh, bufferMegabytes, clock, newListener);
    }
}
