package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseWallsTest {
    @TempDir
    Path group;

    private final LeaseWalls walls = new LeaseWalls();

    private Enclosure walled() {
        return new Enclosure(List.of(), List.of(new byte[1]), List.of(group), Birth.PLAIN, DiskLimit.NONE);
    }

    @Test
    void groups_without_a_process_prove_it_where_all_was_behind_walls() throws IOException {
        assertFalse(walls.provenEmpty(), "nothing was started: another supervisor may have");
        walls.add(walled());
        assertFalse(walls.provenEmpty(), "there is no such group");
        Files.writeString(group.resolve("cgroup.procs"), "17\n");
        assertFalse(walls.provenEmpty());
        Files.writeString(group.resolve("cgroup.procs"), "");
        assertTrue(walls.provenEmpty());
        walls.add(Enclosure.in(List.of(group), Birth.PLAIN, DiskLimit.NONE));
        assertFalse(walls.provenEmpty(), "who is not behind walls can leave a group");
    }
}
