package dev.millrace.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

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

    /** Jobs of each organization that were leased from an instant on, as long as none of them had more than nine tenths of its own. */
    Map<String, Long> startedTogether(Instant from) throws SQLException {
        try (var query = connection.prepareStatement("""
                with start as (
                    select organization.name, lease.granted_at from lease
                    join job on job.id = lease.job_id
                    join organization on organization.id = job.organization_id
                    where granted_at >= ?),
                most as (select percentile_disc(0.9) within group (order by granted_at) as at from start group by name)
                select name, count(*) from start where granted_at <= (select min(at) from most) group by name""")) {
            query.setObject(1, from.atOffset(ZoneOffset.UTC));
            var started = new TreeMap<String, Long>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    started.put(rows.getString(1), rows.getLong(2));
                }
            }
            return started;
        }
    }

    private long count(String sql) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
