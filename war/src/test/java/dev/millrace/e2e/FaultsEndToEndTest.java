package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks around a controller that goes on running: the network, the database, the disk. */
class FaultsEndToEndTest {
    private Installation installation;

    @BeforeEach
    void prepare() throws IOException {
        installation = Installation.prepared();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private static void pass(long seconds) throws InterruptedException {
        assertTrue(!new CountDownLatch(1).await(seconds, TimeUnit.SECONDS));
    }

    @Test
    void the_database_is_gone_for_ten_seconds_and_back() throws Exception {
        installation.up();
        var run = Counting.begin(installation, "stopped");
        var database =
                Installation.processes(installation.data().resolve("postgres").toString());
        assertTrue(!database.isEmpty(), "there is no database process");
        for (var process : database) {
            signal(process, "STOP");
        }
        pass(10);
        for (var process : database) {
            signal(process, "CONT");
        }
        run.told(3);
        run.ends();
    }

    @Test
    void the_database_dies_and_is_started_again() throws Exception {
        installation.up();
        var run = Counting.begin(installation, "killed");
        Installation.processes(installation.data().resolve("postgres").toString())
                .forEach(ProcessHandle::destroyForcibly);
        run.told(3);
        run.ends();
    }

    @Test
    void a_full_blob_directory_fails_the_upload_clearly_and_the_next_one_succeeds() throws Exception {
        var blobs = installation.data().resolve("blobs");
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", blobs.toString()) == 0,
                "skipped: a small file system cannot be mounted here (needs root)");
        try {
            installation.up();
            var project = installation.pipeline("large", "echo 'small'\n");
            Files.write(project.resolve("large.bin"), new byte[8 << 20]);
            var refused = Installation.finish(installation.run(project));
            assertTrue(refused.code() != 0, refused::out);
            assertTrue(refused.err().contains("disk") || refused.err().contains("space"), refused::err);
            assertTrue(!refused.err().contains("Exception"), refused::err);
            assertTrue(installation.ready(), "the controller goes on");
            Files.write(project.resolve("large.bin"), new byte[1 << 18]);
            var accepted = Installation.finish(installation.run(project));
            assertEquals(0, accepted.code(), () -> accepted.out() + accepted.err());
        } finally {
            installation.down();
            command("umount", "-l", blobs.toString());
        }
    }

    private static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        command("kill", "-" + signal, Long.toString(process.pid()));
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("/dev/null").toFile())
                .start()
                .waitFor();
    }
}
