package dev.millrace.controller.store;

import java.sql.SQLException;

/** The database refused rows: a constraint, or a value that is too large. */
public final class WriteRefused extends RuntimeException {
    /** With what the database said. */
    public WriteRefused(SQLException cause) {
        super(cause);
    }
}
