package io.tracestitch.store;

import org.jspecify.annotations.Nullable;

/**
 * A store that cannot be opened before somebody does something about it: another process has it, it was written by a newer
 * release, the credentials are wrong. The message is for people, says where and what to do, and names no secret.
 */
public final class UnusableStoreException extends RuntimeException {

    public UnusableStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
