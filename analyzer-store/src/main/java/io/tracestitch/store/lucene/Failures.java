package io.tracestitch.store.lucene;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.apache.lucene.store.AlreadyClosedException;

/** What went wrong, in words for people. */
final class Failures {

    private Failures() {
    }

    /** One line without an exception's name where there is a better one. */
    static String why(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause instanceof AlreadyClosedException) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String text = switch (cause) {
            case AccessDeniedException e -> "access to " + e.getFile() + " is denied";
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case FileSystemException e -> e.getReason() == null ? message : e.getReason() + ": " + e.getFile();
            default -> message;
        };
        return text.lines().findFirst().orElse("");
    }
}
