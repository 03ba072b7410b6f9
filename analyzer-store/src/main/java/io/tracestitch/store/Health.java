package io.tracestitch.store;

/** Whether a store can be used. */
public sealed interface Health {

    /** It can be written to and searched. */
    record Ready() implements Health {
    }

    /**
     * It cannot be written to or searched at this moment.
     *
     * @param why for people, one line
     */
    record NotReady(String why) implements Health {
    }
}
