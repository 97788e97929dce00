package dev.millrace.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Writes groups over one connection, one transaction each. A group that is refused is written again in halves under savepoints until the units at fault stand
 * alone; the others are committed with the group. For one thread.
 */
final class GroupTransaction implements AutoCloseable {
    private static final int ANSWER_MILLIS = 30_000;
    private static final Executor DIRECT = Runnable::run;

    private final Connection connection;
    private final Ownership ownership;
    private final IdentityHashMap<RowStatement<?>, PreparedStatement> prepared = new IdentityHashMap<>();

    GroupTransaction(Connection connection, Ownership ownership) throws SQLException {
        this.connection = connection;
        this.ownership = ownership;
        connection.setAutoCommit(false);
        connection.setNetworkTimeout(DIRECT, ANSWER_MILLIS);
    }

    /** Commits all but the refused; answers those. A failure with {@link SQLException} or {@link OwnershipLost} leaves all of them open. */
    IdentityHashMap<Unit, WriteRefused> commit(List<Unit> group) throws SQLException {
        try {
            ownership.fence(connection);
            write(group);
            connection.commit();
            return new IdentityHashMap<>();
        } catch (SQLException e) {
            if (SqlFault.of(e) != SqlFault.REFUSED) {
                throw e;
            }
        }
        connection.rollback();
        ownership.fence(connection);
        var refused = new IdentityHashMap<Unit, WriteRefused>();
        isolate(group, refused);
        connection.commit();
        return refused;
    }

    private void isolate(List<Unit> units, IdentityHashMap<Unit, WriteRefused> refused) throws SQLException {
        var savepoint = connection.setSavepoint();
        try {
            write(units);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            if (SqlFault.of(e) != SqlFault.REFUSED) {
                throw e;
            }
            connection.rollback(savepoint);
            if (units.size() == 1) {
                refused.put(units.getFirst(), new WriteRefused(e));
            } else {
                isolate(units.subList(0, units.size() / 2), refused);
                isolate(units.subList(units.size() / 2, units.size()), refused);
            }
        }
    }

    private void write(List<Unit> units) throws SQLException {
        var rows = new LinkedHashMap<RowStatement<?>, List<Object>>();
        for (var unit : units) {
            for (var write : unit.writes()) {
                rows.computeIfAbsent(write.statement(), any -> new ArrayList<>())
                        .add(write.row());
            }
        }
        var statements = rows.keySet().stream()
                .sorted(Comparator.comparingInt(RowStatement::rank))
                .toList();
        for (var statement : statements) {
            write(statement, rows.getOrDefault(statement, List.of()));
        }
    }

    @SuppressWarnings("unchecked") // a Write joins a statement with a row of its type
    private <R> void write(RowStatement<R> statement, List<Object> rows) throws SQLException {
        var ready = prepare(statement);
        try {
            for (var row : rows) {
                statement.bind(ready, (R) row);
                ready.addBatch();
            }
            ready.executeBatch();
        } catch (RuntimeException e) {
            throw new SQLException("Row does not fit its statement: " + e, "22000", e);
        } finally {
            ready.clearBatch();
        }
    }

    private PreparedStatement prepare(RowStatement<?> statement) throws SQLException {
        var ready = prepared.get(statement);
        if (ready == null) {
            ready = connection.prepareStatement(statement.sql());
            prepared.put(statement, ready);
        }
        return ready;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
