package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.store.RowStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL of the lease table. A lease is inserted once and then updated: never both in one statement, as several changes may be in one group. */
final class LeaseRows {
    static final RowStatement<Row> INSERT = new RowStatement<>() {
        @Override
        public String sql() {
            return """
                    insert into lease (job_id, attempt, epoch, agent_id, state, granted_at, deadline_at, owner_epoch)
                    values (?, ?, ?, ?, 'granted', ?, ?, ?) on conflict (job_id, attempt) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setLong(1, row.key().job().value());
            statement.setInt(2, row.key().attempt());
            statement.setLong(3, row.key().epoch());
            statement.setLong(4, row.agent().value());
            statement.setObject(5, at(row.changed()));
            statement.setObject(6, at(row.deadline()));
            statement.setLong(7, row.owner());
        }

        @Override
        public int rank() {
            return 10;
        }
    };

    static final RowStatement<Row> UPDATE = new RowStatement<>() {
        @Override
        public String sql() {
            return """
                    update lease set state = ?, deadline_at = ?, ended_at = ?, end_reason = ?, accepted = ?, owner_epoch = ?
                    where job_id = ? and attempt = ? and epoch = ?""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            boolean ended = row.reason() != null;
            statement.setString(1, ended ? "ended" : row.accepted() == null ? "granted" : "accepted");
            statement.setObject(2, at(row.deadline()));
            statement.setObject(3, ended ? at(row.changed()) : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setString(4, row.reason());
            statement.setBytes(5, row.accepted());
            statement.setLong(6, row.owner());
            statement.setLong(7, row.key().job().value());
            statement.setInt(8, row.key().attempt());
            statement.setLong(9, row.key().epoch());
        }

        @Override
        public int rank() {
            return 20;
        }
    };

    private LeaseRows() {}

    /** All that are not over. */
    static List<Row> open(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select job_id, attempt, epoch, agent_id, granted_at, deadline_at, accepted, owner_epoch from lease where ended_at is null");
                var rows = statement.executeQuery()) {
            var leases = new ArrayList<Row>();
            while (rows.next()) {
                leases.add(new Row(
                        new LeaseKey(new JobId(rows.getLong(1)), rows.getInt(2), rows.getLong(3)),
                        new AgentId(rows.getLong(4)),
                        rows.getObject(5, OffsetDateTime.class).toInstant(),
                        rows.getObject(6, OffsetDateTime.class).toInstant(),
                        rows.getBytes(7),
                        null,
                        rows.getLong(8)));
            }
            return leases;
        }
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /**
     * A lease as it is stored.
     *
     * @param changed when the change was made
     * @param accepted {@code LeaseAccepted}; null before
     * @param reason why it ended; null before
     * @param owner epoch of the controller
     */
    record Row(
            LeaseKey key,
            AgentId agent,
            Instant changed,
            Instant deadline,
            byte @Nullable [] accepted,
            @Nullable String reason,
            long owner) {}
}
