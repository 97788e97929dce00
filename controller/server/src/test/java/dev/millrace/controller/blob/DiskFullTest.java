package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of 1 MiB. */
class DiskFullTest {
    @TempDir
    Path parent;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(parent.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
            abort("No file system of 1 MiB can be mounted here: that takes root");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void a_disk_that_fills_up_during_uploads_refuses_what_does_not_fit_and_keeps_the_rest() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var blobs = BlobModule.create(disk, db.database(), db.groupCommit(), InstantSource.system());
            var kept = blobs.put(content(400_000, 1));
            var first = content(500_000, 2);
            var second = content(500_000, 3);
            try (var one = blobs.begin(Digest.sha256(first), first.length);
                    var two = blobs.begin(Digest.sha256(second), second.length)) { // both fit when they begin
                one.write(first, 0, first.length);
                var full = assertThrows(BlobNotStored.class, () -> two.write(second, 0, second.length));
                assertTrue(full.toString().contains("Make room"), full.toString());
                one.commit();
            }
            assertEquals(
                    Set.of(Digest.sha256(second)),
                    blobs.missing(List.of(kept, Digest.sha256(first), Digest.sha256(second))));
            try (var left = Files.list(disk.resolve("incoming"))) {
                assertEquals(0, left.count());
            }
            assertEquals(Digest.sha256(content(10, 4)), blobs.put(content(10, 4)));
        }
    }

    private static byte[] content(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
