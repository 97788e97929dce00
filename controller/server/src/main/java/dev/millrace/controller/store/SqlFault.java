package dev.millrace.controller.store;

import java.sql.SQLException;

/** What an error of the database means for whoever asked. */
enum SqlFault {
    /** The server is away, full or going down; the same again, later, may work. */
    AWAY,
    /** A conflict with another transaction; the same again, now, may work. */
    CONFLICT,
    /** These rows are refused, now and later. */
    REFUSED;

    static SqlFault of(SQLException e) {
        var state = e.getSQLState();
        if (state == null) {
            return e.getNextException() == null ? AWAY : of(e.getNextException());
        }
        return switch (state) {
            case "25006" -> AWAY; // read only: a standby after a fail-over
            case "40001", "40P01", "55P03", "57014" -> CONFLICT;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08", "53", "57", "58", "28", "3D" -> AWAY;
                    case "40" -> CONFLICT;
                    default -> REFUSED;
                };
        };
    }

    /** As an exception of this package. */
    static RuntimeException translate(SQLException e) {
        return switch (of(e)) {
            case AWAY, CONFLICT -> new DatabaseUnavailable("The database does not answer: " + e.getMessage(), e);
            case REFUSED -> new WriteRefused(e);
        };
    }
}
