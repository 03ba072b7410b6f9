package io.tracestitch.store;

/** The store cannot be used at this moment; the same request may succeed later. The message is for people. */
public final class StoreUnavailableException extends RuntimeException {

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
