package dev.millrace.controller.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Who owns the database. Taking over waits for transactions that hold the row for share; those that come later find the new epoch and stop.
 *
 * @param epoch of this controller
 */
record Ownership(long epoch) {
    private static final String FENCE = "select epoch from ownership for share";

    /** Makes this controller the owner. */
    static Ownership take(Connection connection, String host, String release) throws SQLException {
        connection.setAutoCommit(false);
        long epoch;
        try (var statement =
                connection.prepareStatement("insert into controller (host, release) values (?, ?) returning epoch")) {
            statement.setString(1, host);
            statement.setString(2, release);
            try (var rows = statement.executeQuery()) {
                rows.next();
                epoch = rows.getLong(1);
            }
        }
        try (var statement = connection.prepareStatement("""
                insert into ownership (only_row, epoch) values (true, ?)
                on conflict (only_row) do update set epoch = excluded.epoch""")) {
            statement.setLong(1, epoch);
            statement.executeUpdate();
        }
        connection.commit();
        return new Ownership(epoch);
    }

    /** Keeps others from taking over until the transaction ends; fails with {@link OwnershipLost} where somebody already did. */
    void fence(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(FENCE);
                var rows = statement.executeQuery()) {
            var found = rows.next() ? rows.getLong(1) : 0;
            if (found != epoch) {
                throw new OwnershipLost(epoch, found);
            }
        }
    }
}
