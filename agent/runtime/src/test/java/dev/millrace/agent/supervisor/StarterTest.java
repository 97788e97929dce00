package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The portable starter, records and sockets. The posix starter reaps all children of its process: it is tried in the supervisor, by the agent tests. */
class StarterTest {
    @TempDir
    Path directory;

    private final ProcessStarter starter = new PortableStarter();

    @Test
    void a_process_gets_its_environment_its_directory_and_nothing_else() throws Exception {
        var process = starter.start(new Launch(
                List.of("/bin/sh", "-c", "echo $A; pwd -P; env; echo err >&2; exit 3"),
                directory.toRealPath(),
                Map.of("A", "b", "PATH", "/usr/bin:/bin"),
                false));
        var text = read(process.output());
        assertTrue(text.startsWith("b\n" + directory.toRealPath() + "\n"), text);
        assertTrue(!text.contains("HOME="), text);
        assertTrue(text.endsWith("err\n"), text);
        assertEquals(3, process.ended().join().code());
    }

    @Test
    void captured_output_comes_apart_and_a_signal_is_told() throws Exception {
        var process = starter.start(new Launch(
                List.of("/bin/sh", "-c", "echo out; echo err >&2; kill -TERM $$"),
                directory,
                Map.of("PATH", "/usr/bin:/bin"),
                true));
        var captured = Objects.requireNonNull(process.captured());
        assertEquals("out\n", read(captured));
        assertEquals("err\n", read(process.output()));
        assertEquals(15, process.ended().join().signal());
    }

    @Test
    void what_is_not_there_cannot_be_started() {
        var launch = new Launch(List.of("/no/such/program"), directory, Map.of(), false);
        assertThrows(IOException.class, () -> starter.start(launch));
    }

    private static String read(OutputPipe pipe) throws IOException {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[1024];
        for (int count = pipe.read(buffer); count > 0; count = pipe.read(buffer)) {
            out.write(buffer, 0, count);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_long_path_gets_a_short_socket_in_a_private_directory() throws IOException {
        var home = SupervisorHome.prepare(directory.resolve("x".repeat(120)));
        assertTrue(home.socket().toString().length() < 100, home.socket().toString());
        Files.writeString(home.socket(), "");
        Files.delete(home.socket());
        SupervisorHome.leave(home.directory(), home.socket());
        assertTrue(!Files.exists(home.socket().getParent()));
        var shortOne = SupervisorHome.prepare(directory.resolve("s"));
        if (shortOne.socket().toString().length() < 100) {
            assertEquals(directory.resolve("s/socket").toAbsolutePath(), shortOne.socket());
        }
    }

    @Test
    void a_copy_of_a_supervisors_directory_marks_its_processes_otherwise() throws IOException {
        var home = SupervisorHome.prepare(directory.resolve("first")).directory();
        var mark = SupervisorHome.cookie(home);
        var copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(home.resolve("cookie"), copy.resolve("cookie"));
        assertNotEquals(mark, SupervisorHome.cookie(copy));
        assertEquals(mark, SupervisorHome.cookie(SupervisorHome.prepare(home).directory()));
    }

    @Test
    void a_result_that_was_cut_short_is_none() throws IOException {
        var file = directory.resolve("result");
        var record = new ExitRecord(ExitRecord.Reason.CODE, 7, "a\nb", 1, 2, 3, 4);
        record.write(file);
        assertEquals("a b", ExitRecord.read(file).orElseThrow().message());
        assertEquals(7, ExitRecord.read(file).orElseThrow().code());
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 2));
        assertTrue(ExitRecord.read(file).isEmpty());
    }
}
