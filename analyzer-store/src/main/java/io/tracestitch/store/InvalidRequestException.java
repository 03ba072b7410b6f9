package io.tracestitch.store;

/** A request that no store can answer, such as one with a cursor that was tampered with. The message is for people. */
public final class InvalidRequestException extends IllegalArgumentException {

    public InvalidRequestException(String message) {
        super(message);
    }
}
