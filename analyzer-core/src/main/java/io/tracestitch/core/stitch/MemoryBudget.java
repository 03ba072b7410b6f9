package io.tracestitch.core.stitch;

/**
 * What the growing structures of all sources of an analyzer may take together: they ask before they grow, and where they are refused they
 * stay as small as they are and forget their oldest entries. Only growth counts: what each source needs to begin with is small. Not
 * thread-safe.
 */
public final class MemoryBudget {

    private final long limit;
    private final Runnable refused;
    private long taken;

    /**
     * @param limit bytes
     * @param refused is told each time that somebody must stay small
     */
    public MemoryBudget(long limit, Runnable refused) {
        this.limit = limit;
        this.refused = refused;
    }

    /** One that is never spent. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE, () -> { });
    }

    /** Bytes taken now. */
    public long taken() {
        return taken;
    }

    /** The part of one source, which gives all of it back together. */
    public Share share() {
        return new Share();
    }

    /** What one source has taken. */
    public final class Share {
        private long own;

        private Share() {
        }

        /** Whether so many bytes more may be used; then they are taken. Who is refused forgets something. */
        boolean take(long bytes) {
            boolean mine = borrow(bytes);
            if (!mine) {
                refused.run();
            }
            return mine;
        }

        /** The same for what is kept for speed alone: to be refused loses nothing, and is not told. */
        boolean borrow(long bytes) {
            boolean mine = bytes <= limit - taken;
            taken += mine ? bytes : 0;
            own += mine ? bytes : 0;
            return mine;
        }

        /** These bytes are not used any more. */
        void give(long bytes) {
            taken -= bytes;
            own -= bytes;
        }

        /** The source has ended. */
        public void close() {
            give(own);
        }
    }
}
