package dev.millrace.controller.store;

import dev.millrace.controller.base.StartRefused;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/** A first look at a database that others look after: what is wrong with it is said in words for who gave its address. */
final class GivenDatabase {
    private static final int OLDEST = 16;

    private final DatabaseLocation.Given location;

    GivenDatabase(DatabaseLocation.Given location) {
        this.location = location;
    }

    /**
     * Connects once.
     *
     * @throws StartRefused where that fails, or where the server is too old
     */
    PostgresSource open() {
        var source = new PostgresSource(location.url(), location.user(), location.password());
        try (var connection = source.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StartRefused(
                        "%s is PostgreSQL %d".formatted(place(), version),
                        "Millrace needs PostgreSQL %d or newer".formatted(OLDEST));
            }
            return source;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Host, port and database, without what else the URL holds. */
    private String place() {
        var url = location.url();
        int end = url.indexOf('?');
        return url.substring("jdbc:postgresql:".length(), end < 0 ? url.length() : end)
                .replaceFirst("^//", "");
    }

    private StartRefused refused(SQLException e) {
        var state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.startsWith("28")) {
            return new StartRefused(
                    "The database %s refuses the user %s with this password: %s"
                            .formatted(place(), location.user(), e.getMessage()),
                    "Check the user and the password",
                    e);
        }
        if (state.equals("3D000")) {
            return new StartRefused(
                    "There is no such database: " + place(),
                    "Create it first: createdb -O %s NAME".formatted(location.user()),
                    e);
        }
        if (state.startsWith("08")) {
            return new StartRefused(
                    "No database can be reached at %s: %s".formatted(place(), reason(e)),
                    "Check the address, and that the server runs and lets this machine in",
                    e);
        }
        return new StartRefused(
                "The database %s cannot be used: %s".formatted(place(), e.getMessage()), "Look at the server's log", e);
    }

    private static String reason(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "nobody knows a host of that name";
            }
        }
        return String.valueOf(e.getMessage());
    }
}
