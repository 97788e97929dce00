package dev.millrace.controller.store;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date. Forward only; a schema that a newer release made is refused. The digest of all migrations is kept as a comment in the
 * database: where it is that of this release there is nothing to do, and Flyway is not even loaded.
 */
final class Migrations {
    private static final String FOLDER = "/db/migration/";
    private static final String HISTORY = "schema_history";

    private Migrations() {}

    static void apply(DataSource source) throws SQLException {
        var digest = digest();
        try (var connection = source.getConnection()) {
            if (applied(connection).equals(digest)) {
                return;
            }
        }
        migrate(source);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("comment on table %s is '%s'".formatted(HISTORY, digest));
        }
    }

    private static String applied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select coalesce(obj_description(to_regclass('%s'), 'pg_class'), '')".formatted(HISTORY))) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:" + FOLDER.substring(1, FOLDER.length() - 1))
                    .table(HISTORY)
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

    /** Over the files that {@code index.txt} names, in their order. */
    private static String digest() {
        var digest = Digest.newSha256();
        for (var name : new String(resource("index.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(resource(name));
        }
        return Digest.of(digest.digest()).toString();
    }

    private static byte[] resource(String name) {
        try (InputStream content = Migrations.class.getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new IllegalStateException("No migration " + name + ", which index.txt names");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Migration " + name, e);
        }
    }
}
