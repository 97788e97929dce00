package dev.millrace.controller.store;

import dev.millrace.controller.base.StartRefused;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date. Forward only; a schema that a newer release made is refused. */
final class Migrations {
    private Migrations() {}

    static void apply(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .table("schema_history")
                    .validateMigrationNaming(true)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartRefused(
                    "The database's schema could not be brought up to date: " + e.getMessage(),
                    "A database of a newer release needs that release; otherwise see the log",
                    e);
        }
    }
}
