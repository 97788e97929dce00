package dev.millrace.controller.store;

import java.sql.SQLException;

/** The database refused rows: a constraint, or a value that is too large. */
public final class WriteRefused extends RuntimeException {
    /** With what the database said. */
    public WriteRefused(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether a row with the same key, or the same value in unique columns, is there. */
    public boolean isDuplicate() {
        return getCause() instanceof SQLException e && "23505".equals(e.getSQLState());
    }
}
