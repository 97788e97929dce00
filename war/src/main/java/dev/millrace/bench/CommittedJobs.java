package dev.millrace.bench;

import java.sql.Connection;
import java.sql.SQLException;

/** What is in the database of runs with one job each, read past the controller. */
final class CommittedJobs {
    private final Connection connection;

    CommittedJobs(Connection connection) {
        this.connection = connection;
    }

    /** Bytes of the write-ahead log since the cluster was made. */
    long writtenAhead() throws SQLException {
        return count("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    /** Runs that are not over. */
    long open() throws SQLException {
        return count("select count(*) from run where finished_at is null");
    }

    /** Runs that succeeded, whose one job was leased exactly once, and whose process's output is there exactly once. */
    long whole() throws SQLException {
        return count("""
                select count(*) from run
                where state = 'finished' and result = 'SUCCESS'
                    and (select count(*) from job join lease on lease.job_id = job.id where job.run_id = run.id) = 1
                    and (select count(*) from log_chunk where run_id = run.id and output_offset >= 0) = 1
                    and (select sum(length) from log_chunk where run_id = run.id and output_offset >= 0) = %d""".formatted(InstantAgent.LINE.length()));
    }

    /** Runs that have succeeded by now. */
    long finished() throws SQLException {
        return count("select count(*) from run where result = 'SUCCESS' and finished_at is not null");
    }

    private long count(String sql) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
