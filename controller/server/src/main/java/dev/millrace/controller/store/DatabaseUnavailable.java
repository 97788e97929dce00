package dev.millrace.controller.store;

import org.jspecify.annotations.Nullable;

/** The database does not answer. Trying again later can help. */
public final class DatabaseUnavailable extends RuntimeException {
    /** With what was tried and what to do. */
    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
