package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");

    @Test
    void the_index_names_every_migration_in_order() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertEquals(
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".sql"))
                            .sorted()
                            .toList(),
                    Files.readAllLines(FOLDER.resolve("index.txt")));
        }
    }

    @Test
    void applying_again_changes_nothing_and_a_changed_past_is_refused() throws Exception {
        try (var db = TestDatabase.fresh()) {
            Migrations.apply(db.source());
            try (var connection = db.source().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("comment on table schema_history is 'of another release'");
                statement.execute("update schema_history set checksum = 1 where version is not null");
            }
            assertThrows(StartRefused.class, () -> Migrations.apply(db.source()));
        }
    }
}
