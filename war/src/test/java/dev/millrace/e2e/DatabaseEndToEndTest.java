package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.store.EmptyDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller on a PostgreSQL that somebody else looks after. */
class DatabaseEndToEndTest {
    private Installation installation;
    private EmptyDatabase database;
    private Path password;

    @BeforeEach
    void prepare() throws IOException, SQLException {
        installation = Installation.empty();
        database = EmptyDatabase.create();
        password = installation.directory().resolve("database.password");
        Files.writeString(password, database.password() + "\n");
    }

    @AfterEach
    void down() throws IOException, SQLException {
        installation.close();
        database.close();
    }

    private String url(String url) {
        return url + (url.contains("?") ? "&" : "?") + "user=" + database.user();
    }

    private void up() throws IOException, InterruptedException {
        installation.up("--database-url", url(database.url()), "--database-password-file", password.toString());
    }

    @Test
    void runs_live_in_it_and_outlive_a_killed_controller() throws Exception {
        up();
        var run = Counting.begin(installation, "counting");
        installation.killController();
        up();
        run.told(3);
        run.ends();
        assertFalse(Files.exists(installation.data().resolve("postgres")), "no embedded server was made");
        var commands = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
        assertTrue(
                commands.stream().noneMatch(command -> command.contains(database.password())),
                "the password is on no command line");
    }

    private String refused(String url, Path passwordFile) throws IOException, InterruptedException {
        var finished = installation.millrace(
                "up",
                "--data",
                installation.data().toString(),
                "--port",
                Integer.toString(Ports.free()),
                "--database-url",
                url,
                "--database-password-file",
                passwordFile.toString());
        assertEquals(69, finished.code(), () -> finished.out() + finished.err());
        assertEquals(1, finished.err().lines().count(), finished::err);
        return finished.err();
    }

    @Test
    void what_is_wrong_with_it_is_said_in_a_line() throws Exception {
        var place = database.url().substring("jdbc:postgresql://".length()).replaceFirst("\\?.*", "");
        var name = place.substring(place.indexOf('/') + 1);
        var wrong = installation.directory().resolve("wrong.password");
        Files.writeString(wrong, "not-it\n");
        var message = refused(url(database.url()), wrong);
        assertTrue(message.contains("refuses the user " + database.user()), message);
        assertTrue(message.contains("Check the user and the password"), message);

        message = refused(url("jdbc:postgresql://nobody.invalid/millrace"), password);
        assertTrue(message.contains("No database can be reached at nobody.invalid/millrace"), message);

        var closed = "127.0.0.1:" + Ports.free() + "/millrace";
        message = refused(url("jdbc:postgresql://" + closed), password);
        assertTrue(message.contains("No database can be reached at " + closed), message);

        message = refused(url(database.url().replace(name, "absent")), password);
        assertTrue(message.contains("There is no such database"), message);
        for (var each : List.of("Exception", "at dev.millrace", database.password())) {
            assertFalse(message.contains(each), message);
        }
    }
}
