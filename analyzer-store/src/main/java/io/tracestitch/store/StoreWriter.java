package io.tracestitch.store;

/** The writing side of a store. */
public interface StoreWriter {

    /**
     * Keeps the documents. Saving is idempotent: the same documents can be saved any number of times, in any order and in any
     * other grouping, and what is kept in the end is the same. An event takes the place of the one with its id; an incident takes
     * the place of an older version only.
     *
     * <p>When {@link SaveResult.Saved} is returned, everything but what was rejected survives the sudden end of this process.
     */
    SaveResult save(Batch batch);
}
