package dev.millrace.controller.queue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.JobLedger.StoredJob;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.wire.proto.LeaseGrant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQL of the job table. */
final class JobRows {
    private static final String COLUMNS = """
            select id, run_id, step, organization_id, project_id, labels, priority, request, state, attempt, enqueued_at, end_reason, needs::text
            from job
            """;

    static final RowStatement<NewJob> ENQUEUE = new RowStatement<>() {
        @Override
        public String sql() {
            return """
                    insert into job (id, run_id, step, organization_id, project_id, labels, priority, request, state, enqueued_at, owner_epoch, needs)
                    values (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?::jsonb) on conflict (run_id, step) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, NewJob row) throws SQLException {
            var job = row.request();
            statement.setLong(1, job.id().value());
            statement.setLong(2, job.run().value());
            statement.setInt(3, job.step());
            statement.setLong(4, job.organization().value());
            statement.setLong(5, job.project().value());
            statement.setString(6, job.labels());
            statement.setInt(7, job.priority());
            statement.setBytes(8, encode(job));
            statement.setObject(9, at(job.asked()));
            statement.setLong(10, row.epoch());
            statement.setString(11, NeedsText.write(job.needs()));
        }

        @Override
        public int rank() {
            return 10;
        }
    };

    static final RowStatement<Change> CHANGE = new RowStatement<>() {
        @Override
        public String sql() {
            return "update job set state = ?, attempt = ?, end_reason = ?, ended_at = ?, owner_epoch = ? where id = ?";
        }

        @Override
        public void bind(PreparedStatement statement, Change row) throws SQLException {
            statement.setString(1, row.state());
            statement.setInt(2, row.attempt());
            statement.setString(3, row.reason());
            statement.setObject(
                    4, row.ended() == null ? null : at(row.ended()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setLong(5, row.epoch());
            statement.setLong(6, row.job().value());
        }

        @Override
        public int rank() {
            return 20;
        }
    };

    private JobRows() {}

    static List<StoredJob> open(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + "where ended_at is null order by id");
                var rows = statement.executeQuery()) {
            var jobs = new ArrayList<StoredJob>();
            while (rows.next()) {
                jobs.add(job(rows));
            }
            return jobs;
        }
    }

    static Optional<StoredJob> find(Connection connection, RunId run, int step) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + "where run_id = ? and step = ?")) {
            statement.setLong(1, run.value());
            statement.setInt(2, step);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(job(rows)) : Optional.empty();
            }
        }
    }

    private static StoredJob job(ResultSet row) throws SQLException {
        var grant = decode(row.getBytes("request"));
        var request = new JobRequest(
                new JobId(row.getLong("id")),
                new RunId(row.getLong("run_id")),
                row.getInt("step"),
                new OrganizationId(row.getLong("organization_id")),
                new ProjectId(row.getLong("project_id")),
                grant.getTitle(),
                row.getString("labels"),
                row.getInt("priority"),
                grant.getWorkspace(),
                grant.getSandbox(),
                grant.getEnvironmentMap(),
                row.getObject("enqueued_at", OffsetDateTime.class).toInstant(),
                NeedsText.read(row.getString("needs")));
        var reason = row.getString("end_reason");
        return new StoredJob(request, row.getString("state"), row.getInt("attempt"), reason == null ? "" : reason);
    }

    /** What the agent will get: a grant without lease and duration. */
    private static byte[] encode(JobRequest job) {
        return LeaseGrant.newBuilder()
                .setTitle(job.title())
                .setWorkspace(job.workspace())
                .setSandbox(job.sandbox())
                .putAllEnvironment(job.environment())
                .build()
                .toByteArray();
    }

    private static LeaseGrant decode(byte[] stored) throws SQLException {
        try {
            return LeaseGrant.parseFrom(stored);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("A job's request cannot be read: the row was not written by Millrace", e);
        }
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    record NewJob(JobRequest request, long epoch) {}

    record Change(
            JobId job,
            String state,
            int attempt,
            @Nullable String reason,
            @Nullable Instant ended,
            long epoch) {}
}
