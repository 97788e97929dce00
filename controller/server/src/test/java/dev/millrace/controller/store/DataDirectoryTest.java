package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_new_directory_is_for_its_owner_only_and_so_is_what_is_made_in_it() throws IOException {
        try (var data = DataDirectory.open(parent.resolve("a/b"))) {
            assertEquals("rwx------", mode(data.path()));
            assertEquals("rwx------", mode(data.directory("blobs")));
            assertEquals(data.path().resolve("blobs"), data.directory("blobs"));
        }
    }

    @Test
    void a_directory_that_others_could_read_is_closed_to_them() throws IOException {
        var path = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        DataDirectory.open(path).close();
        assertEquals("rwx------", mode(path));
    }

    @Test
    void the_second_controller_is_told_who_holds_it() throws IOException {
        var path = parent.resolve("held");
        try (var data = DataDirectory.open(path)) {
            var starting = assertThrows(StartRefused.class, () -> DataDirectory.open(path));
            assertTrue(starting.toString().contains("just starting"), starting.toString());
            data.announce("http://127.0.0.1:8080/");
            var refused = assertThrows(StartRefused.class, () -> DataDirectory.open(path));
            assertTrue(
                    refused.toString().contains("pid " + ProcessHandle.current().pid() + ", http://127.0.0.1:8080/"),
                    refused.toString());
            assertFalse(refused.hint().isEmpty());
        }
        assertFalse(Files.exists(path.resolve("controller.json")));
        DataDirectory.open(path).close();
    }

    @Test
    void the_lock_holds_between_processes_and_ends_with_a_killed_one() throws Exception {
        var path = parent.resolve("process");
        var holder = Holders.start(DataDirectoryHolder.class, path.toString());
        try {
            assertThrows(StartRefused.class, () -> DataDirectory.open(path));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        DataDirectory.open(path).close();
    }

    /** Holds a data directory until it is killed. */
    static final class DataDirectoryHolder {
        private DataDirectoryHolder() {}

        public static void main(String[] arguments) throws IOException {
            DataDirectory.open(Path.of(arguments[0]));
            Holders.ready();
        }
    }

    @Test
    void a_directory_with_other_things_in_it_is_left_alone() throws IOException {
        var home = Files.createDirectory(parent.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "dear");
        assertThrows(StartRefused.class, () -> DataDirectory.open(home));
        assertEquals("rwxr-xr-x", mode(home));
    }

    @Test
    void a_file_in_its_place_or_above_it_is_named() throws IOException {
        var file = Files.writeString(parent.resolve("file"), "");
        for (var path : new Path[] {file, file.resolve("below")}) {
            var refused = assertThrows(StartRefused.class, () -> DataDirectory.open(path));
            assertTrue(refused.toString().contains(file.toString()), refused.toString());
        }
    }
}
