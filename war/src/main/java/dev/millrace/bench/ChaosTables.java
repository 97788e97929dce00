package dev.millrace.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database holds of the runs of a {@link ChaosBenchmark}, read past the controller. */
final class ChaosTables {
    private final Connection connection;

    ChaosTables(Connection connection) {
        this.connection = connection;
    }

    /** @param result empty where the run is not over */
    record Row(long run, String job, String result, int leases) {}

    /** All runs. */
    List<Row> runs() throws SQLException {
        var runs = new ArrayList<Row>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery("""
                        select run.id, project.name, coalesce(run.result, ''),
                            (select count(*) from job join lease on lease.job_id = job.id where job.run_id = run.id)
                        from run join project on project.id = run.project_id order by run.id""")) {
            while (rows.next()) {
                runs.add(new Row(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getInt(4)));
            }
        }
        return runs;
    }

    /** Digests of all entries, by run and number. */
    Map<String, String> journal() throws SQLException {
        return entries("select run_id, seq, md5(entry) from journal");
    }

    /** The same of runs that are not over. */
    Map<String, String> journalOfOpenRuns() throws SQLException {
        return entries("""
                select run_id, seq, md5(entry) from journal
                where run_id in (select id from run where state <> 'finished')""");
    }

    private Map<String, String> entries(String sql) throws SQLException {
        var entries = new HashMap<String, String>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery(sql)) {
            while (rows.next()) {
                entries.put(rows.getLong(1) + "/" + rows.getInt(2), rows.getString(3));
            }
        }
        return entries;
    }
}
