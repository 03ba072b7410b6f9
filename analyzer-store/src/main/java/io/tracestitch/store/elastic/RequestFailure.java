package io.tracestitch.store.elastic;

import org.jspecify.annotations.Nullable;

/** A request that did not do what it should. The message is for people, one line, and names no secret. */
final class RequestFailure extends Exception {

    /** What to do about it. */
    enum Kind {
        /** Nobody answered, or the server says that it is busy: try again. */
        TEMPORARY,
        /** The request or the answer is too large: ask for less. */
        TOO_LARGE,
        /** Wrong credentials, missing rights, untrusted certificates, blocked indices: somebody has to do something. */
        REFUSED,
        /** The server does not like the request itself. */
        INVALID
    }

    private final Kind kind;
    private final String label;
    private final int status;

    /**
     * @param label one of a few fixed words for metrics: a status, {@code connection} or {@code timeout}
     * @param status HTTP status, 0 where there was no answer
     */
    RequestFailure(Kind kind, String label, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.label = label;
        this.status = status;
    }

    Kind kind() {
        return kind;
    }

    String label() {
        return label;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
