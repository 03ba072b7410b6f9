package io.tracestitch.stream;

import java.util.List;

/**
 * How the stage or the publisher is.
 *
 * @param live whether it can still do its work; if not, only a restart of the process helps
 * @param ready whether it does its work now: has partitions, has restored its state, reaches the broker and the store
 * @param reasons why it is not ready, one line each; empty if it is
 */
public record StageHealth(boolean live, boolean ready, List<String> reasons) {

    public StageHealth {
        reasons = List.copyOf(reasons);
    }

    /** All is well. */
    public static final StageHealth READY = new StageHealth(true, true, List.of());

    /** Live, but not ready for that reason. */
    public static StageHealth notReady(String why) {
        return new StageHealth(true, false, List.of(why));
    }

    /** Beyond help for that reason. */
    public static StageHealth dead(String why) {
        return new StageHealth(false, false, List.of(why));
    }
}
