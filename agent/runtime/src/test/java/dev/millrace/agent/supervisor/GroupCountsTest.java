package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCountsTest {
    @TempDir
    Path top;

    private Path group(String name, String... filesAndTexts) throws Exception {
        var group = Files.createDirectories(top.resolve(name));
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Files.writeString(group.resolve(filesAndTexts[i]), filesAndTexts[i + 1]);
        }
        return group;
    }

    @Test
    void version_1_counts_in_a_group_for_each_controller() throws Exception {
        var groups = List.of(
                group(
                        "memory",
                        "memory.oom_control",
                        "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
                        "memory.max_usage_in_bytes",
                        "4096\n"),
                group("pids", "pids.events", "max 7\n"),
                group("cpuacct", "cpuacct.usage", "5000000\n"),
                group("blkio", "blkio.throttle.io_service_bytes", "8:0 Read 1\n8:0 Total 9\nTotal 12\n"));
        assertEquals(new GroupCounts(2, 7, 5, 4096, 12), GroupCounts.read(groups));
    }

    @Test
    void version_2_counts_in_one() throws Exception {
        var group = group(
                "one",
                "memory.events",
                "low 0\noom 3\noom_kill 1\n",
                "memory.peak",
                "8192\n",
                "pids.events",
                "max 0\n",
                "cpu.stat",
                "usage_usec 9000\nuser_usec 1\n",
                "io.stat",
                "8:0 rbytes=5 wbytes=6 rios=1 wios=1\n8:16 rbytes=1 wbytes=0\n");
        assertEquals(new GroupCounts(1, 0, 9, 8192, 12), GroupCounts.read(List.of(group)));
        assertEquals(
                new GroupCounts(0, 0, 2, 8192, 2),
                GroupCounts.read(List.of(group)).since(new GroupCounts(1, 0, 7, 1, 10)));
    }

    @Test
    void without_groups_nothing_is_counted() {
        assertEquals(new GroupCounts(0, 0, 0, 0, 0), GroupCounts.read(List.of()));
    }
}
